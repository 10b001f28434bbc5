"""How far the recognition of a draft's scanned pages has come."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("ocr_total", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("ocr_done", sa.Integer(), nullable=False, server_default="0"))
