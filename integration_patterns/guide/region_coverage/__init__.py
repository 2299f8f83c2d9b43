"""Coverage data comes in, with a context for each test; the tests of each region shown go out."""
