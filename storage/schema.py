"""Which schema a database has, and bringing it up to ours (trust.md §2 rows 42, 43)."""

from importlib import resources

from sqlalchemy import Connection, inspect, text

from storage.compiled import Sqlalchemys
from storage.errors import ForeignDatabase, NewerSchema, WrongSchema
from storage.instance import Instance, known

HEAD = "0008"
"""Our revision; a test holds it against the migrations."""
_VERSION_TABLE = "alembic_version"


def is_behind(connection: Connection) -> bool:
    """Whether the database needs migrating: it is empty or older.

    Raises NewerSchema or ForeignDatabase where we must not touch it.
    """
    found = inspect(connection)
    if not found.has_table(_VERSION_TABLE):
        if tables := found.get_table_names():
            raise ForeignDatabase(
                f"This database holds tables that are not mentorbot's ({', '.join(sorted(tables)[:3])} …). "
                "Point database.url at an empty database, or at mentorbot's own."
            )
        return True
    revision = connection.execute(text(f"SELECT version_num FROM {_VERSION_TABLE}")).scalar_one_or_none()  # noqa: S608 - a constant
    if revision is not None and not (len(revision) == len(HEAD) and revision.isdigit()):
        raise ForeignDatabase(
            f"This database belongs to another program (its schema revision is {revision}). "
            "Point database.url at an empty database, or at mentorbot's own."
        )
    if revision is not None and revision > HEAD:
        raise NewerSchema(
            f"This database was written by a newer mentorbot (schema {revision}, ours is {HEAD}). "
            "Install that version or a later one, or restore a backup made before the update."
        )
    return revision != HEAD


def current(connection: Connection) -> Instance:
    """The identity of a database whose schema is ours; raises WrongSchema where it is behind."""
    if is_behind(connection):
        raise WrongSchema("This database's schema is behind. Start the bot once, or run `mentorbot migrate`.")
    return known(Sqlalchemys(connection))


def migrate(connection: Connection, revision: str = "head") -> None:
    """Bring the schema up inside the transaction that is open; all of it or nothing."""
    # Alembic takes a tenth of a second to import, and most starts do not need it.
    from alembic import command  # noqa: PLC0415 - imported only when the schema is behind
    from alembic.config import Config  # noqa: PLC0415 - imported only when the schema is behind

    config = Config()
    config.set_main_option("script_location", str(resources.files("storage") / "migrations"))
    config.attributes["connection"] = connection
    if revision == "head" or (revision != "base" and revision > _current(connection)):
        command.upgrade(config, revision)
    else:
        command.downgrade(config, revision)


def _current(connection: Connection) -> str:
    if not inspect(connection).has_table(_VERSION_TABLE):
        return ""
    found = connection.execute(text(f"SELECT version_num FROM {_VERSION_TABLE}")).scalar_one_or_none()  # noqa: S608 - a constant
    return found or ""
