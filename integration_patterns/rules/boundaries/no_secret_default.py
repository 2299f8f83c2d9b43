"""A secret has no default: a process without its secret must not start.

A default that is fit for a laptop reaches production the day somebody forgets the variable, and
everybody who has read the source has the key.
Aegis Stack refuses its placeholder for `SECRET_KEY` unless `APP_ENV` is `dev`, and takes
`development` for development elsewhere: two spellings, one of them guarded.
"""

import ast
import re
from collections.abc import Iterator

from integration_patterns.rules.application.project import Project
from integration_patterns.rules.application.syntax import argument, words
from integration_patterns.rules.backend.models import Model, models
from integration_patterns.rules.finding import Problem

SUMMARY = "No secret among the settings has a default value."
PATTERNS = ("configuration",)
NEEDS = ()
NOTHING = "there is no setting of pydantic-settings"
SECRET = re.compile(
    r"(^|_)(SECRET|PASSWORD|PASSWD|PASSPHRASE|TOKEN|CREDENTIALS|PWD|(API|JWT|SECRET|PRIVATE|SIGNING"
    r"|ENCRYPTION|ACCESS)_?KEY)$",
    re.IGNORECASE,
)
PASSWORD_IN_URL = re.compile(r"^[\w+.-]+://[^/@\s:]*:[^/@\s]+@")
GOOD = {
    "app/core/config.py": (
        "from pydantic import SecretStr\nfrom pydantic_settings import BaseSettings\n\n\n"
        "class Settings(BaseSettings):\n    API_KEY: SecretStr\n"
    )
}
BAD = {
    "app/core/config.py": (
        "from pydantic import SecretStr\nfrom pydantic_settings import BaseSettings\n\n\n"
        'class Settings(BaseSettings):\n    API_KEY: SecretStr = SecretStr("changeme")\n'
    )
}


def check(project: Project) -> Iterator[Problem]:
    """Look at the default of each setting that is a secret by its type or its name."""
    for model in models(project, "pydantic_settings.BaseSettings"):
        fields = [one for one in model.node.body if isinstance(one, ast.AnnAssign)]
        for field in project.each(fields):
            name = field.target.id if isinstance(field.target, ast.Name) else ""
            default = _text(model, field.value)
            if default and (_is_secret(name, field) or PASSWORD_IN_URL.match(default)):
                yield model.source.problem(
                    field.lineno,
                    f"the secret {name} has a default that stands in the source",
                    "remove the default, or make it None where the process can do without",
                )


def _is_secret(name: str, field: ast.AnnAssign) -> bool:
    return bool(SECRET.search(name)) or "Secret" in words(field.annotation)


def _text(model: Model, value: ast.expr | None) -> str:
    """The text of a default, also inside `Field(…)` or `SecretStr(…)`; empty if there is none."""
    if isinstance(value, ast.Name) and value.id in model.source.definitions:
        value = model.source.value(value.id, value)
    if isinstance(value, ast.Constant):
        return value.value if isinstance(value.value, str) else ""
    if isinstance(value, ast.Call):
        if model.source.dotted(value.func) in {"os.getenv", "os.environ.get"}:
            return _text(model, argument(value, 1, "default"))
        if model.source.last(value.func) in {"Field", "SecretStr", "SecretBytes"}:
            return _text(model, argument(value, 0, "default"))
    return ""
