"""How routes, hooks and models are written."""
