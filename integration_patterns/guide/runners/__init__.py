"""A block comes in, and where to run it; the body that it should have goes out, or an error."""
