"""Runs the migrations of the records database on the connection that records.database hands over."""

from alembic import context

from records import catalogue  # noqa: F401  its tables belong to the same database
from records.models import Base

context.configure(
    connection=context.config.attributes["connection"], target_metadata=Base.metadata, render_as_batch=True
)
context.run_migrations()
