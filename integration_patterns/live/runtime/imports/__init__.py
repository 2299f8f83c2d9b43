"""What an import finds: edited files, late archives, stand-ins, and imports that are done ahead.

In: names of modules, and which files change. Out: modules.
"""
