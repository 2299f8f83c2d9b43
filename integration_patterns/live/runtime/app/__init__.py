"""Runs the app's server with its lifespan, its scheduler, its commands and its tests.

In: settings, requests, command lines. Out: their results, in the types of `protocol`.
"""
