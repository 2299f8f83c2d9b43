"""The runnable parts: each handles input, calls services and returns; none knows another."""
