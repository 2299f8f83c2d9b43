"""Discovered: every file here defines startup_hook()."""
