"""`python -m app.cli`: its exit code is 1 for a system that isn't well, and for nothing else."""

import sys
import traceback

from app.cli.output import explained_output
from app.core.constants import ExitCode


def main() -> None:
    """Run a command."""
    try:
        from app.cli.main import app  # noqa: PLC0415 - a Ctrl-C during the import is caught here

        with explained_output():
            app(prog_name="python -m app.cli")
    except KeyboardInterrupt:
        sys.exit(ExitCode.INTERRUPTED)
    except Exception:  # noqa: BLE001 - a mistake of ours is shown whole, with a code of its own
        traceback.print_exc()
        sys.exit(ExitCode.CRASHED)


if __name__ == "__main__":
    main()
