"""The network goes while a reader is at work."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.workbench import Reader

pytestmark = pytest.mark.browser


def test_a_reader_who_goes_offline_goes_on(reader: Reader) -> None:
    """Edits, answers, a stop and the download; the engine's own test has the rest."""
    with reader.page.expect_response(re.compile("/rest-[^/]*zip$"), timeout=60_000) as last:
        workbench = reader.open("middleware").run()
    last.value.finished()

    with reader.disconnected():
        workbench.file("40_cors.py")
        workbench.append("\nprint('edited')\n")
        workbench.run()
        expect(workbench.verdict).to_have_text("Same as recorded")

        workbench.write("while True:\n    pass\n")
        workbench.example.get_by_role("button", name="Run", exact=True).click()
        workbench.example.get_by_role("button", name="Stop").click()
        expect(workbench.said).to_contain_text("Stopped. Your edits are kept")

        with reader.page.expect_download() as saved:
            workbench.example.get_by_role("button", name="Download").click()
        assert saved.value.suggested_filename.endswith(".zip")

        workbench.example.get_by_role("button", name="Reset", exact=True).click()
        workbench.run()
        expect(workbench.verdict).to_have_text("Same as recorded")
