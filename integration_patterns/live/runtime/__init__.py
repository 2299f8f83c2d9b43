"""Runs the example app where there is one thread, no socket and no process: inside a page.

Only the page imports it; nothing here is a stand-in for the app. What differs from a server is
listed in `imports.standins` and `loop.inline`.
"""
