"""What the site's pages may load, as a meta tag and as headers for the servers that take a file."""

CONTENT = {
    "default-src": "'none'",
    "script-src": "'self' 'wasm-unsafe-eval'",
    "worker-src": "'self' blob:",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "frame-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
}
"""Nothing but the site's own files; 'wasm-unsafe-eval' lets a page run Python in a worker."""

ONLY_AS_HEADER = {"frame-ancestors": "'none'"}
"""Browsers ignore it in a meta tag."""

OTHERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}

KEPT = "public, max-age=31536000, immutable"
"""How long a browser may keep a file whose name holds its content's hash."""

FIXED = tuple(f"assets/live/{name}" for name in ("manifest.json", "main.js", "sources.json"))
"""Keep their names and change with the bundle: a server between must not keep them."""


def meta() -> str:
    """The policy as the `content` of a meta tag."""
    return _joined(CONTENT)


def files(base: str = "/") -> dict[str, str]:
    """The same policy and more as headers, by the name of the file that a server reads.

    Args:
        base: The path that the site is served under, with a slash at both ends.
    """
    headers = {"Content-Security-Policy": _joined(CONTENT | ONLY_AS_HEADER), **OTHERS}
    listed = "".join(f"  {name}: {value}\n" for name, value in headers.items())
    asked = "".join(f"{base}{name}\n  Cache-Control: no-cache\n" for name in FIXED)
    expires = "".join(f"location = {base}{name} {{ expires epoch; }}\n" for name in FIXED)
    added = "".join(f'add_header {name} "{value}" always;\n' for name, value in headers.items())
    return {
        "_headers": f"{base}*\n{listed}{base}assets/live/*\n  Cache-Control: {KEPT}\n{asked}",
        "headers.nginx.conf": f"# In a server block: include headers.nginx.conf;\n{added}"
        # Headers added here would hide those above; `expires` does not.
        f"location {base}assets/live/ {{ expires 1y; }}\n"
        f"{expires}",
    }


def _joined(directives: dict[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in directives.items())
