"""The messages from Python to the page, as JSON; the calls that it answers are `Calls`' methods."""

from typing import Literal

from typing_extensions import TypedDict

from integration_patterns.live.runtime.protocol.app import (
    AppError,
    ResponseChunk,
    ResponseHead,
    TestResult,
)

Stream = Literal["stdout", "stderr", "log"]


class Done(TypedDict):
    """The answer to the call with this id."""

    id: int
    t: Literal["done"]
    result: dict[str, object] | None
    ms: float


class Fail(TypedDict):
    """The call with this id has no answer."""

    id: int
    t: Literal["fail"]
    message: str
    error: AppError


class Event(TypedDict):
    """A part of an answer."""

    id: int
    t: Literal["event"]
    event: ResponseHead | ResponseChunk | TestResult


class Printed(TypedDict):
    """What a program printed; `id` 0 is the app itself."""

    id: int
    t: Literal["output"]
    stream: Stream
    text: str


class Limit(TypedDict):
    """It printed more than it may."""

    id: int
    t: Literal["limit"]


class Fatal(TypedDict):
    """Python has ended."""

    id: int
    t: Literal["fatal"]
    message: str


FromPython = Done | Fail | Event | Printed | Limit | Fatal
