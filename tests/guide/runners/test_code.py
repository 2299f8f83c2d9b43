"""Included code is proven by running its self-contained form alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.guide.conftest import Sample

PAGE = '```python\n--8<-- "app/hooks.py:{region}"\n```\n'
HOOKS = """\
REGISTERED: dict[str, str] = {}


# --8<-- [start:effect]
REGISTERED["startup"] = "yes"
# --8<-- [end:effect]


# --8<-- [start:without]
VALUE = REGISTERED["startup"]
# --8<-- [end:without]
"""


def test_a_slice_that_lacks_something_is_refused(sample: Sample) -> None:
    """What a reader would copy and see fail, fails the page."""
    (sample.root / "app" / "hooks.py").write_text(HOOKS)

    verdict = sample.prove(PAGE.format(region="without"))

    assert "does not run alone" in verdict.complaints[0]
    assert "KeyError: 'startup'" in verdict.complaints[0]


def test_slices_do_not_see_each_other(sample: Sample) -> None:
    """Each runs in an interpreter that has imported nothing of the application."""
    source = "# --8<-- [start:x]\nimport sys\nassert 'app' not in sys.modules\n# --8<-- [end:x]\n"
    (sample.root / "app" / "hooks.py").write_text("import app\n" + source)
    page = '```python\n--8<-- "app/greet.py:greeting"\n```\n\n' + PAGE.format(region="x")

    assert sample.prove(page).complaints == ()


def test_an_unknown_region_is_refused(sample: Sample) -> None:
    """The complaint lists the regions there are."""
    verdict = sample.prove('```python\n--8<-- "app/greet.py:greting"\n```\n')

    assert 'app/greet.py has no region "greting" (it has: greeting)' in verdict.complaints[0]


def test_a_slice_that_only_runs_where_others_imported_is_refused(sample: Sample) -> None:
    """A submodule that nothing in the slice imports is missing, whatever warm interpreters know."""
    source = "# --8<-- [start:x]\nimport email\n\nPARSE = email.mime.text\n# --8<-- [end:x]\n"
    (sample.root / "app" / "hooks.py").write_text(source)

    complaints = sample.prove(PAGE.format(region="x")).complaints

    assert "module 'email' has no attribute 'mime'" in complaints[0]
