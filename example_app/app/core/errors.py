"""The app's own errors: services raise them, the backend and the CLI translate them."""

from typing import ClassVar

from app.core.constants import ExitCode


# --8<-- [start:errors]
class AppError(Exception):
    """Base of every error that a person may read.

    ```py
    from app.core.errors import NotFoundError

    error = NotFoundError("There is no user 999.", "use an existing id.")
    print(error)
    #> There is no user 999. fix: use an existing id.
    print(error.status, error.title)
    #> 404 Not found
    ```

    Args:
        message: What happened, and where, in one sentence.
        fix: What to do about it, in one sentence; empty when nothing can be done.
    """

    status: ClassVar[int] = 500
    title: ClassVar[str] = "Internal error"
    # With which a process ends that can't go on.
    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, fix: str = "") -> None:
        super().__init__(f"{message} fix: {fix}" if fix else message)
        self.message = message
        self.fix = fix


class NotFoundError(AppError):
    """Nothing is stored under the name that was asked for."""

    status = 404
    title = "Not found"


# --8<-- [end:errors]


class ExternalServiceError(AppError):
    """A service outside this system failed, answered nonsense, or took too long."""

    status = 502
    title = "External service failed"


class ConfigurationError(AppError):
    """The process can't start as it is configured."""

    title = "Wrong configuration"
    exit_code = ExitCode.CONFIGURATION


class DatabaseNotReadyError(AppError):
    """The database can't be reached, or isn't at the schema that this code needs."""

    status = 503
    title = "Database not ready"
