"""The own codebook in the library's database: every change is kept, so that every version can be had again."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from analysis import changes
from analysis.changes import count_change
from analysis.codebook import Codebook
from analysis.holdings import Base, Keeper, Project
from analysis.own_codebook import entries
from analysis.own_codebook.entries import Entry, EntryError
from analysis.own_codebook.overlay import laid_over


class Row(Base):
    """A change of the own codebook: an entry as it became; empty where it was taken out."""

    __tablename__ = "codebook_changes"
    change_id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    code: Mapped[str]
    entry: Mapped[str]
    coder: Mapped[str]
    made_at: Mapped[datetime]


@dataclass(frozen=True)
class Change:
    """A change, which is also a version: the codebook after it.

    Attributes
    ----------
    version : int
    kind, code : str
    before, after : Entry or None
        None where there was no such entry, or is none any more.
    coder : str
    made_at : datetime
        UTC.
    """

    version: int
    kind: str
    code: str
    before: Entry | None
    after: Entry | None
    coder: str
    made_at: datetime

    def differences(self) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
        """Return by part what came and what went."""
        told = {}
        old, new = ({} if entry is None else entry.told() for entry in (self.before, self.after))
        for name in dict.fromkeys([*old, *new]):
            one, other = (_listed(said.get(name)) for said in (old, new))
            if one != other:
                told[name] = tuple(value for value in other if value not in one), tuple(value for value in one if value not in other)
        return told


class Stale(Exception):
    """Somebody changed an entry since it was last looked at.

    Attributes
    ----------
    change : Change
        What they did.
    """

    def __init__(self, change: Change):
        super().__init__(f"{change.coder} changed {change.kind} {change.code} meanwhile")
        self.change = change


class OwnCodebook(Keeper):
    """The own codebook of a library."""

    def state(self) -> int:
        """Return a number that grows with every change."""
        return changes.counts(self.engine).get("codebook", 0)

    def entries(self, version: int | None = None) -> tuple[Entry, ...]:
        """Return the entries that hold, by kind and code; those of an earlier version where one is given."""
        last: dict[tuple[str, str], Entry | None] = {}
        for row in self._rows(version):
            last[row.kind, row.code] = _entry(row)
        return tuple(entry for key in sorted(last) if (entry := last[key]) is not None)

    def over(self, shipped: Codebook) -> Codebook:
        """Return the shipped codebook with the entries over it."""
        return laid_over(shipped, self.entries())

    def keep(self, *kept: Entry, shipped: Codebook, coder: str = "me", seen: int | None = None) -> list[int]:
        """Keep entries, all or none, each in the place of the one of its kind and code, and return the versions made.

        Parameters
        ----------
        kept : Entry
        shipped : Codebook
        coder : str
        seen : int, optional
            The version that was before the coder. Where one of the entries was changed since, nothing is kept.

        Raises
        ------
        EntryError
            Naming every fault of every entry.
        Stale
            With the other's change.
        """
        wrong = [f"[{entry.kind}.{entry.code}] {fault}" for entry in kept for fault in entries.faults_of(entry, shipped)]
        if wrong:
            raise EntryError("\n".join(wrong))
        return self._write([(entry.kind, entry.code, json.dumps(entry.told(), ensure_ascii=False)) for entry in kept], coder, seen)

    def remove(self, kind: str, code: str, coder: str = "me", seen: int | None = None) -> int:
        """Take an entry out and return the version made.

        Raises
        ------
        KeyError
            Where there is no such entry.
        Stale
            Where it was changed since the version seen.
        """
        if (kind, code) not in {(entry.kind, entry.code) for entry in self.entries()}:
            raise KeyError(f"no own {kind} {code}")
        return self._write([(kind, code, "")], coder, seen)[0]

    def go_back(self, version: int, coder: str = "me") -> list[int]:
        """Bring the entries back to a version, by new changes, and return the versions made; 0 is the shipped codebook alone."""
        now, then = ({(entry.kind, entry.code): entry for entry in self.entries(at)} for at in (None, version))
        told = [(*key, json.dumps(then[key].told(), ensure_ascii=False) if key in then else "")
                for key in sorted(now.keys() | then.keys()) if now.get(key) != then.get(key)]
        return self._write(told, coder, None) if told else []

    def version(self) -> int:
        """Return the number of the last change; 0 where there is none."""
        with Session(self.engine) as session:
            return session.scalar(sa.select(sa.func.max(Row.change_id))) or 0

    def history(self) -> list[Change]:
        """Return every change, oldest first."""
        return _changes(self._rows())

    def _rows(self, version: int | None = None) -> list[Row]:
        chosen = sa.select(Row).order_by(Row.change_id)
        if version is not None:
            chosen = chosen.where(Row.change_id <= version)
        with Session(self.engine) as session:
            return list(session.scalars(chosen))

    def _write(self, told: list[tuple[str, str, str]], coder: str, seen: int | None) -> list[int]:
        with Session(self.engine) as session, session.begin():
            count_change(session, "codebook")
            if seen is not None:
                made = _changes(session.scalars(sa.select(Row).order_by(Row.change_id)))
                ours = {(kind, code) for kind, code, _ in told}
                later = [change for change in made if change.version > seen and (change.kind, change.code) in ours]
                if later:
                    raise Stale(later[-1])
            rows = [Row(kind=kind, code=code, entry=entry, coder=coder, made_at=datetime.now(UTC)) for kind, code, entry in told]
            session.add_all(rows)
            # Whoever shows a project codes it anew under these entries.
            session.execute(sa.update(Project).values(revision=Project.revision + 1))
            session.flush()
            return [row.change_id for row in rows]


def _entry(row: Row) -> Entry | None:
    return entries.of(row.kind, row.code, json.loads(row.entry)) if row.entry else None


def _changes(rows: Iterable[Row]) -> list[Change]:
    last: dict[tuple[str, str], Entry | None] = {}
    told = []
    for row in rows:
        after = _entry(row)
        told.append(Change(row.change_id, row.kind, row.code, last.get((row.kind, row.code)), after, row.coder, row.made_at))
        last[row.kind, row.code] = after
    return told


def _listed(value: str | list[str] | None) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, list) else (value,) if value else ()
