"""Asks for a report, and looks for what doesn't belong into it."""

from dataclasses import dataclass
from typing import Any

from integration_patterns.learn.asking import ask, expect, load

ROUTE = "read_report() in app/main.py"
SECRET = "password_hash"


def report() -> dict[str, Any]:
    answer = ask(load("app.main", "app"), "GET", "/reports/123")
    expect(answer.status == 200, f"{answer}.", expected="200", look=ROUTE)
    body = answer.json()
    expect(isinstance(body, dict), f"GET /reports/123 answered {answer.text}.", look=ROUTE)
    return dict(body)


def test_the_secret_stays_inside() -> None:
    """The answer has no `password_hash`."""
    body = report()
    expect(
        SECRET not in str(body),
        f"GET /reports/123 answered {body}. Every caller can read the {SECRET}.",
        expected="a response model with the fields that callers may see, and no others",
        look=ROUTE,
    )


def test_the_rest_is_still_told() -> None:
    """The answer still has the user's id and name, and the total."""
    body = report()
    user = body.get("user")
    told = isinstance(user, dict) and (user.get("id"), user.get("name")) == (123, "Katherine")
    expect(
        told and body.get("total") == "5328.74",
        f"GET /reports/123 answered {body}.",
        expected='"user" with the id 123 and the name Katherine, and the "total" 5328.74',
        look=ROUTE,
    )


def test_a_new_field_stays_inside_too() -> None:
    """A field that users get next year is not in the answer either."""
    module = load("app.services.users")

    @dataclass(frozen=True)
    class UserOfNextYear(module.User):
        phone: str = "+49 30 1234"

    before = module.users[123]
    module.users[123] = UserOfNextYear(123, "Katherine", "pbkdf2$c07e")
    try:
        body = report()
    finally:
        module.users[123] = before
    expect(
        "phone" not in str(body),
        f"The check gave users a new field, phone, and GET /reports/123 answered {body}. "
        "A list of what to leave out is never finished.",
        expected="a response model: it lists what goes out",
        look=ROUTE,
    )


def test_the_schema_says_what_the_route_returns() -> None:
    """`/openapi.json`, from which others generate their clients, lists the report's fields."""
    schema = load("app.main", "app").openapi()
    told = schema["paths"]["/reports/{user_id}"]["get"]["responses"]["200"]
    model = told["content"]["application/json"]["schema"].get("$ref", "").rpartition("/")[2]
    fields = schema.get("components", {}).get("schemas", {}).get(model, {}).get("properties", {})
    expect(
        {"user", "total"} <= fields.keys(),
        f"For GET /reports/{{user_id}}, /openapi.json says no more than {told['content']}.",
        expected="the fields user and total; FastAPI takes them from the response model",
        look=ROUTE,
    )
