"""Views the user keeps by name: a page with its filter and its own choices, as its address has them."""

import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from analysis.holdings import Base, Keeper

LONGEST_NAME = 80


class Kept(Base):
    """A view, in use or taken away."""

    __tablename__ = "views"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(index=True)
    page: Mapped[str]
    query: Mapped[str]
    saved: Mapped[datetime]
    removed: Mapped[datetime | None]


class ViewsError(ValueError):
    """What was asked for cannot be done."""


class UnfitName(ViewsError):
    """A view needs a name, of at most 80 characters."""


class NameTaken(ViewsError):
    """Another view has this name."""


class NoView(ViewsError):
    """There is no such view."""


@dataclass(frozen=True)
class View:
    """A view by its name.

    Attributes
    ----------
    key : int
    name : str
    page : str
        The page's own name in the address.
    query : str
        As it stands in the address behind the question mark.
    """

    key: int
    name: str
    page: str
    query: str


class Views(Keeper):
    """Views kept in the library's database."""

    def listed(self) -> list[View]:
        """Return the views in use, the newest first."""
        with Session(self.engine) as session:
            rows = session.scalars(sa.select(Kept).where(Kept.removed.is_(None)).order_by(Kept.saved.desc(), Kept.id.desc()))
            return [View(row.id, row.name, row.page, row.query) for row in rows]

    def save(self, name: str, page: str, query: str) -> View:
        """Keep a view under a name and return it.

        Raises
        ------
        UnfitName, NameTaken
        """
        with Session(self.engine) as session, session.begin():
            row = Kept(name=_free(session, name), page=page, query=query, saved=datetime.now(UTC))
            session.add(row)
            session.flush()
            return View(row.id, row.name, row.page, row.query)

    def rename(self, key: int, name: str) -> None:
        """Give a view another name.

        Raises
        ------
        UnfitName, NameTaken, NoView
        """
        with Session(self.engine) as session, session.begin():
            row = _row(session, key)
            row.name = _free(session, name, key)

    def remove(self, key: int) -> None:
        """Take a view away; `restore` brings it back.

        Raises
        ------
        NoView
        """
        with Session(self.engine) as session, session.begin():
            _row(session, key).removed = datetime.now(UTC)

    def restore(self, key: int) -> None:
        """Bring back a view that was taken away.

        Raises
        ------
        NameTaken
            Where another has got its name since.
        NoView
        """
        with Session(self.engine) as session, session.begin():
            row = _row(session, key)
            _free(session, row.name, key)
            row.removed = None


def _row(session: Session, key: int) -> Kept:
    row = session.get(Kept, key)
    if row is None:
        raise NoView(f"view {key}: there is none; it may have been deleted elsewhere")
    return row


def _free(session: Session, name: str, mine: int | None = None) -> str:
    """Return a name on one line, if it is fit and no other view has it."""
    name = " ".join(unicodedata.normalize("NFC", name).split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise UnfitName(f"{name[:20]!r}: a view needs a name of 1 to {LONGEST_NAME} printable characters")
    taken = sa.select(Kept.id).where(Kept.name == name, Kept.removed.is_(None), Kept.id != (mine or 0))
    if session.scalar(taken) is not None:
        raise NameTaken(f"{name}: another view has this name; choose a different one")
    return name
