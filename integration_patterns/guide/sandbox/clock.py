"""Lets a process believe that it starts at a stated time; from there its clock goes on."""

import os
from pathlib import Path

HOOK = str(Path(__file__).with_name("clock_hook"))
"""The folder of the file that sets the clock when Python starts."""
AT = "PROOF_AT"
"""The variable that states when."""


def set_clock(environment: dict[str, str], at: str) -> None:
    """Let each Python process of an environment begin at this time; empty is the real one."""
    path = environment["PYTHONPATH"].split(os.pathsep)
    kept = [entry for entry in path if entry != HOOK]
    environment["PYTHONPATH"] = os.pathsep.join([*kept, HOOK] if at else kept)
    environment[AT] = at
