"""How jobs are declared."""
