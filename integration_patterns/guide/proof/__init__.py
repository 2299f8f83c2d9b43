"""Pages come in, as items of pytest; a verdict on each goes out, and a record of what is proven."""
