"""The list of deliberate mistakes fits the project as it is."""

from pathlib import Path

import pytest

from integration_patterns.guide.errors import PageError
from integration_patterns.guide.mutation import mutations
from integration_patterns.guide.mutation.mutate import SPECIMENS
from integration_patterns.guide.mutation.mutations import Mutation

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "tests" / "mutations"
MUTATIONS = mutations.load(FOLDER / "mutations.toml")


def test_there_are_enough_of_them() -> None:
    """Forty is what the guide promises."""
    assert len(MUTATIONS) >= 40


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def test_a_mutation_changes_exactly_one_place(mutation: Mutation, tmp_path: Path) -> None:
    """A mistake that can't be made any more would count as caught by nobody."""
    in_specimens = mutation.file.removeprefix(f"docs/{SPECIMENS}/")
    file = (FOLDER / SPECIMENS if in_specimens != mutation.file else ROOT) / in_specimens
    copy = tmp_path / mutation.file
    copy.parent.mkdir(parents=True)
    copy.write_text(file.read_text())

    if mutation.rename is None:
        mutation.apply(tmp_path)

    assert mutation.rename is not None or copy.read_text() != file.read_text()
    assert all((ROOT / test).exists() for test in mutation.tests)


def test_a_word_that_names_none_of_them_is_an_error() -> None:
    """None of none caught would look like success."""
    with pytest.raises(PageError, match='no mutation has "zzz" in its name'):
        mutations.load(FOLDER / "mutations.toml", "zzz")
