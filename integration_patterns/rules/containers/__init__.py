"""What images start and processes load. In: a `Project`. Out: problems in either."""
