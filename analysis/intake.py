"""Documents taken into a library: many at once, whole or not at all, each text kept once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from analysis import documents, reposts
from analysis.holdings import LONGEST_HEADING, Item, Placement, Project, now
from analysis.readers import Reading
from analysis.schemas import Row

_ASKED = 500


@dataclass(frozen=True)
class Report:
    """What became of one document of a file.

    Attributes
    ----------
    source : str
    outcome : {"taken", "repost", "already there", "refused"}
        A repost is taken too, and another document stands for both.
    reason : str
        Why it was refused and the next move; of a repost, the other's title; empty otherwise.
    doc_id, title : str
        Empty where refused.
    """

    source: str
    outcome: str
    reason: str = ""
    doc_id: str = ""
    title: str = ""

    @property
    def taken(self) -> bool:
        """Whether the document is in the library now and was not before."""
        return self.outcome in ("taken", "repost")


@dataclass(frozen=True)
class Incoming:
    """A document about to be taken, with all that takes time to work out.

    Attributes
    ----------
    reading : Reading
    doc_id, title : str
    bands : tuple of str
        Its signature.
    original : int
        The file it came in.
    url : str
        Where the file was fetched, kept where it does not say itself.
    """

    reading: Reading
    doc_id: str
    title: str
    bands: tuple[str, ...]
    original: int = 0
    url: str = ""

    @classmethod
    def of(cls, reading: Reading, original: int = 0, url: str = "") -> "Incoming":
        """Work out what is kept beside a reading."""
        return cls(reading, documents.identity(reading), documents.title(reading), tuple(reposts.bands(reading.text)), original, url)


def take(connection: sa.Connection, project: int, incoming: Sequence[Incoming], published: date | None = None) -> list[Report]:
    """Put documents into a project, and return what became of each, in their order.

    Parameters
    ----------
    connection : Connection
        With the right to write; whoever has it commits.
    project : int
    incoming : sequence of Incoming
    published : date, optional
        Day of publication where a file does not say.
    """
    first = {one.doc_id: one for one in reversed(incoming)}
    first = {one.doc_id: first[one.doc_id] for one in incoming}
    known: set[str] = set()
    placed: dict[str, bool] = {}
    for asked in _parts(list(first)):
        known |= set(connection.scalars(sa.select(Item.doc_id).where(Item.doc_id.in_(asked))))
        placed |= {row.doc_id: row.removed for row in connection.execute(
            sa.select(Placement.doc_id, Placement.removed).where(Placement.project_id == project, Placement.doc_id.in_(asked)))}
    new = [one for doc_id, one in first.items() if doc_id not in known]
    if new:
        connection.execute(sa.insert(Item), [_row(one, published) for one in new])
    moment = now()
    back = [doc_id for doc_id, removed in placed.items() if removed is not None]
    for asked in _parts(back):
        connection.execute(sa.update(Placement).values(removed=None).where(Placement.project_id == project, Placement.doc_id.in_(asked)))
    if absent := [doc_id for doc_id in first if doc_id not in placed]:
        connection.execute(sa.insert(Placement), [{"project_id": project, "doc_id": doc_id, "added": moment, "removed": None} for doc_id in absent])
    reposts.note(connection, {one.doc_id: reposts.Signed(one.reading.author, one.reading.text, one.bands) for one in new})
    taken = {*absent, *back}
    if taken:
        connection.execute(sa.update(Project).values(revision=Project.revision + 1).where(Project.id == project))
    stands = reposts.standing(connection, project, taken)
    titles: dict[str, str] = {}
    for asked in _parts(sorted(set(stands.values()))):
        titles |= dict(connection.execute(sa.select(Item.doc_id, Item.heading).where(Item.doc_id.in_(asked))).all())
    reports = []
    for one in incoming:
        outcome, reason = "already there", ""
        if one.doc_id in taken:
            taken.discard(one.doc_id)
            outcome = "repost" if one.doc_id in stands else "taken"
            reason = titles.get(stands.get(one.doc_id, ""), "")
        reports.append(Report(one.reading.source, outcome, reason, one.doc_id, one.title))
    return reports


def _row(one: Incoming, published: date | None) -> Row:
    reading = one.reading
    return {"doc_id": one.doc_id, "original_id": one.original, "source": reading.source, "title": reading.title,
            "outlet": reading.outlet, "author": reading.author, "url": reading.url or one.url,
            "published": documents.said_published(reading) or published, "text": reading.text, "heading": one.title[:LONGEST_HEADING]}


def _parts(names: list[str]) -> list[list[str]]:
    return [names[start:start + _ASKED] for start in range(0, len(names), _ASKED)]
