"""The one thread: event loops that need no selector, and what others do in threads.

In: code that waits. Out: what it waits for, on the same stack. Knows nothing of the app.
"""
