"""What stands before the theme's search worker, with one of the test's in the theme's place."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page

from integration_patterns.site.served import ROOT, serve

pytestmark = pytest.mark.browser
WORKERS = "assets/javascripts/workers"
FIRST_LETTER = ROOT / "integration_patterns/theme" / WORKERS / "first_letter.js"
THEIRS = """
addEventListener("message", async ({ data: { type, data } }) => {
  if (type === 2 && data === "broken") throw new Error("broken");
  postMessage(type === 2 ? { type: 3, data: { items: [data] } } : { type: 1 });
});
"""
ASK = """async ([name, queries]) => {
  const worker = new Worker(`/assets/javascripts/workers/first_letter.js?${name}`);
  const ask = (message) => new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage(message);
  });
  await ask({ type: 0, data: {} });
  const found = [];
  for (const data of queries) found.push((await ask({ type: 2, data })).data.items);
  return found;
}"""


@pytest.fixture(name="page")
def _page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    workers = tmp_path / WORKERS
    workers.mkdir(parents=True)
    shutil.copy(FIRST_LETTER, workers)
    for name in ("search.0a1b.min.js", "other.js"):
        (workers / name).write_text(THEIRS)
    (tmp_path / "search").mkdir()
    (tmp_path / "search/whole_index.json").write_text(json.dumps({"config": {}, "docs": []}))
    (tmp_path / "index.html").write_text("<!doctype html><title>search</title>")
    with serve(tmp_path) as address:
        page = browser.new_page()
        page.goto(address)
        yield page
        page.close()


@pytest.mark.timeout(30)
def test_an_error_of_the_themes_worker_does_not_end_the_search(page: Page) -> None:
    """The query that met it finds nothing; the next one is answered, and once."""
    found = page.evaluate(ASK, ["search.0a1b.min.js", ["a", "broken", "b", "c"]])

    assert found == [["a"], [], ["b"], ["c"]]


def test_a_question_is_searched_by_the_words_that_say_what_it_is_about(page: Page) -> None:
    """One without any such word is left as it is."""
    found = page.evaluate(ASK, ["search.0a1b.min.js", ["why is my job run twice", "what is it"]])

    assert found == [["job run twice"], ["what is it"]]


@pytest.mark.parametrize(
    "name", ["other.js", "../workers/search.0a1b.min.js", "//127.0.0.1:9/search.0a1b.min.js", ""]
)
def test_another_script_is_refused(page: Page, name: str) -> None:
    """The page's address bar decides nothing about which code runs."""
    with pytest.raises(Error, match="is not the theme's search worker"):
        page.evaluate(ASK, [name, ["a"]])
