"""How fast a page is read. In: the pages of the site. Out: what Lighthouse measures of them."""
