"""Keeps out of the search what isn't prose: included code in all of its tabs, and signatures.

What a command prints stays in, because readers search for the message that they see.
"""

import re

CODE = re.compile(
    r'<div class="(?:tabbed-set views\b|tabbed-labels\b|doc-signature\b'
    r"|language-(?!console\b|http\b|log\b|json\b|tree\b|text\b)[\w-]+ )"
)
EXCLUDED = '<div data-search-exclude="true" '


def searched(html: str) -> str:
    """Return the page with the mark of the theme's search on its code; the theme takes it out."""
    return CODE.sub(lambda found: found[0].replace("<div ", EXCLUDED, 1), html)
