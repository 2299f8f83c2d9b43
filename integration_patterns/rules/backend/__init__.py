"""How routes, hooks and models are written. In: a `Project`. Out: problems in them."""
