"""Imports as they stand in the library's database: what waits, who works on it, what became of each document."""

import contextlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from analysis.holdings import Base, Keeper, Original, now, number_of, writing
from analysis.intake import Incoming, Report, take
from analysis.library import plain_name

# A worker says that it is alive more often than this; one that has not is dead, and another may go on.
LEASE = timedelta(seconds=20)
# A file during which the worker died twice is refused.
TRIES = 2
# So much is read before it is written: what is read is not lost for long, and a database is not asked for every file.
_FILES, _BYTES = 100, 4_000_000
_ASKED = 500


class JobRow(Base):
    """An import, as it is kept."""

    __tablename__ = "import_jobs"
    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(sa.ForeignKey("projects.id"))
    state: Mapped[str]
    step: Mapped[str]
    encoding: Mapped[str]
    columns: Mapped[str]
    published: Mapped[date | None]
    owner: Mapped[str]
    part: Mapped[int]
    parts: Mapped[int]
    lease: Mapped[datetime | None]
    made: Mapped[datetime]
    ended: Mapped[datetime | None]


class FileRow(Base):
    """A file of an import; its bytes are an original's."""

    __tablename__ = "import_files"
    id: Mapped[int] = mapped_column(primary_key=True)
    job_id: Mapped[int] = mapped_column(sa.ForeignKey("import_jobs.id"), index=True)
    original_id: Mapped[int | None] = mapped_column(sa.ForeignKey("originals.id"))
    name: Mapped[str]
    url: Mapped[str]
    done: Mapped[bool]
    tries: Mapped[int]
    part: Mapped[int]


class ReportRow(Base):
    """What became of a document of a file."""

    __tablename__ = "import_reports"
    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(sa.ForeignKey("import_files.id"), index=True)
    source: Mapped[str]
    outcome: Mapped[str]
    reason: Mapped[str]
    doc_id: Mapped[str]
    title: Mapped[str]


@dataclass(frozen=True)
class File:
    """A file that waits to be read.

    Attributes
    ----------
    id, original : int
    name, url : str
    data : bytes
    tries : int
        How often a worker died over it.
    part : int
        How many of its documents are taken already; the others come after them.
    """

    id: int
    original: int
    name: str
    url: str
    data: bytes
    tries: int
    part: int


@dataclass(frozen=True)
class Read:
    """What was read of a file.

    Attributes
    ----------
    file : File
    refused : sequence of Report
        What of it was refused.
    incoming : sequence of Incoming
    part : int
        How many of its documents are taken with these.
    whole : bool
        Whether nothing of it is left.
    """

    file: File
    refused: Sequence[Report] = ()
    incoming: Sequence[Incoming] = ()
    part: int = 0
    whole: bool = True


@dataclass(frozen=True)
class Job:
    """An import.

    Attributes
    ----------
    id, project : int
    state : {"waiting", "running", "cancelled", "done"}
        Running it is too where its worker died; see `stale`.
    step : {"reading", "comparing", "coding", ""}
        What is being done, of which `part` of `parts` is.
    files, done : int
        How many there are, and of how many it is known what became of them.
    made : datetime
    ended : datetime or None
    encoding : str
    columns : dict of str to str
    published : date or None
        As `Library.add` takes them.
    stale : bool
        Whether nobody works on it though somebody should.
    """

    id: int
    project: int
    state: str
    step: str
    part: int
    parts: int
    files: int
    done: int
    made: datetime
    ended: datetime | None
    encoding: str
    columns: dict[str, str]
    published: date | None
    stale: bool

    @property
    def open(self) -> bool:
        """Whether there is still something to do."""
        return self.state in ("waiting", "running")


class Lost(RuntimeError):
    """The job is somebody else's now, was cancelled, or is gone: nothing may be written for it any more."""


