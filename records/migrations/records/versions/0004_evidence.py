"""How a case ended, what record and text disagree on, a proposal not to publish, recovery codes."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade():
    for table in ("judgments", "publications"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("result", sa.String(length=60), nullable=True))
    with op.batch_alter_table("judgments", schema=None) as batch_op:
        batch_op.add_column(sa.Column("withhold_proposed", sa.Integer(), nullable=True))
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("differs_open", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("accounts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("recovery_hashes", sa.JSON(), nullable=False, server_default="[]"))
