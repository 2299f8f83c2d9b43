"""The network goes while a reader is at work."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.workbench import Reader

pytestmark = pytest.mark.browser


def test_a_reader_who_goes_offline_goes_on(reader: Reader) -> None:
    """Edits, answers, a stop and the download; the engine's own test has the rest."""
    with reader.page.expect_response(re.compile("/rest-[^/]*zip$"), timeout=60_000) as last:
        bench = reader.open("middleware").run()
    last.value.finished()

    with reader.disconnected():
        bench.file("40_cors.py")
        bench.append("\nprint('edited')\n")
        bench.run()
        expect(bench.verdict).to_have_text("Same as recorded")

        bench.write("while True:\n    pass\n")
        bench.example.get_by_role("button", name="Run", exact=True).click()
        bench.example.get_by_role("button", name="Stop").click()
        expect(bench.said).to_contain_text("Stopped. Your edits are kept")

        with reader.page.expect_download() as saved:
            bench.example.get_by_role("button", name="Download").click()
        assert saved.value.suggested_filename.endswith(".zip")

        bench.example.get_by_role("button", name="Reset", exact=True).click()
        bench.run()
        expect(bench.verdict).to_have_text("Same as recorded")
