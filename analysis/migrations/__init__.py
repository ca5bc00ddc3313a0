"""The library's database brought up to this program, step by step; run by whoever opens it."""

from pathlib import Path

import sqlalchemy as sa

from analysis.holdings import writing

HERE = Path(__file__).parent
HEAD = max(path.name for path in (HERE / "versions").glob("[0-9]*.py"))[:4]


class NewerLibrary(RuntimeError):
    """The library was made by a newer program than this one."""


def upgrade(engine: sa.Engine) -> None:
    """Bring a library's tables up to this program, whole or not at all; of two programs that try at once one waits.

    Parameters
    ----------
    engine : sqlalchemy Engine

    Raises
    ------
    NewerLibrary
        Where it is of a version this program does not know: nothing is touched.
    """
    if _version(engine) == HEAD:
        return
    # Imported here: needed once a version, and it takes a while.
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    with writing(engine) as connection:
        config = Config()
        config.set_main_option("script_location", str(HERE).replace("%", "%%"))
        config.attributes["connection"] = connection
        if _version(connection) is None and sa.inspect(connection).has_table("items"):
            # Made before versions were counted.
            command.stamp(config, "0001")
        try:
            command.upgrade(config, "head")
        except CommandError:
            raise NewerLibrary(f"{engine.url.render_as_string()}: made by a newer version of Lunheng. Install that version, or set "
                               "LUNHENG_HOME to another folder.") from None


def _version(bind: sa.Engine | sa.Connection) -> str | None:
    if not sa.inspect(bind).has_table("alembic_version"):
        return None
    asked = sa.text("SELECT version_num FROM alembic_version")
    if isinstance(bind, sa.Connection):
        return bind.execute(asked).scalar()
    with bind.connect() as connection:
        return connection.execute(asked).scalar()
