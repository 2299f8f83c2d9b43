"""Makes the generated blocks of the sample project."""


def settings() -> str:
    return "| name | default |\n|---|---|\n| PORT | 8000 |"
