"""What the library's database holds: the tables that every other table of the user's own work hangs on."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """What the library's tables share."""


class Original(Base):
    """A file as it was brought in, byte for byte."""

    __tablename__ = "originals"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    data: Mapped[bytes]
    added: Mapped[datetime]


class Item(Base):
    """A document of the library."""

    __tablename__ = "items"
    doc_id: Mapped[str] = mapped_column(primary_key=True)
    original_id: Mapped[int] = mapped_column(sa.ForeignKey("originals.id"))
    source: Mapped[str]
    title: Mapped[str]
    outlet: Mapped[str]
    author: Mapped[str]
    url: Mapped[str]
    published: Mapped[date | None]
    corrected: Mapped[date | None]
    text: Mapped[str]
    removed: Mapped[datetime | None]


class Setting(Base):
    """A choice that holds for the whole library."""

    __tablename__ = "settings"
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
