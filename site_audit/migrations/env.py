"""How alembic reaches the database: through a given connection, or by the program's settings.

``alembic -x config=site-audit.toml upgrade head`` reads that file of settings.
"""

from pathlib import Path

from alembic import context
from sqlalchemy import Connection

from site_audit.settings import load_settings
from site_audit.store.database import connect, writing
from site_audit.store.tables import metadata


def _migrate(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()


def _migrate_by_settings() -> None:
    config = context.get_x_argument(as_dictionary=True).get("config")
    engine = connect(load_settings(Path(str(config)) if config else None).database_url)
    with writing(engine) as connection:
        _migrate(connection)
    engine.dispose()


given = context.config.attributes.get("connection")
if given is not None:
    _migrate(given)
else:
    _migrate_by_settings()
