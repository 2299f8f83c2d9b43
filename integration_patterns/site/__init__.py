"""Makes the site from the pages, with mkdocs or another builder.

`mkdocs_hook` joins it to mkdocs, and `cli` has what follows any other builder. `markdown` changes a
page while it is made, `kept` saves work between two builds, and `finish` completes the built site.
`written` makes tables and pictures for the pages; `served` and `browser` open a built site, for
tests, pictures and benchmarks.

In: the pages, and what the proof has recorded. Out: the folder of a site, and what is wrong in it.
"""
