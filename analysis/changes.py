"""How often each part of the library was changed: by this a program sees that others did something, without reading it all."""

from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from analysis.holdings import Base


class ChangeCount(Base):
    """How often a part of the library was changed."""

    __tablename__ = "change_counts"
    name: Mapped[str] = mapped_column(primary_key=True)
    n: Mapped[int]


def count_change(session: Session, part: str) -> None:
    """Count a change to a part of the library, first thing in its transaction: of two that change the part, one waits."""
    counted = sa.update(ChangeCount).where(ChangeCount.name == part).values(n=ChangeCount.n + 1)
    if cast("sa.CursorResult[Any]", session.execute(counted)).rowcount:
        return
    try:
        with session.begin_nested():
            session.add(ChangeCount(name=part, n=1))
    except sa.exc.IntegrityError:
        # Another program counted the first change at the same time.
        session.execute(counted)


def counts(engine: sa.Engine) -> dict[str, int]:
    """Return how often each part of the library was changed; a part never changed is left out."""
    with engine.connect() as connection:
        return {row.name: row.n for row in connection.execute(sa.select(ChangeCount.name, ChangeCount.n))}
