"""The content policy, in the pages and as headers."""

from integration_patterns.live import policy


def test_the_headers_say_what_the_pages_say_and_more() -> None:
    for text in policy.files().values():
        assert policy.meta() in text
        assert "frame-ancestors 'none'" in text


def test_what_names_the_hashed_files_is_asked_for_anew() -> None:
    """Kept for a year as they are, it would name files that are gone."""
    files = policy.files()

    for name in policy.FIXED:
        assert f"/{name}\n  Cache-Control: no-cache\n" in files["_headers"]
        assert f"location = /{name} {{ expires epoch; }}\n" in files["headers.nginx.conf"]


def test_the_headers_are_for_the_path_that_the_site_is_served_under() -> None:
    """A rule for the root would say nothing of a site that lies below it."""
    files = policy.files("/guide/")

    paths = [line for line in files["_headers"].splitlines() if not line.startswith(" ")]
    fixed = [f"/guide/{name}" for name in policy.FIXED]
    assert paths == ["/guide/*", "/guide/assets/live/*", *fixed]
    assert "location /guide/assets/live/ { expires 1y; }" in files["headers.nginx.conf"]
    assert f"location = {fixed[0]} {{" in files["headers.nginx.conf"]


def test_nothing_is_allowed_that_is_not_the_sites_own() -> None:
    """No host, no wildcard, nothing inline, no evaluation of strings."""
    directives = [directive.split() for directive in policy.meta().split(";")]
    allowed = {value for _name, *values in directives for value in values}

    assert allowed == {"'none'", "'self'", "'wasm-unsafe-eval'", "blob:", "data:"}
