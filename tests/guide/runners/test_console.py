"""Console blocks are run and compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integration_patterns.guide.sandbox import services, shell

if TYPE_CHECKING:
    import pytest

    from tests.guide.conftest import Sample

pytestmark = pytest.mark.slow


FETCH = "import urllib.request as r; print(r.urlopen('http://127.0.0.1:8000/').read().decode())"


def console(*lines: str, attributes: str = "") -> str:
    return "\n".join([f"```console{attributes}", *lines, "```", ""])


def test_true_output_is_accepted(sample: Sample) -> None:
    """A block that says what happens raises no complaint."""
    verdict = sample.prove(console("$ python -m app.greet Ada", "Hello, Ada!"))

    assert verdict.complaints == ()


def test_false_output_is_a_diff_of_the_page(sample: Sample) -> None:
    """A block that says something else is shown as a unified diff with file and line."""
    verdict = sample.prove("# T\n\n" + console("$ python -m app.greet Ada", "Hello, Bob!"))

    report = "\n".join(verdict.complaints)
    assert "docs/page.md:3: this console block is not what happens" in report
    assert "-Hello, Bob!\n+Hello, Ada!" in report


def test_update_writes_the_truth(sample: Sample) -> None:
    """With update, output and exit code are filled in."""
    text = sample.updated(console("$ uv run python -m app.greet"))

    assert text == console("$ uv run python -m app.greet", "nobody to greet", "[exit code: 1]")


def test_a_hidden_exit_code_is_drift(sample: Sample) -> None:
    """Elided output does not elide a failure."""
    verdict = sample.prove(console("$ python -m app.greet", "..."))

    assert "+[exit code: 1]" in verdict.complaints[-1]


def test_update_keeps_elisions(sample: Sample) -> None:
    """Only the lines that changed are rewritten."""
    command = "$ printf 'a\\nb\\ntook 12 ms\\nz\\n'"

    text = sample.updated(console(command, "...", "took [..] s", "y"))

    assert text == console(command, "...", "took [..] ms", "z")


def test_update_does_not_write_a_failure_over_a_success(sample: Sample) -> None:
    """A command that has begun to fail is for the author to fix, and the page stays as it is."""
    page = console("$ python -m app.greet", "Hello, Ada!")

    verdict = sample.prove(page, update=True)

    assert "succeeded when its output was written, and fails now:\nnobody" in verdict.complaints[0]
    assert sample.page.read_text() == page


def test_commands_of_a_page_share_a_folder(sample: Sample) -> None:
    """What one command writes, a later block of the page reads."""
    page = console("$ echo kept > $STORE") + console("$ cat $STORE seeded", "kept", "40 orders")

    assert sample.prove(page).complaints == ()


def test_pages_do_not_share_a_folder(sample: Sample) -> None:
    """What a page writes is gone for the next page."""
    sample.prove(console("$ echo changed > seeded"))

    assert sample.prove(console("$ cat seeded", "40 orders")).complaints == ()


def test_a_service_runs_for_the_page(sample: Sample) -> None:
    """server="webserver" is ready before the block and listens on the port that is shown."""
    page = console(f'$ python -c "{FETCH}"', "served", attributes=' server="webserver"')

    assert sample.prove(page).complaints == ()


def test_an_unknown_service_is_refused(sample: Sample) -> None:
    """A misspelt service names the ones that exist."""
    verdict = sample.prove(console("$ true", attributes=' server="webserve"'))

    assert 'no service is named "webserve". fix: use one of webserver' in verdict.complaints[0]


def test_a_service_that_does_not_stop_is_a_complaint(
    sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SIGTERM is how services are stopped, so they must obey it."""
    monkeypatch.setattr(services, "PATIENCE_TO_STOP", 0.5)
    source = sample.root / "app" / "serve.py"
    source.write_text(source.read_text().replace("lambda *_: sys.exit(0)", "signal.SIG_IGN"))

    verdict = sample.prove(console("$ true", attributes=' server="webserver"'))

    assert 'the service "webserver" ignored SIGTERM' in verdict.complaints[0]


def test_a_long_running_command_is_interrupted(sample: Sample) -> None:
    """^C is pressed when the output above it has come, and the rest is compared."""
    page = console("$ python -m app.serve", "listening on port 8000", "^C", "bye")

    assert sample.prove(page).complaints == ()


def test_update_fills_in_an_interrupted_command(sample: Sample) -> None:
    """With update, ^C is pressed once the command has fallen quiet."""
    text = sample.updated(console("$ python -m app.serve", "^C"))

    assert text == console("$ python -m app.serve", "listening on port 8000", "^C", "bye")


def test_update_waits_for_what_the_page_says_already(
    sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pause before the last line doesn't cut it off, however short the quiet that counts."""
    monkeypatch.setattr(shell, "QUIET", 0)
    lines = ("first", "listening on port 8000", "^C", "bye")
    page = console("$ echo first; python -m app.serve", *lines)

    verdict = sample.prove(page, update=True)

    assert verdict.complaints == ()
    assert verdict.text == page


def test_a_broken_app_fails_as_shown(sample: Sample) -> None:
    """breaks="boom" runs with the overlay's files, and fails with the message on the page."""
    page = console(
        "$ python -m app.greet Ada", "boom", "[exit code: 1]", attributes=' breaks="boom"'
    )

    assert sample.prove(page).complaints == ()


def test_a_block_that_is_alone_sees_nothing_and_leaves_nothing(sample: Sample) -> None:
    """alone="yes" runs in a fresh copy; the blocks around it share the page's own."""
    verdict = sample.prove(
        console("$ touch before")
        + console("$ ls before", "[..]", "[exit code: 2]", attributes=' alone="yes"')
        + console("$ touch inside", attributes=' alone="yes"')
        + console("$ ls before inside", "...", "before", "[exit code: 2]")
    )

    assert verdict.complaints == ()


def test_the_intact_twin_has_the_services_of_the_block(sample: Sample) -> None:
    """Commands that talk to server="webserver" find it in the copy without the overlay, too."""
    page = console(
        f'$ python -c "{FETCH}"',
        "served",
        "$ python -m app.greet Ada",
        "boom",
        "[exit code: 1]",
        attributes=' breaks="boom" server="webserver"',
    )

    assert sample.prove(page).complaints == ()


def test_an_overlay_that_breaks_nothing_is_refused(sample: Sample) -> None:
    """A command that succeeds despite the overlay proves nothing."""
    verdict = sample.prove(console("$ true", attributes=' breaks="boom"'))

    assert 'no command fails with breaks="boom"' in verdict.complaints[0]


def test_a_failure_without_the_overlay_is_refused(sample: Sample) -> None:
    """A command that fails in the intact application, too, does not show what breaks it."""
    page = console("$ false", "[exit code: 1]", attributes=' breaks="boom"')

    assert '"false" fails without the overlay, too' in sample.prove(page).complaints[0]


def test_output_before_a_command_is_refused(sample: Sample) -> None:
    """Text nobody typed and nothing printed has no place in a block."""
    assert "docs/page.md:1" in sample.prove(console("hello")).complaints[0]
