"""Keep the theme's end-of-life banner out of every `mkdocs` command.

The theme prints it when it is imported, which is before any plugin or hook of ours can run.
`mkdocs.yml` names `NOTE` with `!!python/name`, so this module is imported while that file is
being read: the one moment early enough that needs no variable set by the reader.
"""

import os

NOTE = "Material for MkDocs is maintained until May 2027; Zensical reads the same pages."

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
