"""Keeps what mkdocs made, from one build to the next, while `mkdocs serve` runs.

In: a page, a template or the app. Out: what the last build made of it, or new if it has changed.
"""
