"""The server of the benchmark is a static host, and its line is as slow as it says."""

from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from integration_patterns.benchmarks.live.line import CHUNK, Line, serving


@pytest.mark.parametrize(
    ("taken", "coding"), [("gzip, deflate, br", "br"), ("gzip, deflate", "gzip"), ("", None)]
)
def test_a_compressed_file_beside_is_sent_and_counted(
    tmp_path: Path, taken: str, coding: str | None
) -> None:
    """Brotli, or gzip, or neither, as the browser says."""
    (tmp_path / "a.wasm").write_bytes(b"None")
    (tmp_path / "a.wasm.gz").write_bytes(b"gzip")
    (tmp_path / "a.wasm.br").write_bytes(b"br")
    packed = str(coding).encode()
    line = Line()

    with serving(tmp_path, line) as address:
        asked = Request(f"{address}a.wasm", headers={"Accept-Encoding": taken})
        with urlopen(asked) as answer:
            body = answer.read()

    assert body == packed
    assert answer.headers["Content-Encoding"] == coding
    assert answer.headers["Content-Type"] == "application/wasm"
    assert line.sent == {"/a.wasm": len(packed)}


def test_all_connections_share_a_slow_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three files of a hundredth of a second each take three, however they are asked for."""
    waits: list[float] = []
    monkeypatch.setattr("time.sleep", waits.append)
    monkeypatch.setattr("time.monotonic", lambda: 0.0)
    line = Line(rate=CHUNK * 100)

    for number in range(3):
        line.carry(f"/{number}", CHUNK)

    assert waits == pytest.approx([0.01, 0.02, 0.03])


def test_a_missing_file_is_not_found(tmp_path: Path) -> None:
    with serving(tmp_path, Line()) as address, pytest.raises(OSError, match="404"):
        urlopen(f"{address}nothing")
