"""Discovered: every file here defines shutdown_hook()."""
