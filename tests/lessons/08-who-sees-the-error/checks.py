"""Asks as a page of another origin does, and looks at what its browser would let it see."""

from pathlib import Path
from typing import Any

from integration_patterns.learn.asking import Answer, ask, describe, expect, fail, load

FOLDER = Path("app/components/backend/middleware")
ALLOWED = "access-control-allow-origin"
SHOP, OTHER = "https://shop.example", "https://other.example"
BROKEN = "/api/v1/orders/average?user_id=7"
ALSO_BROKEN = "/broken-by-the-check"


async def _bug() -> None:
    raise KeyError("a bug of the check's own")


def get(path: str, origin: str = SHOP) -> Answer:
    create = load("app.components.backend.main", "create_backend_app")
    try:
        app: Any = create()
    except Exception as error:  # noqa: BLE001 - the app says what is wrong with its files
        fail(f"The app can't be built: {describe(error)}", look=str(FOLDER))
    app.add_api_route(ALSO_BROKEN, _bug)
    return ask(app, "GET", path, headers={"origin": origin})


def why_not() -> str:
    """What is likely to be the reason that the header is missing."""
    files = sorted(one.name for one in FOLDER.iterdir() if one.is_file())
    cors = (FOLDER / "40_cors.py").read_text()
    if '"*"' in cors:
        return (
            'allow_origins=["*"] doesn\'t add the header either: the response never passes the '
            "CORS middleware. And it would let any page in."
        )
    for name in files:
        if "UnhandledErrorsMiddleware" in (FOLDER / name).read_text():
            if not name.endswith(".py"):
                return f"{name} is no Python file, so discovery leaves it out."
            if not name.startswith("_") and name < "40_cors.py":
                return (
                    f"{name} is outside CORS now ({name.split('_')[0]} sorts before 40), so the "
                    "header is still missing."
                )
            if name.startswith("_"):
                return f"{name} begins with _, so discovery leaves it out."
    return "The 500 is still made outside the CORS middleware."


def expect_visible(answer: Answer) -> None:
    expect(answer.status == 500, f"{answer}.", expected="500: this route has a bug")
    expect(
        answer.headers.get(ALLOWED) in {SHOP, "*"},
        f"GET {answer.asked.split()[1]} answered 500 without {ALLOWED}: the browser hides it from "
        f"the page of {SHOP}, and reports a CORS error. {why_not()}",
        expected="the middleware that answers bugs inside CORS, so with a name after 40_cors.py",
        look=str(FOLDER),
    )
    expect(
        answer.json().get("status") == 500,
        f"The 500 says {answer.text}.",
        expected="the error as JSON",
        look=str(FOLDER),
    )


def test_every_bug_is_visible() -> None:
    """The 500 of every broken route carries the header, and is JSON."""
    first = get(BROKEN)
    if first.status == 200:
        fail(
            f"GET {BROKEN} answered 200: this route is fixed; the check called another broken one, "
            f"and its 500 is {'visible' if get(ALSO_BROKEN).headers.get(ALLOWED) else 'hidden'}.",
            expected="a middleware, which sees every route; the bug of this one stays",
            look="app/components/backend/api/orders.py",
        )
    expect_visible(first)
    expect_visible(get(ALSO_BROKEN))


def test_other_pages_see_nothing() -> None:
    """A page of another origin still sees no answer."""
    answer = get(BROKEN, OTHER)
    expect(
        answer.headers.get(ALLOWED) not in {OTHER, "*"},
        f"A page of {OTHER} may read the 500, too: the header says "
        f"{answer.headers.get(ALLOWED)!r}. Only the CORS middleware knows who may.",
        expected="no such header for an origin that isn't in ORIGINS",
        look="app/components/backend",
    )


def test_healthy_routes_are_unchanged() -> None:
    """A route without a bug, and an unknown path, answer as before."""
    for path, status in (("/health", 200), ("/no-such-path", 404)):
        answer = get(path)
        expect(
            answer.status == status and answer.headers.get(ALLOWED) == SHOP,
            f"{answer}, with {ALLOWED} {answer.headers.get(ALLOWED)!r}.",
            expected=f"{status}, with {ALLOWED}: {SHOP}",
            look=str(FOLDER),
        )
