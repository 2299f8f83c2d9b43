"""In: a folder with a pyproject.toml. Out: a `Project`, its files and names; nothing is run."""
