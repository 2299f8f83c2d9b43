"""The types of what the page and its Python send each other; the client's types are made from them.

In: an error of the app. Out: its description, in these types.
"""
