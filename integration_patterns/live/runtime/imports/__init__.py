"""What an import finds: edited files, archives fetched late, replacements, modules imported ahead.

In: names of modules, and which files change. Out: modules.
"""
