"""What it costs to run the app in a page.

In: the bundle. Out: the times of its engine and of stock Pyodide, each in a new browser profile.
"""
