"""The command line: talks to the backend over HTTP only."""
