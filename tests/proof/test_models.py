"""A block named after a model is what that model reads and writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.proof.conftest import Sample

pytestmark = pytest.mark.slow

JSON = """\
{
  "filled_at": "2026-11-01T09:00:00Z", "owner": "Ada",
  "items": [{"price": "9.50", "note": null}]
}"""
TOML = """\
owner = "Ada"
filled_at = 2026-11-01T09:00:00Z

[[items]]
price = "9.50"  # a decimal"""
YAML = """\
owner: Ada
filled_at: 2026-11-01T09:00:00Z
items:
  - {price: "9.50", note: null}"""


def block(language: str, text: str, model: str = "app.models:Basket") -> str:
    return f'```{language} model="{model}"\n{text}\n```\n'


@pytest.mark.parametrize(("language", "text"), [("json", JSON), ("toml", TOML), ("yaml", YAML)])
def test_the_form_of_a_model_is_accepted(language: str, text: str, sample: Sample) -> None:
    """Whatever its order and layout; and a wrong value in it is named with its place."""
    assert sample.prove(block(language, text)).complaints == ()
    wrong = sample.prove("\n" + block(language, text.replace('"9.50"', "true")))
    assert wrong.complaints[0].startswith(
        f"docs/page.md:2: this {language} is no Basket: items.0.price: "
    )
    assert "fix: write what the model would" in wrong.complaints[0]


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ('"Ada",', '"Ada", "age": 36,', "age: Extra inputs are not permitted"),
        ("null}", 'null, "size": 1}', "items.0.size: Extra inputs are not permitted"),
        (' "owner": "Ada",', "", "owner: Field required"),
        ('"Ada"', "36", "owner: Input should be a valid string"),
        (', "note": null', "", '+      "note": null,'),
        ('"9.50"', "9.5", '-      "price": 9.5\n+      "price": "9.5"'),
        ("09:00:00Z", "09:00:00+00:00", '+  "filled_at": "2026-11-01T09:00:00Z"'),
        ('"Ada",', '"Eve", "owner": "Ada",', "a field stands twice"),
        ("]\n}", "]", "Expecting ',' delimiter"),
    ],
)
def test_text_that_the_model_would_not_write_is_refused(
    right: str, wrong: str, message: str, sample: Sample
) -> None:
    """Unknown, missing, doubled and left-out fields; other types, and other forms of a value."""
    assert right in JSON
    (complaint,) = sample.prove(block("json", JSON.replace(right, wrong))).complaints

    assert message in complaint


@pytest.mark.parametrize(
    ("language", "message"),
    [("toml", "this toml is no Basket: Expected '=' after a key"), ("yaml", "mapping values")],
)
def test_text_that_cannot_be_read_is_refused(language: str, message: str, sample: Sample) -> None:
    """The reader of the language says where."""
    assert message in sample.prove(block(language, "owner: Ada: Eve")).complaints[0]


@pytest.mark.parametrize(
    ("model", "message"),
    [
        ("app.models:Bascket", "has no attribute 'Bascket'"),
        ("app.nothing:Basket", "No module named 'app.nothing'"),
        ("app.greet:greeting", 'model="app.greet:greeting" is no Pydantic model'),
        ('app.models:Basket" get="/greet', "a block is an answer or the form of a model"),
    ],
)
def test_a_wrong_model_is_refused(model: str, message: str, sample: Sample) -> None:
    """What is named must be a model of the application."""
    assert message in sample.prove(block("json", JSON, model)).complaints[0]


def test_a_changed_model_breaks_the_page(sample: Sample) -> None:
    """The model is the one of the application as it is now."""
    source = sample.root / "app" / "models.py"
    source.write_text(source.read_text().replace("owner: str", "owned_by: str"))

    assert "owned_by: Field required" in sample.prove(block("json", JSON)).complaints[0]
