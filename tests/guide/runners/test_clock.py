"""Blocks that state a time are run at that time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.guide.conftest import Sample

pytestmark = pytest.mark.slow

NOW = "from datetime import datetime as d, UTC; print(d.now(UTC).strftime('%A %d %B %Y'))"
AT = ' at="2026-11-01T08:59:58Z"'


def console(command: str, *output: str, attributes: str = AT) -> str:
    return "\n".join([f"```console{attributes}", f"$ {command}", *output, "```", ""])


ASK = """\
import os
from urllib.request import urlopen

print(urlopen(f"http://127.0.0.1:{os.environ['PORT']}").read().decode())
"""


def answer_the_date(sample: Sample) -> None:
    """Let the service answer what day it is, and a command ask it."""
    source = sample.root / "app" / "serve.py"
    text = source.read_text()
    assert 'b"served\\n"' in text
    source.write_text(
        text.replace('b"served\\n"', "str(datetime.date.today()).encode()").replace(
            "import os\n", "import datetime\nimport os\n"
        )
    )
    (sample.root / "ask.py").write_text(ASK)


@pytest.mark.parametrize(
    "command",
    [f'python -c "{NOW}"', "python now.py", "python -m now"],
    ids=["-c", "file", "-m"],
)
def test_python_starts_at_the_stated_time(command: str, sample: Sample) -> None:
    """However it is started; and in UTC."""
    (sample.root / "now.py").write_text(NOW)

    assert sample.prove(console(command, "Sunday 01 November 2026")).complaints == ()


def test_the_clock_goes_on(sample: Sample) -> None:
    """A process that waits for nine o'clock sees it come."""
    (sample.root / "wait.py").write_text(
        "import time\nwhile time.gmtime().tm_hour < 9:\n    time.sleep(0.05)\nprint('nine')\n"
    )

    assert sample.prove(console("python wait.py", "nine")).complaints == ()


def test_only_the_block_that_states_it_has_the_time(sample: Sample) -> None:
    """The next one is back in the present."""
    year = "import time; print(time.gmtime().tm_year)"
    at = ' at="1999-12-31T00:00:00Z"'
    page = console(f'python -c "{year}"', "1999", attributes=at)

    assert sample.prove(page).complaints == ()
    drift = sample.prove(page + console(f'python -c "{year}"', "1999", attributes=""))
    assert drift.complaints[0].startswith("docs/page.md:5: ")


def test_a_service_starts_at_the_stated_time(sample: Sample) -> None:
    """What it answers is the same whenever the page is proven."""
    answer_the_date(sample)
    page = console("python ask.py", "2026-11-01", attributes=f' server="webserver"{AT}')

    assert sample.prove(page).complaints == ()


def test_a_service_has_one_clock(sample: Sample) -> None:
    """A block that believes in another is told how to have its way."""
    page = console("true", attributes=' server="webserver"')

    other = sample.prove(page + console("true", attributes=f' server="webserver"{AT}'))
    assert other.complaints[0].startswith(
        'docs/page.md:4: the service "webserver" runs already, by another clock. fix: '
    )
    again = console("true", attributes=f' server="webserver" alone="yes"{AT}')
    assert sample.prove(page + again).complaints == ()


def test_a_broken_app_and_its_twin_have_the_same_clock(sample: Sample) -> None:
    """The overlay must be the only cause of a failure."""
    check = "import time; from app.greet import greeting; greeting(1/(time.gmtime().tm_year-2025))"
    page = console(
        f'python -c "{check}"',
        "boom",
        "[exit code: 1]",
        attributes=' breaks="boom" at="2025-11-01T08:59:58Z"',
    )

    assert "fails without the overlay, too" in "".join(sample.prove(page).complaints)


@pytest.mark.parametrize(
    "at",
    ["", "nine", "2026-11-01", "2026-11-01T08:59:58", "2026-13-01T08:59:58Z", "2026-11-01 08:59Z"],
)
def test_a_wrong_time_is_refused(at: str, sample: Sample) -> None:
    """Only a second in UTC is one."""
    (complaint,) = sample.prove(console("true", attributes=f' at="{at}"')).complaints

    assert complaint == (
        f'docs/page.md:1: at="{at}" is not a time. '
        'fix: write a second in UTC, like at="2026-11-01T08:59:58Z".'
    )
