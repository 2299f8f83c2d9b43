"""The file `.env`: read whole, or refused."""

import subprocess
from pathlib import Path

import pytest

from app.core.config import Settings, settings
from app.core.errors import ConfigurationError


@pytest.fixture
def env_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The `.env` that the next process would read; it isn't there yet."""
    monkeypatch.setattr("app.core.config._settings.active", None, raising=False)
    monkeypatch.setitem(Settings.model_config, "env_file", tmp_path / ".env")
    return tmp_path / ".env"


# --8<-- [start:lines]
@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("PORT=8001\nLOG_LEVEL\n", "line 2: write NAME=VALUE, and close each quote on its line"),
        ("\n\nLOG_LEVEL: DEBUG\n", "line 3: write NAME=VALUE"),
        ('LOG_FORMAT="json\n', "line 1: write NAME=VALUE"),
        ("EXPORT_DIR='var\nPORT=8001\nHOST='\n", "line 1: write NAME=VALUE"),
        ("DATABSE_URL=sqlite:///a.db", "line 1: 'DATABSE_URL' is no setting, but DATABASE_URL is"),
        ("DATABSE_URL=", "line 1: 'DATABSE_URL' is no setting"),
        ("SOMETHING=else", "line 1: 'SOMETHING' is no setting."),
        ("loglevel=DEBUG", "line 1: 'loglevel' is no setting, but LOG_LEVEL is"),
        ("HOST=${NOWHERE}", "line 1: ${NOWHERE} is defined nowhere above and not in the"),
    ],
)
def test_a_line_that_would_be_passed_over_is_refused(
    env_file: Path, text: str, message: str
) -> None:
    """The error names the line, and never the value, which may be a secret."""
    env_file.write_text(text)

    with pytest.raises(ConfigurationError) as caught:
        _ = settings.PORT

    assert message in caught.value.message
    assert caught.value.fix == f"correct {env_file}."


# --8<-- [end:lines]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("https://u:S3CRET@h/?a=b", "line 1: write NAME=VALUE"),
        ("c2VjS3CRETV0LWtleQ==", "line 1: its name is no setting"),
    ],
)
def test_what_may_be_no_name_is_not_shown(env_file: Path, text: str, message: str) -> None:
    """A line that was torn off a URL or a key in base64 may hold a secret before its `=`."""
    env_file.write_text(text)

    with pytest.raises(ConfigurationError, match=message) as caught:
        _ = settings.PORT

    assert "S3CRET" not in str(caught.value)


@pytest.mark.parametrize(
    "content",
    ["REPORT_CURRENCY=\xa5".encode("latin-1"), *(b"\0".join([b"PORT=8001", b""]),)],
    ids=["Latin-1", "a NUL"],
)
def test_a_file_that_is_not_utf_8_is_refused(env_file: Path, content: bytes) -> None:
    """A file in another encoding ends in one line that names it."""
    env_file.write_bytes(content)

    with pytest.raises(ConfigurationError, match="isn't text in UTF-8"):
        _ = settings.PORT


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le"])
def test_utf_16_is_refused(env_file: Path, encoding: str) -> None:
    """With its mark and without."""
    env_file.write_text("PORT=8001\n", encoding=encoding)

    with pytest.raises(ConfigurationError, match="isn't text in UTF-8"):
        _ = settings.PORT


@pytest.mark.parametrize(
    ("command", "message"),
    [
        ("mkdir", "it is no file"),
        ("mkfifo", "it is no file"),
        ("ln -s nowhere", "it is no file"),
        ("ln -s /proc/self/mem", "it can't be read: "),
    ],
)
def test_what_is_no_file_is_refused(env_file: Path, command: str, message: str) -> None:
    """A pipe isn't waited for; nothing of that name is taken for no file."""
    subprocess.run([*command.split(), env_file], check=True)

    with pytest.raises(ConfigurationError, match=message):
        _ = settings.PORT


# --8<-- [start:compose]
def test_compose_keeps_its_own_names_in_the_same_file(env_file: Path) -> None:
    """Docker Compose reads `.env`, too: what it needs is left to it."""
    env_file.write_text(
        "POSTGRES_PASSWORD=hunter2\nCOMPOSE_PROJECT_NAME=shop\nDOCKER_HOST=unix:///docker.sock\n"
        "DATABASE_URL=postgresql+psycopg://app:${POSTGRES_PASSWORD}@127.0.0.1/app\n"
    )

    assert settings.DATABASE_URL == "postgresql+psycopg://app:hunter2@127.0.0.1/app"


# --8<-- [end:compose]


def test_what_editors_and_shells_write_is_read(env_file: Path) -> None:
    """A mark at the start, Windows' line ends, `export`, quotes and comments."""
    env_file.write_bytes(
        b"\xef\xbb\xbf# mine\r\nexport PORT=8001 # why\r\n\r\nLOG_FORMAT='json'\r\nlog_level=DEBUG"
    )

    assert (settings.PORT, settings.LOG_FORMAT, settings.LOG_LEVEL) == (8001, "json", "DEBUG")
