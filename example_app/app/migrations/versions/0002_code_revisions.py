"""A table that says which older code still works with the schema."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None
# The oldest revision whose code works with this schema.
compatible_from = "0002"


def upgrade() -> None:
    op.create_table(
        "code_revisions",
        sa.Column("revision", sa.String(32), primary_key=True),
        sa.Column("works", sa.Boolean, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("code_revisions")