class Jobs(Keeper):
    """The imports of a library."""

    def begin(self, project: int, files: Iterable[tuple[str, bytes, str]], encoding: str | None = None, published: date | None = None,
              columns: Mapping[str, str] | None = None, refused: Iterable[tuple[str, str]] = ()) -> int:
        """Keep files to be taken into a project, all or none, and return the job's number: from here on nothing of them is lost.

        Parameters
        ----------
        project : int
        files : iterable of (name, data, url)
            The url is where the file was fetched, or empty.
        encoding, published, columns
            As `Library.add` takes them.
        refused : iterable of (name, reason)
            What could not even be opened or fetched, for the report.
        """
        moment = now()
        with writing(self.engine) as connection:
            job = number_of(connection.execute(sa.insert(JobRow).values(
                project_id=project, state="waiting", step="", encoding=encoding or "", published=published, owner="", part=0, parts=0,
                columns=json.dumps(dict(columns or {}), ensure_ascii=False), made=moment)))
            for name, data, url in files:
                name = plain_name(name)
                original = number_of(connection.execute(sa.insert(Original).values(name=name, data=data, added=moment)))
                connection.execute(sa.insert(FileRow).values(job_id=job, original_id=original, name=name, url=url, done=False, tries=0, part=0))
            for name, reason in refused:
                file = number_of(connection.execute(sa.insert(FileRow).values(job_id=job, name=plain_name(name), url="", done=True, tries=0, part=0)))
                connection.execute(sa.insert(ReportRow).values(file_id=file, **vars(Report(name, "refused", reason))))
        return int(job)

    def get(self, job: int) -> Job:
        """Return an import.

        Raises
        ------
        KeyError
            Where there is none of that number.
        """
        found = self._chosen(JobRow.id == job)
        if not found:
            raise KeyError(f"no import {job}")
        return found[0]

    def latest(self, project: int, most: int = 5) -> list[Job]:
        """Return a project's imports, the last first."""
        return self._chosen(JobRow.project_id == project, most=most)

    def open(self) -> list[Job]:
        """Return the imports of all projects that have still something to do, the first first."""
        return self._chosen(JobRow.state.in_(("waiting", "running")))[::-1]

    def unfinished(self) -> list[Job]:
        """Return the imports that have still something to do or were cancelled, and on which nobody alive works; the first first."""
        return [job for job in self._chosen(JobRow.state != "done")[::-1] if job.state != "running" or job.stale]

    def reports(self, job: int, outcome: str | None = None, most: int | None = None) -> list[Report]:
        """Return what became of each document of an import so far, in the order of the files."""
        chosen = sa.select(ReportRow).join(FileRow, FileRow.id == ReportRow.file_id).where(FileRow.job_id == job)
        if outcome is not None:
            chosen = chosen.where(ReportRow.outcome == outcome)
        with self.engine.connect() as connection:
            return [Report(row.source, row.outcome, row.reason, row.doc_id, row.title)
                    for row in connection.execute(chosen.order_by(FileRow.id, ReportRow.id).limit(most))]

    def counts(self, job: int) -> dict[str, int]:
        """Return how many documents of an import came to which outcome."""
        with self.engine.connect() as connection:
            return dict(connection.execute(
                sa.select(ReportRow.outcome, sa.func.count()).join(FileRow, FileRow.id == ReportRow.file_id)
                .where(FileRow.job_id == job).group_by(ReportRow.outcome)).all())

    def cancel(self, job: int) -> None:
        """Stop an import: what was taken stays, what waits goes on waiting; `resume` goes on."""
        self._turn(job, ("waiting", "running"), "cancelled")

    def resume(self, job: int) -> None:
        """Let a cancelled import go on where it stopped."""
        self._turn(job, ("cancelled",), "waiting")

    def claim(self, job: int, owner: str) -> bool:
        """Take an import on, where nobody who is alive has it, and return whether one has it now.

        Parameters
        ----------
        owner : str
            Whoever says the same is the same.
        """
        moment = now()
        free = sa.or_(JobRow.owner.in_(("", owner)), sa.not_(_alive(moment)), JobRow.state == "waiting")
        with writing(self.engine) as connection:
            return bool(connection.execute(sa.update(JobRow).where(JobRow.id == job, JobRow.state.in_(("waiting", "running")), free)
                                           .values(state="running", owner=owner, lease=moment)).rowcount)

    def alive(self, job: int, owner: str, step: str, part: int = 0, parts: int = 0) -> None:
        """Say that one still works on an import, and on what.

        Raises
        ------
        Lost
            Where one must not any more.
        """
        with writing(self.engine) as connection:
            self._hold(connection, job, owner, step=step, part=part, parts=parts)

    def renew(self, job: int, owner: str) -> None:
        """Say for somebody who works on an import that it is alive; where it has it no more, nothing."""
        with contextlib.suppress(Lost), writing(self.engine) as connection:
            self._hold(connection, job, owner)

    def next(self, job: int, owner: str) -> list[File]:
        """Return the files to be read next: some at once, but by itself one that a worker died over; none at the end.

        Raises
        ------
        Lost
            Where the job is not one's own any more.
        """
        with writing(self.engine) as connection:
            self._hold(connection, job, owner)
            size = sa.func.length(Original.data)
            waiting = connection.execute(
                sa.select(FileRow.id, FileRow.tries, size).join(Original, Original.id == FileRow.original_id)
                .where(FileRow.job_id == job, sa.not_(FileRow.done)).order_by(FileRow.tries, FileRow.id).limit(_FILES)).all()
            chosen: list[int] = []
            total = 0
            for file, tries, length in waiting:
                if chosen and (tries or total + length > _BYTES):
                    break
                chosen.append(file)
                total += length
            connection.execute(sa.update(FileRow).where(FileRow.id.in_(chosen)).values(tries=FileRow.tries + 1))
            rows = connection.execute(
                sa.select(FileRow.id, FileRow.original_id, FileRow.name, FileRow.url, Original.data, FileRow.tries, FileRow.part)
                .join(Original, Original.id == FileRow.original_id).where(FileRow.id.in_(chosen)).order_by(FileRow.id)).all()
        return [File(row.id, row.original_id, row.name, row.url, row.data, row.tries - 1, row.part) for row in rows]

    def done(self, job: int, owner: str, project: int, files: Sequence[Read], published: date | None) -> None:
        """Take what was read, and note what became of each document and which files are done: all of it or nothing.

        Raises
        ------
        Lost
            Where the job is not one's own any more: then nothing is written.
        """
        with writing(self.engine) as connection:
            self._hold(connection, job, owner)
            reports = iter(take(connection, project, [one for read in files for one in read.incoming], published))
            rows = []
            for read in files:
                told = [next(reports) for _ in read.incoming]
                rows += [{"file_id": read.file.id, **vars(report)} for report in (*told, *read.refused)]
            if rows:
                connection.execute(sa.insert(ReportRow), rows)
            for read in files:
                if not read.whole:
                    # It came further than before: a worker that dies now is not to be laid to what comes after.
                    connection.execute(sa.update(FileRow).where(FileRow.id == read.file.id).values(part=read.part, tries=1))
            ended = [read.file for read in files if read.whole]
            connection.execute(sa.update(FileRow).where(FileRow.id.in_([file.id for file in ended])).values(done=True))
            kept = set(connection.scalars(sa.select(ReportRow.file_id).where(
                ReportRow.file_id.in_([file.id for file in ended]), ReportRow.outcome.in_(("taken", "repost"))).distinct()))
            if empty := [file for file in ended if file.id not in kept]:
                # Of a file nothing was taken from only the report stays.
                connection.execute(sa.update(FileRow).where(FileRow.id.in_([file.id for file in empty])).values(original_id=None))
                connection.execute(sa.delete(Original).where(Original.id.in_([file.original for file in empty])))

    def end(self, job: int, owner: str) -> None:
        """Note that all of an import is done.

        Raises
        ------
        Lost
            Where the job is not one's own any more.
        """
        with writing(self.engine) as connection:
            self._hold(connection, job, owner, state="done", step="", ended=now())

    def give_back(self, job: int, owner: str, files: Sequence[int] = ()) -> None:
        """Let go of an import in its midst, so that whoever comes next need not wait until one is taken for dead; where one has it no more, nothing.

        Parameters
        ----------
        files : sequence of int
            Those under way: that they were begun is not held against them.
        """
        with contextlib.suppress(Lost), writing(self.engine) as connection:
            self._hold(connection, job, owner)
            connection.execute(sa.update(FileRow).where(FileRow.id.in_(files), sa.not_(FileRow.done), FileRow.tries > 0)
                               .values(tries=FileRow.tries - 1))
            connection.execute(sa.update(JobRow).where(JobRow.id == job).values(state="waiting", owner="", lease=None))

    def states(self) -> dict[str, int]:
        """Return how many imports there are in each state, over all projects."""
        with self.engine.connect() as connection:
            return dict(connection.execute(sa.select(JobRow.state, sa.func.count()).group_by(JobRow.state)).all())

    def outcomes(self) -> dict[str, int]:
        """Return how many documents of all imports there ever were came to which outcome."""
        with self.engine.connect() as connection:
            return dict(connection.execute(sa.select(ReportRow.outcome, sa.func.count()).group_by(ReportRow.outcome)).all())

    def _hold(self, connection: sa.Connection, job: int, owner: str, **values: str | int | datetime) -> None:
        held = connection.execute(sa.update(JobRow).where(JobRow.id == job, JobRow.owner == owner, JobRow.state == "running")
                                  .values(lease=now(), **values)).rowcount
        if not held:
            raise Lost(f"import {job}")

    def _turn(self, job: int, before: tuple[str, ...], after: str) -> None:
        with writing(self.engine) as connection:
            connection.execute(sa.update(JobRow).where(JobRow.id == job, JobRow.state.in_(before)).values(state=after, owner="", lease=None))

    def _chosen(self, *conditions: sa.ColumnElement[bool], most: int | None = None) -> list[Job]:
        counted = [sa.select(sa.func.count()).where(FileRow.job_id == JobRow.id, *also).scalar_subquery() for also in ((), (FileRow.done,))]
        chosen = sa.select(JobRow, *counted, _alive(now())).where(*conditions).order_by(JobRow.id.desc()).limit(most)
        with self.engine.connect() as connection:
            return [Job(row.id, row.project_id, row.state, row.step, row.part, row.parts, row[-3], row[-2], row.made, row.ended,
                        row.encoding, json.loads(row.columns), row.published, row.state == "running" and not row[-1])
                    for row in connection.execute(chosen)]


def _alive(moment: datetime) -> sa.ColumnElement[bool]:
    """Whether whoever has an import said so lately. A clock set back has no import wait for the day it came from."""
    return sa.func.coalesce(JobRow.lease.between(moment - LEASE, moment + LEASE), sa.false())
