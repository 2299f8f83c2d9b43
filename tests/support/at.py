"""Runs a module with its clock set: `python at.py 2026-12-01T05:59:58+00:00 MODULE`."""

import datetime as dt
import runpy
import sys

import time_machine

if __name__ == "__main__":
    _, moment, module = sys.argv
    with time_machine.travel(dt.datetime.fromisoformat(moment), tick=True):
        runpy.run_module(module, run_name="__main__")
