"""Routes, registered by hand in routing.py."""
