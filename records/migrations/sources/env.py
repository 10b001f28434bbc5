"""Runs the migrations of the sources database on the connection that records.database hands over."""

from alembic import context

from records.sources import SourcesBase as Base

context.configure(
    connection=context.config.attributes["connection"], target_metadata=Base.metadata, render_as_batch=True
)
context.run_migrations()
