"""A page comes in; its blocks go out, and every text that each of them shows."""
