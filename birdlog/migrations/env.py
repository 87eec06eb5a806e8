"""What alembic runs: the steps, on the connection that store/upgrade.py hands over inside its own transaction."""

from alembic import context

from birdlog.models import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # One explicit transaction around all steps is begun by whoever calls; alembic is not to commit between them.
    transactional_ddl=True,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
