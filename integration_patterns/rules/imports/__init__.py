"""Who may import whom. In: a `Project`. Out: a problem for each import that goes the wrong way."""
