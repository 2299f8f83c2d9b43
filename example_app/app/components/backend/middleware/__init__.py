"""Discovered: every file here defines register_middleware(app)."""
