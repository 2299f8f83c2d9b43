"""Values that are the same in every environment; but one does read it."""

import os
from enum import IntEnum

# --8<-- [start:paths]
API_PREFIX = "/api/v1"
API_VERSION = "1"
API_VERSION_HEADER = "x-api-version"
HEALTH_PATH = "/health"
LIVE_PATH = f"{HEALTH_PATH}/live"
READY_PATH = f"{HEALTH_PATH}/ready"
REPORTS_PATH = f"{API_PREFIX}/reports"
ORDERS_PATH = f"{API_PREFIX}/orders"
JOBS_PATH = f"{API_PREFIX}/jobs"
DASHBOARD_PATH = "/dashboard"
DOCS_PATHS = ("/docs", "/redoc", "/openapi.json")
# --8<-- [end:paths]

# --8<-- [start:timing]
HEARTBEAT_SECONDS = 5
# Three beats may be lost to a busy machine before anybody is woken.
HEARTBEAT_LIMIT_SECONDS = 20
# A job that starts later than this after its time is skipped, not run late.
MISFIRE_GRACE_SECONDS = 300
# While the database is away, a due tick is claimed again and again, until that grace is over.
DATABASE_RETRY_SECONDS = 0.5
CLOCK_CHECK_SECONDS = 1
# Clocks are corrected in smaller steps all the time; a larger one was set.
CLOCK_STEP_SECONDS = 1
JOB_RUN_RETENTION_DAYS = 90
# To read a SQLite file whole takes a second for each quarter of a gigabyte.
FILE_CHECK_SECONDS = 60
DASHBOARD_REFRESH_SECONDS = 2
# A browser that lost its connection finds its page again; Flet alone keeps each for an hour.
DASHBOARD_SESSION_SECONDS = 300
# Long enough for a database that has to wake up; a start that hangs must end, and say where.
STARTUP_HOOK_SECONDS = 30
# Hooks come after SHUTDOWN_GRACE: all must end before the container is killed.
SHUTDOWN_HOOK_SECONDS = 2
# --8<-- [end:timing]

# Of a job's error, as many characters are kept; of ticks that nobody ran, the newest as many.
ERROR_LENGTH = 2000
SKIPPED_TICKS_LIMIT = 10_000

# As many transactions of a process may write at once; SQLAlchemy keeps 15 connections for all.
WRITERS = 5

# A SQLite file and its log grow into what is left; some must be, to say so and to clean up.
DISK_RESERVE_BYTES = 50 * 1_048_576

# Far more than any answer that this system asks for.
ANSWER_LIMIT_BYTES = 1_048_576

# The newest Alembic revision this code was written for; a test keeps it equal to the newest file.
SCHEMA_REVISION = "0003"


# --8<-- [start:exit-codes]
class ExitCode(IntEnum):
    """What a command's exit code tells a script; 2 is Click's own code for wrong usage.

    From 70 on they are those of sysexits.h, and from 128 on those of a shell for a signal.
    """

    OK = 0
    UNHEALTHY = 1
    UNREACHABLE = 3
    TIMEOUT = 4
    WRONG_SERVER = 5
    NOT_FOUND = 6
    REJECTED = 7
    WRONG_VERSION = 8
    SERVER_ERROR = 9
    CRASHED = 70
    OUTPUT = 74
    CONFIGURATION = 78
    INTERRUPTED = 130
    PIPE_CLOSED = 141


# --8<-- [end:exit-codes]

# Seconds to wait for the answer of another service.
API_TIMEOUT = float(os.getenv("API_TIMEOUT", "5"))
