"""Files that appear whole or not at all."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.services.files import write_csv

WRITE_UNTIL_THE_DISK_IS_FULL = """
import resource, signal, sys
from pathlib import Path
from app.services.files import write_csv
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
write_csv(Path(sys.argv[1]), ["n"], ([n] for n in range(100_000)))
"""


# --8<-- [start:interrupted]
def test_an_interrupted_export_leaves_the_old_file(tmp_path: Path) -> None:
    """Whatever goes wrong half-way: the old file stays, and nothing unfinished lies about."""
    path = tmp_path / "orders.csv"
    write_csv(path, ["order"], [[1]])

    def rows() -> Iterator[list[int]]:
        yield [2]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_csv(path, ["order"], rows())

    assert path.read_text() == "order\n1\n"
    assert [path] == list(tmp_path.iterdir())


# --8<-- [end:interrupted]


def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    """The operating system refuses to write more: the export fails, the old file stays."""
    path = tmp_path / "orders.csv"
    write_csv(path, ["n"], [[1]])

    process = subprocess.run(
        [sys.executable, "-c", WRITE_UNTIL_THE_DISK_IS_FULL, str(path)],
        env={},  # a coverage file of this process would be cut off too
        capture_output=True,
        text=True,
        check=False,
    )

    assert "File too large" in process.stderr
    assert path.read_text() == "n\n1\n"
    assert [path] == list(tmp_path.iterdir())
