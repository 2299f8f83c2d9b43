"""Settings."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from app.core.config import PROJECT_DIR, Settings, settings, use_settings
from app.core.errors import ConfigurationError
from tests.support.databases import isolated_settings


@pytest.fixture(autouse=True)
def _nothing_in_force(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("app.core.config._settings.active", None, raising=False)
    monkeypatch.setitem(Settings.model_config, "env_file", tmp_path / ".env")


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Code that imports `settings` reads what the process was started with."""
    monkeypatch.setenv("API_TIMEOUT", "2.5")
    monkeypatch.setenv("DATABASE_URL", "sqlite:////tmp/other.db")

    assert settings.API_TIMEOUT == 2.5
    assert settings.DATABASE_URL == "sqlite:////tmp/other.db"


# --8<-- [start:file]
def test_the_environment_wins_over_the_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """`.env` is for development; a deployment overrides it."""
    (tmp_path / ".env").write_text("PORT=8001\nLOG_LEVEL=DEBUG\n")
    monkeypatch.setenv("PORT", "8002")

    assert settings.PORT == 8002
    assert settings.LOG_LEVEL == "DEBUG"


# --8<-- [end:file]


# --8<-- [start:refused]
@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("PORT=eighty", "PORT: Input should be a valid integer"),
        ("DATABSE_URL=sqlite://", ".env, line 1: 'DATABSE_URL' is no setting, but DATABASE_URL is"),
        ("DATABASE_URL=mysql://db/app", "DATABASE_URL: must be sqlite:///PATH or"),
        ("API_TIMEOUT=0", "API_TIMEOUT: Input should be greater than 0"),
        ('ALLOWED_HOSTS=["https://shop.example"]', "ALLOWED_HOSTS: entry 1 is no host name"),
        ('ALLOWED_HOSTS=["a.example", "b.example:80"]', "ALLOWED_HOSTS: entry 2 is no host name"),
        ('TRUSTED_PROXIES=["10.0.0.1/8"]', "TRUSTED_PROXIES: entry 1 is no IP address"),
        ('TRUSTED_PROXIES=["*", "10.0.0.1"]', "TRUSTED_PROXIES: entry 1 is no IP address"),
        ("ROOT_PATH=shop", "ROOT_PATH: String should match pattern"),
        ("ROOT_PATH=/api", "ROOT_PATH: '/api' begins paths of the app itself"),
        ("MAX_BODY_BYTES=0", "MAX_BODY_BYTES: Input should be greater than or equal to 1"),
        ("ENVIRONMENT=prod", "ENVIRONMENT: Input should be 'development' or 'production'"),
    ],
)
def test_a_wrong_value_stops_the_start(line: str, message: str, tmp_path: Path) -> None:
    """The error names the setting, the problem and the file to correct."""
    (tmp_path / ".env").write_text(line)

    with pytest.raises(ConfigurationError) as caught:
        _ = settings.PORT

    assert message in caught.value.message
    assert ".env" in caught.value.fix


# --8<-- [end:refused]


def test_a_relative_path_starts_at_the_project() -> None:
    """Wherever a command is run, it finds the same files."""
    relative = isolated_settings(DATABASE_URL="sqlite:///var/app.db", EXPORT_DIR="var/exports")

    assert f"sqlite:///{PROJECT_DIR / 'var/app.db'}" == relative.DATABASE_URL
    assert PROJECT_DIR / "var/exports" == relative.EXPORT_DIR


def test_production_refuses_to_be_called_from_anywhere() -> None:
    """A wildcard in CORS_ORIGINS is a mistake once there are users."""
    with pytest.raises(ValidationError, match="must name its origins in production"):
        isolated_settings(
            ENVIRONMENT="production", DATABASE_URL="sqlite:///a.db", CORS_ORIGINS=["*"]
        )


def test_production_refuses_to_be_called_by_any_name() -> None:
    """With a wildcard in ALLOWED_HOSTS, a foreign name could point at the app."""
    with pytest.raises(ValidationError, match="must name its hosts in production"):
        isolated_settings(
            ENVIRONMENT="production", DATABASE_URL="sqlite:///a.db", ALLOWED_HOSTS=["*"]
        )


@pytest.mark.parametrize(
    "values",
    [
        {"ALLOWED_HOSTS": ["shop.example", "*.shop.example", "[::1]", "*"]},
        {"TRUSTED_PROXIES": ["10.0.0.0/8", "fd00::/8"]},
        {"TRUSTED_PROXIES": ["*"]},
        {"ROOT_PATH": "/apis/shop.v1"},
    ],
)
def test_what_a_proxy_needs_can_be_said(values: dict[str, object]) -> None:
    """Names, networks and the path below which it serves the app."""
    assert isolated_settings(**values).model_dump(include=set(values)) == values


def test_production_starts_when_it_is_configured() -> None:
    """With its database named, and origins if it has any."""
    production = isolated_settings(
        ENVIRONMENT="production",
        DATABASE_URL="sqlite:///a.db",
        CORS_ORIGINS=["https://shop.example"],
    )

    assert not production.exposes(production.EXPOSE_DOCS)


# --8<-- [start:replaced]
def test_settings_are_replaced_whole_and_come_back() -> None:
    """A test puts another object in force; nobody changes a value in place."""
    with use_settings(isolated_settings(PORT=9000)):
        assert settings.PORT == 9000
        with pytest.raises(ValidationError, match="frozen"):
            isolated_settings().PORT = 1

    assert settings.PORT == 8000


# --8<-- [end:replaced]


def test_what_shows_the_inside_is_open_in_development_and_by_choice() -> None:
    """Unset means: development only."""
    development, production = (
        isolated_settings(ENVIRONMENT=name, DATABASE_URL="sqlite:///a.db")
        for name in ("development", "production")
    )

    assert [development.exposes(choice) for choice in (None, True, False)] == [True, True, False]
    assert [production.exposes(choice) for choice in (None, True, False)] == [False, True, False]


@pytest.mark.parametrize(
    ("values", "url"),
    [
        ({"HOST": "0.0.0.0", "PORT": 81}, "http://127.0.0.1:81"),
        ({"HOST": "::1"}, "http://[::1]:8000"),
        ({"HOST": "::"}, "http://127.0.0.1:8000"),
        ({"HOST": "10.0.0.5"}, "http://10.0.0.5:8000"),
        ({"API_BASE_URL": "https://api.example"}, "https://api.example"),
    ],
)
def test_the_command_line_finds_the_backend(values: dict[str, object], url: str) -> None:
    """Where the server listens, unless told otherwise."""
    assert url == isolated_settings(**values).api_base_url()


# --8<-- [start:secrets]
def test_secrets_are_not_printed() -> None:
    """Neither the database's password nor a key shows in a log of the settings."""
    shown = repr(
        isolated_settings(DATABASE_URL="postgresql://u:hunter2@db/app", RATES_API_KEY="k3y")
    )

    assert "hunter2" not in shown
    assert "k3y" not in shown


# --8<-- [end:secrets]
