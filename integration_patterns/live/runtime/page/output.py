"""What programs write, on its way to the page: gathered for a moment, and bounded."""

import io
import time
from collections.abc import Callable

LIMIT = 1_000_000
GATHER_SECONDS = 0.03
GATHER_CHARACTERS = 8192


class Outlet:
    """Gathers writes and hands them on; more than `LIMIT` characters an action is too much.

    Args:
        hand_on: Called with the stream's name and what was written to it.
        too_much: Called once when an action wrote too much; the rest is dropped.
    """

    def __init__(
        self, hand_on: Callable[[str, str], object], too_much: Callable[[], object]
    ) -> None:
        self._hand_on, self._too_much = hand_on, too_much
        self._stream, self._parts, self._gathered = "", list[str](), 0
        self._since, self._left = 0.0, LIMIT

    def new_action(self) -> None:
        """Start counting anew."""
        self._left = LIMIT

    def write(self, stream: str, text: str) -> None:
        """Take what a program wrote."""
        if self._left <= 0:
            return
        if stream != self._stream:
            self.flush()
            self._stream = stream
        kept = text[: self._left]
        self._left -= len(text)
        if not self._parts:
            self._since = time.perf_counter()
        self._parts.append(kept)
        self._gathered += len(kept)
        late = time.perf_counter() - self._since > GATHER_SECONDS
        if late or self._gathered > GATHER_CHARACTERS or self._left <= 0:
            self.flush()
        if self._left <= 0:
            self._too_much()

    def flush(self) -> None:
        """Hand on what was gathered."""
        if self._parts:
            text = "".join(self._parts)
            self._parts.clear()
            self._gathered = 0
            self._hand_on(self._stream, text)


class PageStream(io.TextIOBase):
    """A `sys.stdout` that writes to an outlet."""

    encoding = "utf-8"
    errors = "strict"

    def __init__(self, outlet: Outlet, name: str) -> None:
        self._outlet, self._name = outlet, name

    def write(self, text: str) -> int:
        """Hand on a text."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._outlet.write(self._name, text)
        return len(text)

    def writable(self) -> bool:
        """Say yes, as every output does."""
        return True
