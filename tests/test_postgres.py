import psycopg
import pytest

from tests.postgres import Postgres


def test_each_database_is_new_and_outlives_a_stop(postgres: Postgres) -> None:
    first, second = postgres.database(), postgres.database()
    with psycopg.connect(first) as connection:
        connection.execute("CREATE TABLE college (name text)")
        connection.execute("INSERT INTO college VALUES ('Заречинский')")
    postgres.stop()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(first)
    postgres.start()
    with psycopg.connect(first) as connection:
        found = connection.execute("SELECT lower(name) FROM college").fetchall()
    assert found == [("заречинский",)]
    with psycopg.connect(second) as connection, pytest.raises(psycopg.errors.UndefinedTable):
        connection.execute("SELECT name FROM college")
