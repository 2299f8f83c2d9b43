"""Starts the clock of a Python process at the time that PROOF_AT states.

Python imports this file by its name at every start, where its folder is in PYTHONPATH.
"""

import os

import time_machine

time_machine.travel(os.environ["PROOF_AT"], tick=True).start()
