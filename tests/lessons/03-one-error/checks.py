"""Asks for the report of a user who doesn't exist: over HTTP, and as a command would."""

import pytest

from integration_patterns.learn.asking import ask, describe, expect, fail, load, place, result_of

SERVICE = "find_user() in app/services/users.py"
NOBODY = 999


def test_a_known_user_has_a_report() -> None:
    """`GET /reports/123` still answers with the total."""
    answer = ask(load("app.main", "app"), "GET", "/reports/123")
    expect(answer.status == 200, f"{answer}.", expected="200", look=SERVICE)
    total = answer.json().get("total")
    expect(
        total == "5328.74", f"The total is {total}.", expected="5328.74, as before", look=SERVICE
    )


def test_an_unknown_user_is_a_404() -> None:
    """`GET /reports/999` answers 404 and names the user."""
    answer = ask(load("app.main", "app"), "GET", f"/reports/{NOBODY}")
    if answer.status == 500 and type(answer.error).__name__ == "KeyError":
        fail(
            f"{answer}. A KeyError says that a key is missing, not that a user is.",
            expected="NotFoundError, which the app answers with 404",
            look=SERVICE,
        )
    if answer.status == 500 and answer.error is None:
        fail(
            f"{answer}: AppError is the base of all errors of the app, and its status is 500.",
            expected="NotFoundError, whose status is 404",
            look=SERVICE,
        )
    if answer.status == 200:
        fail(
            f"{answer}: {answer.text}. There is no such user, and the answer looks like a "
            "real one.",
            expected="404; the service raises NotFoundError",
            look=SERVICE,
        )
    if answer.status == 500 and "has no attribute 'id'" in describe(answer.error or ValueError()):
        fail(
            f"{answer}: the error was returned as if it were a user.",
            expected="`raise NotFoundError(…)`, not `return`",
            look=SERVICE,
        )
    expect(answer.status == 404, f"{answer}.", expected="404", look=SERVICE)
    expect(
        str(NOBODY) in answer.text,
        f"The 404 says {answer.text}. It doesn't say which user there isn't.",
        expected=f"a message with the id {NOBODY} in it",
        look=SERVICE,
    )


def test_a_command_ends_with_an_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    """A command that calls the same service ends with one line and an exit code."""
    report = load("app.services.report_service", "generate_monthly_report")
    explained_exit = load("app.core.process", "explained_exit")
    try:
        with explained_exit():
            result_of(report, NOBODY)
    except SystemExit as end:
        written = capsys.readouterr().err
        expect(
            end.code == 1 and str(NOBODY) in written and written.count("\n") == 1,
            f"The command ended with exit code {end.code} and wrote {written!r}.",
            expected="exit code 1 and one line that names the user",
            look=SERVICE,
        )
    except BaseException as error:  # noqa: BLE001 - each error of the service is reported
        fail(
            f"A command that calls generate_monthly_report({NOBODY}) ended with a traceback: "
            f"{describe(error)}. An HTTP status means nothing to a command.",
            expected="NotFoundError of app.core.errors: a 404 here, an exit code there",
            look=place(error) or SERVICE,
        )
    else:
        fail(
            f"generate_monthly_report({NOBODY}) raised nothing.",
            expected="NotFoundError",
            look=SERVICE,
        )
