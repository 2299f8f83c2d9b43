"""A page with nothing but the site's policy and one script, page.js."""

from integration_patterns.live import policy

PAGE = f"""<!doctype html>
<meta http-equiv="Content-Security-Policy" content="{policy.meta()}">
<title>engine</title>
<link rel="icon" href="data:,">
<script type="module" src="page.js"></script>
"""
