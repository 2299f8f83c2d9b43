"""How fast a page is read, as Lighthouse sees it."""
