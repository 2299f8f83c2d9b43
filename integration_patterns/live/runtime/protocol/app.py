"""What the page shows of the app: what it has, what it answers, what failed, how its jobs ended."""

from typing import Literal

from typing_extensions import TypedDict


class AppError(TypedDict):
    """What failed in the app.

    `file` is named as in `Files`, and null when no file of the app is at fault. `fix` is empty
    where only the app's author knows. `settings` are those that the app refuses, none if it
    misses one, and null when they aren't the reason.
    """

    type: str
    message: str
    fix: str
    settings: list[str] | None
    file: str | None
    line: int | None
    column: int | None
    traceback: str


class Running(TypedDict):
    """The app runs."""

    ok: Literal[True]


class NotRunning(TypedDict):
    """The app did not start, and why."""

    ok: Literal[False]
    error: AppError


class Hook(TypedDict):
    """A file that discovery ran; those of a kind are in the order in which they take effect."""

    kind: Literal["middleware", "startup", "shutdown"]
    file: str


class Route(TypedDict):
    """A route; `body` is an example of the JSON that it takes, made from its schema."""

    method: str
    path: str
    body: str | None


class Setting(TypedDict):
    """A setting that an environment variable of this name changes."""

    name: str
    default: str
    secret: bool
    description: str


class Job(TypedDict):
    """A job; `next` has the next five times, ISO 8601 in UTC."""

    id: str
    trigger: str
    next: list[str]


class Listing(TypedDict):
    """What the app has, asked of it after each start."""

    hooks: list[Hook]
    routes: list[Route]
    settings: list[Setting]
    commands: list[str]
    jobs: list[Job]


class ResponseHead(TypedDict):
    """The beginning of an answer."""

    kind: Literal["head"]
    status: int
    phrase: str
    headers: list[tuple[str, str]]


class ResponseChunk(TypedDict):
    """A part of its body."""

    kind: Literal["chunk"]
    text: str


class ResponseEnd(TypedDict):
    """The end of an answer: how long its body was, and whether all of it was handed on."""

    bytes: int
    truncated: bool


class Fired(TypedDict):
    """One tick: "claimed" by this scheduler and still running, or how it ended."""

    job: str
    scheduledFor: str
    outcome: Literal["claimed", "ran", "failed", "skipped"]
    message: str


class Jobs(TypedDict):
    """Every job, and what the app's clock says."""

    now: str
    jobs: list[Job]


class Moved(TypedDict):
    """What fired while the clock was moved."""

    now: str
    fired: list[Fired]


class CommandEnd(TypedDict):
    """How a command ended."""

    exitCode: int


class TestResult(TypedDict):
    """One test; `text` is pytest's own report of a failure, with the assertion's difference."""

    id: str
    outcome: Literal["passed", "failed", "skipped"]
    ms: float
    text: str
    file: str | None
    line: int | None


class TestEnd(TypedDict):
    """How many tests ended in which way."""

    passed: int
    failed: int
    skipped: int
