"""Steps of the database from version to version (alembic)."""
