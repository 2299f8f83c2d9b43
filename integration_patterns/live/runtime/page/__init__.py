"""The only way from the page to its Python and back.

In: the page's calls, as JSON. Out: their results, and what is printed meanwhile, as JSON.
"""
