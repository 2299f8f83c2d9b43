"""Names of packages come in; a script `python` goes out, which runs in a fork that has them."""
