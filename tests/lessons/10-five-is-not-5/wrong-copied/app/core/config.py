"""The one `settings` object: everything that differs between environments, validated at start."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from app.core.errors import ConfigurationError


class Settings(BaseSettings):
    """Read from the environment."""

    model_config = SettingsConfigDict(frozen=True)

    CORS_ORIGINS: list[str] = Field(
        ["https://shop.example"], description="Origins whose pages may call the API; a JSON list."
    )
    API_TIMEOUT: float = 5


def load_settings() -> Settings:
    """Read and validate the environment.

    Raises:
        ConfigurationError: A value doesn't fit; the message names it.
    """
    try:
        return Settings()
    except ValidationError as error:
        problems = [f"{one['loc'][0]}: {one['msg']}" for one in error.errors()]
        raise ConfigurationError(
            f"Settings refused: {'; '.join(problems)}.", "correct the environment."
        ) from error


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
    """Put another complete settings object in force: for tests, which replace and never patch."""
    before, _settings.active = _settings.active, replacement
    try:
        yield
    finally:
        _settings.active = before
