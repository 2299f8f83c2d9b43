"""Runs the example app inside the page.

`bundle` makes the files that the page fetches, out of `client` (TypeScript, the workbench and the
worker) and `runtime` (Python, what runs the app). The modules beside them put it into the site.

In: the app, and pages with `live` in their front matter. Out: elements that run their blocks.
"""
