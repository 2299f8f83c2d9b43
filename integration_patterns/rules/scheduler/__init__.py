"""How jobs are declared. In: a `Project`. Out: problems in the calls that declare them."""
