"""Extensions of Python-Markdown, for any builder that has it.

In: the text or the tree of a page. Out: its HTML, with code, views and live examples marked.
"""
