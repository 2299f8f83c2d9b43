"""What may cross a boundary, and in which form. In: a `Project`. Out: problems with it."""
