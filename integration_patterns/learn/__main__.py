"""`python -m integration_patterns.learn LESSON`: one line of JSON for each check and rule.

With `--exitfirst` after it, the first failure ends the run.
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from integration_patterns.learn.checking import Result, check_app


def _print(result: Result) -> None:
    sys.__stdout__.write(json.dumps(asdict(result)) + "\n")  # type: ignore[union-attr]  # a process has one


if __name__ == "__main__":
    check_app(Path(sys.argv[1]), _print, to_the_end="--exitfirst" not in sys.argv)
