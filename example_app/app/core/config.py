"""The one `settings` object: everything that differs between environments, validated at start."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, cast

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from app.core.constants import API_PREFIX, DASHBOARD_PATH, DOCS_PATHS, HEALTH_PATH
from app.core.currencies import Currency
from app.core.database_url import checked_database_url
from app.core.env_file import belongs_to_compose, check_env_file
from app.core.errors import ConfigurationError
from app.core.setting_types import (
    Address,
    ApiKey,
    Folder,
    Hosts,
    HttpUrl,
    Networks,
    Origins,
)

PROJECT_DIR = Path(__file__).parents[2]
VAR_DIR = PROJECT_DIR / "var"
OWN_PATHS = (API_PREFIX, DASHBOARD_PATH, HEALTH_PATH, *DOCS_PATHS)


# --8<-- [start:settings]
# --8<-- [start:head]
class Settings(BaseSettings):
    """Read from the environment, then from `.env` beside `pyproject.toml`."""

    model_config = SettingsConfigDict(
        env_file=PROJECT_DIR / ".env",
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
    )

    ENVIRONMENT: Literal["development", "production"] = Field(
        "development", description="Production closes docs, dashboard and job list."
    )
    HOST: Address = Field("127.0.0.1", description="Address that the webserver listens on.")
    PORT: int = Field(8000, ge=1, le=65535, description="Port that the webserver listens on.")
    DATABASE_URL: str = Field(
        f"sqlite:///{VAR_DIR / 'app.db'}",
        repr=False,
        description="SQLAlchemy URL: `sqlite:///…` or `postgresql+psycopg://…`.",
    )
    API_TIMEOUT: float = Field(
        5.0, gt=0, le=60, description="Seconds to wait for any other service's answer."
    )
    # --8<-- [end:head]
    API_BASE_URL: HttpUrl | None = Field(
        None,
        repr=False,
        examples=["http://127.0.0.1:8000"],
        description="Where the CLI finds the backend; made of HOST and PORT when unset.",
    )
    CURRENCY: Currency = Field("EUR", description="Currency of new orders (ISO 4217).")
    REPORT_CURRENCY: Currency | None = Field(
        None, examples=["USD"], description="Currency of reports; that of orders when unset."
    )
    RATES_URL: HttpUrl = Field(
        "https://api.frankfurter.dev/v1",
        repr=False,
        description="Base URL of the exchange-rate service.",
    )
    RATES_API_KEY: ApiKey | None = Field(
        None,
        examples=["replace-me"],
        description="Sent to the exchange-rate service as a bearer token, when set.",
    )
    EXPORT_DIR: Folder = Field(VAR_DIR / "exports", description="Folder for the daily CSV files.")
    CORS_ORIGINS: Origins = Field(
        [], description="Origins whose pages may call the API; a JSON list."
    )
    ALLOWED_HOSTS: Hosts = Field(
        ["localhost", "127.0.0.1", "[::1]"],
        description="Names under which the webserver answers, as `*.example` too; a JSON list.",
    )
    TRUSTED_PROXIES: Networks = Field(
        ["127.0.0.1", "::1"],
        description="Addresses or networks whose `X-Forwarded-*` headers count; a JSON list.",
    )
    ROOT_PATH: str = Field(
        "",
        pattern=r"^(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*$",
        description="Path below which a proxy serves the app, such as `/shop`.",
    )
    MAX_BODY_BYTES: int = Field(
        1_048_576,
        ge=1,
        le=1_073_741_824,
        description="Largest request body (413 above it) and WebSocket message.",
    )
    EXPOSE_DOCS: bool | None = Field(
        None,
        examples=[True],
        description="Serve `/docs` and the schema; unset: only in development.",
    )
    EXPOSE_DASHBOARD: bool | None = Field(
        None, examples=[True], description="Serve the dashboard; unset: only in development."
    )
    EXPOSE_JOBS: bool | None = Field(
        None, examples=[True], description="Serve the job list; unset: only in development."
    )
    EXPOSE_HEALTH: bool | None = Field(
        None,
        examples=[True],
        description="Say in `/health` and in a 5xx why; unset: only in development.",
    )
    LOG_LEVEL: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="Least severe level that is written."
    )
    LOG_FORMAT: Literal["console", "json"] = Field(
        "console", description="`json` for machines, `console` for people."
    )
    INSTANCE_ID: str = Field(
        default_factory=socket.gethostname,
        min_length=1,
        max_length=255,
        examples=["scheduler-1"],
        description="Name of a scheduler, each its own; unset: the host's, enough for one a host.",
    )
    SHUTDOWN_GRACE: int = Field(
        20,
        ge=0,
        le=86_400,
        description="Seconds that running requests and jobs get to finish on SIGTERM.",
    )
    # --8<-- [end:settings]

    @model_validator(mode="before")
    @classmethod
    def _leave_to_compose_what_is_its_own(cls, given: dict[str, object]) -> dict[str, object]:
        return {name: given[name] for name in given if not belongs_to_compose(name)}

    @field_validator("DATABASE_URL")
    @classmethod
    def _check_database_url(cls, given: str) -> str:
        return checked_database_url(given, PROJECT_DIR)

    @field_validator("EXPORT_DIR")
    @classmethod
    def _start_at_the_project(cls, given: Path) -> Path:
        return PROJECT_DIR / given

    @field_validator("ROOT_PATH")
    @classmethod
    def _check_root_path(cls, given: str) -> str:
        # A proxy may cut the prefix off or not: a path must tell which.
        if given and any(f"{path}/".startswith(f"{given}/") for path in OWN_PATHS):
            raise ValueError(f"{given!r} begins paths of the app itself; choose another prefix")
        return given

    # --8<-- [start:refuse]
    @model_validator(mode="after")
    def _refuse_what_is_unsafe_in_production(self) -> "Settings":
        if self.ENVIRONMENT == "production":
            if "*" in self.CORS_ORIGINS:
                raise ValueError("CORS_ORIGINS must name its origins in production, not '*'")
            if "*" in self.ALLOWED_HOSTS:
                raise ValueError("ALLOWED_HOSTS must name its hosts in production, not '*'")
        return self

    def require(self, *names: str) -> None:
        """Refuse to go on in production with the default of a setting.

        Each process says what it can't do without: the command line needs no database.

        Raises:
            ConfigurationError: One of the names is set neither in the environment nor in `.env`.
        """
        missing = [name for name in names if name not in self.model_fields_set]
        if missing and self.ENVIRONMENT == "production":
            raise refused(f"{', '.join(missing)} must be set in production")

    # --8<-- [end:refuse]

    def exposes(self, choice: bool | None) -> bool:
        """Whether something that shows the inside is served: as chosen, else in development."""
        return self.ENVIRONMENT == "development" if choice is None else choice

    def api_base_url(self) -> str:
        """Where clients on this machine reach the backend."""
        host = "127.0.0.1" if self.HOST in {"0.0.0.0", "::"} else self.HOST  # noqa: S104 - compared, not bound
        host = f"[{host}]" if ":" in host else host
        return self.API_BASE_URL or f"http://{host}:{self.PORT}"


# --8<-- [start:load]
def load_settings() -> Settings:
    """Read and validate the environment.

    Raises:
        ConfigurationError: A value is missing, unknown or unsafe; the message names it.
    """
    env_file = Path(str(Settings.model_config["env_file"]))
    check_env_file(env_file, Settings.model_fields, os.environ)
    try:
        return Settings()
    except ValidationError as error:
        raise refused("; ".join(map(_one_problem, error.errors()))) from error


def variable_of_others(name: str) -> str:
    """A variable that other programs read as well, such as a proxy's; empty if it isn't set."""
    return os.environ.get(name, "")


def refused(problem: str) -> ConfigurationError:
    """What a process says that can't start with these settings."""
    return ConfigurationError(
        f"Settings refused: {problem}.", f"correct the environment or {PROJECT_DIR / '.env'}."
    )


# --8<-- [end:load]


def _one_problem(problem: ErrorDetails) -> str:
    return ": ".join([*map(str, problem["loc"]), problem["msg"].removeprefix("Value error, ")])


# --8<-- [start:object]
class _ActiveSettings:
    """Forwards to the settings in force, so that `from … import settings` never goes stale."""

    active: Settings | None = None

    def __getattr__(self, name: str) -> object:
        if self.active is None:
            self.active = load_settings()
        return getattr(self.active, name)


_settings = _ActiveSettings()
settings = cast("Settings", _settings)


@contextmanager
def use_settings(replacement: Settings) -> Iterator[None]:
    """Put another complete settings object in force: for tests, which replace and never patch.

    ```py
    from app.core.config import Settings, settings, use_settings

    with use_settings(Settings(PORT=9000, API_TIMEOUT=0.5)):
        print(settings.PORT, settings.API_TIMEOUT)
        #> 9000 0.5
    ```
    """
    before, _settings.active = _settings.active, replacement
    try:
        yield
    finally:
        _settings.active = before


# --8<-- [end:object]
