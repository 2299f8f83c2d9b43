"""Constants, one of which the environment may change: it arrives as text."""

import os
from enum import IntEnum

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

# --8<-- [start:timing]
HEARTBEAT_SECONDS = os.environ.get("HEARTBEAT_SECONDS", "5")
# --8<-- [end:timing]
HEARTBEAT_LIMIT_SECONDS = 20
MISFIRE_GRACE_SECONDS = 300
DATABASE_RETRY_SECONDS = 0.5
CLOCK_CHECK_SECONDS = 1
CLOCK_STEP_SECONDS = 1
ANSWER_LIMIT_BYTES = 1_048_576
JOB_RUN_RETENTION_DAYS = 90
DASHBOARD_REFRESH_SECONDS = 2
ERROR_LENGTH = 2000
SKIPPED_TICKS_LIMIT = 10_000

SCHEMA_REVISION = "0002"


class ExitCode(IntEnum):
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
