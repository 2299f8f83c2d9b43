"""Database schema, one Alembic revision after another."""
