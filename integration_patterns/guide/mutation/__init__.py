"""A list of mistakes comes in; which gate caught each of them goes out."""
