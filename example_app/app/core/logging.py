"""One log format for our own events and for those of the libraries."""

import logging
import sys

import structlog
from structlog.tracebacks import ExceptionDictTransformer
from structlog.typing import EventDict, Processor

from app.core.config import settings
from app.core.urls import redacted


def configure_logging() -> None:
    """Send every log line of this process to stdout, as `LOG_FORMAT` says, with the request id."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    renderer: list[Processor] = (
        [
            # Local variables may hold secrets: a traceback shows code, never values.
            structlog.processors.ExceptionRenderer(ExceptionDictTransformer(show_locals=False)),
            structlog.processors.JSONRenderer(),
        ]
        if settings.LOG_FORMAT == "json"
        else [
            structlog.dev.ConsoleRenderer(
                colors=sys.stdout.isatty(), exception_formatter=structlog.dev.plain_traceback
            )
        ]
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(settings.LOG_LEVEL),
        logger_factory=structlog.stdlib.LoggerFactory(),
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *renderer,
                _without_credentials,
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(settings.LOG_LEVEL)
    # The app says itself what it asks of other services, and which jobs run.
    for library in ("httpx", "apscheduler", "flet", "flet_web"):
        logging.getLogger(library).setLevel(logging.WARNING)


def _without_credentials(_logger: object, _method: str, line: EventDict) -> str:
    # The last step, after the renderer: it sees the libraries' messages and tracebacks as well.
    return redacted(str(line))
