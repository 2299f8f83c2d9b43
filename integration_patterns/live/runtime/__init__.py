"""Runs the example app where there is one thread, no socket and no process: inside a page.

Only the page imports it, and it changes nothing in the app's own files. What the page has instead
of a server's threads, sockets and processes is in `loop`, `imports.replacements` and `app.network`.
"""
