"""What the fixtures for dropped hooks hand out."""

from collections.abc import Callable

Drop = Callable[[str, str], None]
Ran = Callable[[], list[str]]
