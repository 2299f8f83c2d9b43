"""Makes the bundle, from which a page runs the app without a server.

In: the app's texts, the installed libraries, Pyodide, and the sources in `client` and `runtime`.
Out: a folder with a manifest and the files that it names, kept in a cache until an input changes.
"""

from integration_patterns.live.bundle.build import ensure_bundle, is_made

__all__ = ["ensure_bundle", "is_made"]
