"""An application without dependencies, to prove pages about."""
