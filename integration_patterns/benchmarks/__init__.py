"""What the guide and its patterns cost, measured by `patterns bench`; no test decides by it.

In: a checkout. Out: tables of medians and ratios, printed. `live` measures the app inside the page,
`page` how fast a page is read; the modules beside them measure the app and the rules.
"""
