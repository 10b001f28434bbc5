"""Corrections of recognised text, and what a person has looked at."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("sources", schema=None) as batch_op:
        batch_op.add_column(sa.Column("corrections", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("looked", sa.JSON(), nullable=False, server_default="{}"))
        batch_op.add_column(sa.Column("text_version", sa.Integer(), nullable=False, server_default="1"))
        batch_op.add_column(sa.Column("analysed_version", sa.Integer(), nullable=False, server_default="1"))
