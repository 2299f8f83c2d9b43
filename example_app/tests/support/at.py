"""Runs an entry point with its clock set: `python at.py 2026-12-01T05:59:58+00:00 MODULE`."""

import datetime as dt
import importlib
import sys

import time_machine

if __name__ == "__main__":
    _, moment, name = sys.argv
    # Imported before the clock is set, so that a slow machine doesn't start after the moment.
    entry_point = importlib.import_module(name)
    with time_machine.travel(dt.datetime.fromisoformat(moment), tick=True):
        entry_point.main()
