"""Names the tabs that hold nothing but code: views of one block, which stand in its title bar.

A style could find them by `:has()`, and a browser would then look at the whole page again for each
copy button that the theme adds.
"""

import re

TABS = re.compile(r'<div class="tabbed-set(?= )')
ONLY_CODE = re.compile(
    r'<div class="tabbed-block">\s*<div class="[^"]*\bhighlight\b[^"]*">'
    r"(?:(?!</?div).)*</div>\s*</div>",
    re.DOTALL,
)


def named(html: str) -> str:
    """Return the page with the class `views` on each set of tabs in which a tab is only code."""
    before, *sets = TABS.split(html)
    return before + "".join(
        f'<div class="tabbed-set{" views" if ONLY_CODE.search(one) else ""}{one}' for one in sets
    )
