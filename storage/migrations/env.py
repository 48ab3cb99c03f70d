"""Alembic's entry: runs the revisions on the connection, and in the transaction, it is given."""

from alembic import context

from storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # Both engines undo DDL; Alembic takes SQLite for one that does not.
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
