"""What the checks of lessons use: load, call and ask the learner's app, and fail in plain words.

Nothing here needs a process, a thread or a socket, so a check runs in the page as it does here.
"""

import asyncio
import importlib
import inspect
import sys
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import httpx
import pytest

URL = "http://localhost"

T = TypeVar("T")


def fail(happened: str, *, expected: str = "", look: str = "") -> NoReturn:
    """Tell the learner what happened, what was expected, and where to look."""
    lines = [happened, expected and f"Expected: {expected}", look and f"Look at: {look}"]
    # Without what was being handled: the learner reads these words, and nothing else.
    raise pytest.fail.Exception("\n".join(filter(None, lines)), pytrace=False) from None


def expect(is_so: object, happened: str, *, expected: str = "", look: str = "") -> None:
    """Fail with these words unless something is so."""
    if not is_so:
        fail(happened, expected=expected, look=look)


def load(module: str, name: str = "") -> Any:
    """A module of the learner's app, or what it defines under a name.

    Fails in plain words when it can't be imported, or lacks the name.
    """
    path = _path_of(module)
    try:
        loaded = importlib.import_module(module)
    except ModuleNotFoundError as error:
        if error.name and (module == error.name or module.startswith(f"{error.name}.")):
            fail(f"There is no module {module}.", expected=f"a file {path}. Create it.")
        fail(f"{path} can't be imported: {describe(error)}", look=place(error) or path)
    except SyntaxError as error:
        where = f"{_below(error.filename or path)}, line {error.lineno}"
        fail(f"Python can't read {where}: {error.msg}.", look=where)
    except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever a learner's file does
        fail(f"{path} can't be imported: {describe(error)}", look=place(error) or path)
    if not name:
        return loaded
    if not hasattr(loaded, name):
        fail(f"{path} defines no {name}; it defines {_defined_in(loaded)}.", look=path)
    return getattr(loaded, name)


def call(function: Callable[..., Any], *args: object, **kwargs: object) -> Any:
    """What a function returns, awaited if it can be; fails in plain words when it raises."""
    try:
        return result_of(function, *args, **kwargs)
    except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever a function does
        shown = ", ".join([*map(repr, args), *(f"{name}={one!r}" for name, one in kwargs.items())])
        fail(f"{_name(function)}({shown}) raised {describe(error)}", look=place(error))


def result_of(function: Callable[..., Any], *args: object, **kwargs: object) -> Any:
    """The same, and raises what the function raises."""

    async def awaited() -> Any:
        result = function(*args, **kwargs)
        return await result if inspect.isawaitable(result) else result

    return asyncio.run(awaited())


class Answer:
    """What an app answered, and the error behind it when there was one."""

    def __init__(self, asked: str, response: httpx.Response, error: BaseException | None) -> None:
        self.asked, self.status, self.headers = asked, response.status_code, response.headers
        self.text, self.error = response.text, error
        self._response = response

    def json(self) -> Any:
        """The body; fails in plain words when it isn't JSON."""
        try:
            return self._response.json()
        except ValueError:
            fail(f"{self.asked} answered {self.status}, and its body isn't JSON: {self.text!r}.")

    def __str__(self) -> str:
        """Such as `GET /health answered 500: KeyError: 'x' (app/main.py, line 7)`."""
        said = f"{self.asked} answered {self.status}"
        if self.error is not None:
            where = place(self.error)
            said += f": {describe(self.error)}" + (f" ({where})" if where else "")
        return said


def ask(
    app: Any, method: str, path: str, headers: Mapping[str, str] | None = None, json: object = None
) -> Answer:
    """Start the app, send it one request, and stop it; fails in plain words if it can't start."""

    async def asked() -> Answer:
        async with app.router.lifespan_context(app):
            return await send(app, method, path, headers, json)

    return started(asked)


def started(work: Callable[[], Awaitable[T]]) -> T:
    """Do something with an app that starts; fails in plain words if it can't start."""

    async def whole() -> T:
        return await work()

    try:
        return asyncio.run(whole())
    except Exception as error:  # noqa: BLE001 - whatever a learner's app does
        fail(f"The app didn't start: {describe(error)}", look=place(error))


async def send(
    app: Any,
    method: str,
    path: str,
    headers: Mapping[str, str] | None = None,
    json: object = None,
) -> Answer:
    """Send one request to an app that has started."""
    errors: list[BaseException] = []

    async def noting(scope: Any, receive: Any, respond: Any) -> None:
        try:
            await app(scope, receive, respond)
        except Exception as error:
            errors.append(error)
            raise

    transport = httpx.ASGITransport(noting, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=URL) as client:
        response = await client.request(method, path, headers=headers, json=json)
    return Answer(f"{method} {path}", response, errors[-1] if errors else None)


def describe(error: BaseException) -> str:
    """The last line of a traceback."""
    text = str(error)
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def place(error: BaseException) -> str:
    """The last line of the learner's own code that an error passed, such as `app/x.py, line 3`."""
    found, trace = "", error.__traceback__
    while trace is not None:
        below = _below(trace.tb_frame.f_code.co_filename)
        if below.startswith("app/"):
            found = f"{below}, line {trace.tb_lineno}"
        trace = trace.tb_next
    return found


def forget_app() -> dict[str, Any]:
    """Take every module of the app out of the table; the next import is that of a new process."""
    own = [name for name in sys.modules if name.partition(".")[0] == "app"]
    return {name: sys.modules.pop(name) for name in own}


def _path_of(module: str) -> str:
    return f"{module.replace('.', '/')}.py"


def _below(file: str) -> str:
    path = Path(file)
    return path.relative_to(Path.cwd()).as_posix() if path.is_relative_to(Path.cwd()) else file


def _name(function: Callable[..., Any]) -> str:
    return getattr(function, "__name__", type(function).__name__)


def _defined_in(module: Any) -> str:
    own = [
        name
        for name, value in vars(module).items()
        if getattr(value, "__module__", None) == module.__name__ and callable(value)
    ]
    return ", ".join(own) or "no function"
