"""Asks the app for its health, as a monitoring program would."""

from integration_patterns.learn.asking import ask, expect, fail, load

FILE = "app/main.py"
TRUE = {"healthy": True}


def routes() -> str:
    """The paths that the app has, in words."""
    schema = load("app.main", "app").openapi()
    found = [f"{how.upper()} {path}" for path, by in schema["paths"].items() for how in by]
    return f"It has {', '.join(found)}." if found else "It has no route at all."


def test_health_answers() -> None:
    """`GET /health` answers."""
    answer = ask(load("app.main", "app"), "GET", "/health")
    if answer.status == 404 and "GET health." in routes():
        fail(
            f"{answer}: the route's path is 'health', and a path begins with a slash.",
            expected="/health",
            look=FILE,
        )
    if answer.status == 404:
        fail(
            f"{answer}: the app has no route for this path. {routes()}",
            expected='a function with @app.get("/health") above it; the line makes it a route',
            look=FILE,
        )
    if answer.status == 405:
        fail(
            f"{answer}: there is a route for this path, but not for GET. {routes()}",
            expected="@app.get; GET reads, POST is for requests that change something",
            look=FILE,
        )
    expect(answer.status == 200, f"{answer}.", expected="200", look=FILE)


def test_health_says_that_all_is_well() -> None:
    """The answer is the JSON `{"healthy": true}`."""
    answer = ask(load("app.main", "app"), "GET", "/health")
    if answer.status != 200:
        return  # The check above tells it.
    body = answer.json()
    if body is None:
        fail(
            "GET /health answered null: the function returned nothing.",
            expected="`return`; what a function prints goes to the log, not to the caller",
            look=FILE,
        )
    if isinstance(body, str):
        fail(
            f"GET /health answered the text {body!r}.",
            expected='a dict, such as {"healthy": True}; FastAPI makes JSON of it',
            look=FILE,
        )
    expect(body == TRUE, f"GET /health answered {body}.", expected=str(TRUE), look=FILE)


def test_other_paths_are_unknown() -> None:
    """Another path still answers 404."""
    answer = ask(load("app.main", "app"), "GET", "/something-else")
    expect(
        answer.status == 404,
        f"{answer}, and no such path was asked for.",
        expected="404; the route is for /health only",
        look=FILE,
    )
