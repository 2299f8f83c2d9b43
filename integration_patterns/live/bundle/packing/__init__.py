"""Programs that run inside Pyodide while the bundle is built.

In: files of Python. Out: compiled modules, and the names of those that the app imports.
"""
