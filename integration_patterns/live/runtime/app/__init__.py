"""The app as processes would run it: the server with its lifespan, the scheduler, commands, tests.

In: settings, requests, command lines. Out: what they come to, in the types of `protocol`.
"""
