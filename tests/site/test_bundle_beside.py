"""Who saves a file of the app sees the page before its bundle is made."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from integration_patterns.live.errors import BundleError
from integration_patterns.site.kept import bundle
from integration_patterns.site.kept.bundle import BundleBeside


class Maker:
    """Makes a bundle of the text of one file, when it may."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.may_make = Event()
        self.made: set[str] = set()
        self.may_make.set()

    @property
    def text(self) -> str:
        """What the app is now."""
        return (self.root / "app").read_text()

    def ensure(self, root: Path) -> Path:
        """Make the bundle."""
        text = self.text
        assert self.may_make.wait(30)
        if text == "broken":
            raise BundleError("It does not start.", "correct it.")
        self.made.add(text)
        return root / text

    def is_made(self, _root: Path) -> bool:
        """Whether it is made."""
        return self.text in self.made


@pytest.fixture(name="maker")
def _maker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Maker:
    maker = Maker(tmp_path)
    (tmp_path / "app").write_text("first")
    monkeypatch.setattr(bundle, "ensure_bundle", maker.ensure)
    monkeypatch.setattr(bundle, "is_made", maker.is_made)
    return maker


def test_the_pages_run_the_old_app_until_the_new_bundle_is_made(maker: Maker) -> None:
    pool = ThreadPoolExecutor(1)
    beside = BundleBeside(maker.root / "ready", pool)
    assert beside(maker.root).name == "first"
    maker.may_make.clear()
    (maker.root / "app").write_text("second")

    assert beside(maker.root).name == "first"
    assert not (maker.root / "ready/made").exists()
    maker.may_make.set()
    pool.shutdown()

    assert (maker.root / "ready/made").exists()
    assert beside(maker.root).name == "second"


def test_a_bundle_that_can_not_be_made_is_an_error_of_the_next_build(maker: Maker) -> None:
    pool = ThreadPoolExecutor(1)
    beside = BundleBeside(maker.root / "ready", pool)
    beside(maker.root)
    (maker.root / "app").write_text("broken")
    beside(maker.root)
    pool.shutdown()

    with pytest.raises(BundleError, match="It does not start"):
        beside(maker.root)
