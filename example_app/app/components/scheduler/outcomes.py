"""Says how a run ended, in words that any database stores."""

import asyncio

from apscheduler.events import EVENT_JOB_EXECUTED, EVENT_JOB_MISSED, JobExecutionEvent

from app.core.constants import ERROR_LENGTH
from app.core.text import storable


def why_it_failed(event: JobExecutionEvent) -> str | None:
    """What to record about a run that this task has just ended; None if it succeeded."""
    if event.code == EVENT_JOB_EXECUTED:
        return None
    if event.code == EVENT_JOB_MISSED:
        return "skipped: too late"
    if isinstance(event.exception, asyncio.CancelledError) and _is_being_cut_off():
        return "cut off: the scheduler was stopped before the job ended"
    return storable(_described(event.exception), ERROR_LENGTH)


def _is_being_cut_off() -> bool:
    # A job may raise CancelledError of its own accord.
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


def _described(error: BaseException) -> str:
    name = type(error).__name__
    try:
        text = str(error)
    except Exception as failure:  # noqa: BLE001 - whatever a job's own exception class does
        text = f"its text can't be shown: {type(failure).__name__}"
    return f"{name}: {text}" if text else name
