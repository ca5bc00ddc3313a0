"""The log of changes in the library's database: an entry a change, never altered, never deleted."""

from datetime import date, datetime, timedelta

import pandas as pd
import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from analysis.holdings import Base, Keeper, now

# Of a name more is not kept.
LONGEST = 200
COLUMNS = ("id", "made", "who", "did", "key", "name", "n")


class Entry(Base):
    """Somebody changed something.

    `key` and `name` say what: its key in its own table, and what it was called then. `n` is of how many.
    """

    __tablename__ = "audit"
    id: Mapped[int] = mapped_column(primary_key=True)
    made: Mapped[datetime] = mapped_column(index=True)
    who: Mapped[str] = mapped_column(index=True)
    did: Mapped[str]
    key: Mapped[str]
    name: Mapped[str]
    n: Mapped[int]


class Log(Keeper):
    """The log of a library."""

    def entries(self, *, who: str = "", did: str = "", since: date | None = None, until: date | None = None,
                most: int | None = None) -> pd.DataFrame:
        """Return entries, the last first.

        Parameters
        ----------
        who : str
            A part of a name; capital or small.
        did : str
            As `deeds` calls it.
        since, until : date, optional
            First and last day, UTC.
        most : int, optional

        Returns
        -------
        frame
            id, made (UTC), who, did, key, name, n.
        """
        table = Entry.__table__
        chosen = sa.select(*(table.c[name] for name in COLUMNS)).order_by(table.c.id.desc()).limit(most)
        if who:
            chosen = chosen.where(table.c.who.icontains(who, autoescape=True))
        if did:
            chosen = chosen.where(table.c.did == did)
        if since is not None:
            chosen = chosen.where(table.c.made >= datetime.combine(since, datetime.min.time()))
        if until is not None:
            chosen = chosen.where(table.c.made < datetime.combine(until + timedelta(days=1), datetime.min.time()))
        with self.engine.connect() as connection:
            rows = connection.execute(chosen).all()
        told = pd.DataFrame(rows, columns=list(COLUMNS))
        return told.astype({"made": "datetime64[us]", **dict.fromkeys(("who", "did", "key", "name"), "str"), "id": "int64", "n": "int64"})

    def people(self) -> list[str]:
        """Return everybody who changed something."""
        with self.engine.connect() as connection:
            return list(connection.scalars(sa.select(Entry.who).distinct().order_by(Entry.who)))

    def who(self, did: str, key: str) -> str | None:
        """Return who did something last; None where nobody did."""
        chosen = sa.select(Entry.who).where(Entry.did == did, Entry.key == key).order_by(Entry.id.desc()).limit(1)
        with self.engine.connect() as connection:
            return connection.execute(chosen).scalar()

    def keys(self, did: str, since: timedelta) -> set[str]:
        """Return to what something was done lately."""
        chosen = sa.select(Entry.key).where(Entry.did == did, Entry.made >= now() - since)
        with self.engine.connect() as connection:
            return set(connection.scalars(chosen))


def note(connection: sa.Connection, who: str, did: str, key: str = "", name: str = "", n: int = 1) -> None:
    """Write an entry, in the transaction of what it tells of."""
    connection.execute(sa.insert(Entry).values(made=now(), who=who[:LONGEST], did=did, key=key[:LONGEST], name=name[:LONGEST], n=n))
