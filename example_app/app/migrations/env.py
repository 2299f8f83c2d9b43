"""Tells Alembic which database to change and which tables it should end up with."""

from alembic import context

from app.core.database import get_engine
from app.core.process import explained_exit
from app.core.tables import Base

with explained_exit(), get_engine().connect() as connection:
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
