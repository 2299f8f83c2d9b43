"""What the page asks of its Python, and what it is told: the one schema of both sides."""
