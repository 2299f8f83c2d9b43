"""Hooks: found by their file, run in the order of their names, undone in reverse."""
