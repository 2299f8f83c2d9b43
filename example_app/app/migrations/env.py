"""Tells Alembic which database to change, and which tables it should end up with."""

from app.core.process import explained_exit
from app.migrations.migrate import migrate

with explained_exit():
    migrate()
