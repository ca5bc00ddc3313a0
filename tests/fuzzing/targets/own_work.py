"""What users make, name, bring back and restore: kept as it was, or refused with a documented error."""

import atexit
import contextlib
import shutil
import tempfile
from functools import cache
from pathlib import Path

import sqlalchemy as sa
from hypothesis import strategies as st

from analysis import codebook as codebooks
from analysis.backup import BackupError, backup, is_backup, restore
from analysis.briefing import Briefing, BriefingError
from analysis.briefings import Briefings, BriefingsError
from analysis.holdings import Item
from analysis.library import Library
from analysis.own_codebook import EntryError, OwnCodebook, faults_of, from_toml, laid_over, suggested_code, to_toml
from analysis.projects import ProjectError, Projects
from analysis.reviews import Review, Reviews
from analysis.reviews import files as review_files
from analysis.reviews.records import ReviewError
from analysis.reviews.records import faults_of as review_faults
from analysis.selection import Selection
from analysis.verification import question_files, questions
from analysis.verification.own_questions import OwnQuestions
from analysis.verification.questions import Known
from analysis.views import Views, ViewsError
from tests.fuzzing.strategies import file_bytes, own_work, queries, texts
from tests.fuzzing.target import Target


@cache
def _folder() -> Path:
    place = tempfile.mkdtemp(prefix="fuzzing-")
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    return Path(place)


@cache
def library() -> Library:
    """Return a library in which every case works; what is in it grows."""
    return Library(f"sqlite:///{_folder() / 'all.db'}")


@cache
def whole_backup() -> bytes:
    """Return a backup with a row or more in most tables."""
    held = Library(f"sqlite:///{_folder() / 'whole.db'}")
    (report,) = held.add("甲.txt", "顾远认为，谈判大概率破裂。".encode())
    Reviews(held.engine).keep(Review(report.doc_id, "prediction", "reject", "relations", 5, 11, "谈判大概率破"))
    Views(held.engine).save("甲", "issues", "least=1")
    Briefings(held.engine).create("周报", Briefing("题"))
    OwnQuestions(held.engine)
    backup(held.engine, _folder() / "whole.zip")
    held.engine.dispose()
    return (_folder() / "whole.zip").read_bytes()


def own_codebook(text: str) -> None:
    """A codebook of one's own is read as far as it can be, and what can be kept is written and read again as it was."""
    found, faults = from_toml(text)
    assert all(faults)
    shipped = codebooks.load()
    fit = [entry for entry in found if not faults_of(entry, shipped)]
    again, wrong = from_toml(to_toml(fit))
    assert again == fit and not wrong
    laid_over(shipped, found)
    suggested_code(text[:20], text[20:40])


def entries_kept(entries: list) -> None:
    """Own entries are kept all or not at all, and come back as they were."""
    shipped = codebooks.load()
    _again, wrong = from_toml(to_toml(entry for entry in entries if not faults_of(entry, shipped)))
    assert not wrong
    own = OwnCodebook(library().engine)
    before = own.version()
    try:
        own.keep(*entries, shipped=shipped, coder="甲")
    except EntryError:
        assert own.version() == before
        return
    kept = {(entry.kind, entry.code): entry for entry in own.entries()}
    assert all(kept[entry.kind, entry.code] == entry for entry in {(entry.kind, entry.code): entry for entry in entries}.values())


def question_file(case: tuple) -> None:
    """Questions in a file are taken or refused by row; those taken come back from either format as they were."""
    name, data = case
    known = Known.of(codebooks.load())
    try:
        found = question_files.read(name, data, known)
    except question_files.FileError as error:
        assert str(error)
        return
    assert all(found.faults)
    questions.table(found.taken)
    questions.sources_table(found.taken)
    for form, written in (("q.csv", question_files.to_csv), ("q.json", question_files.to_json)):
        again = question_files.read(form, written(found.taken), known)
        assert again.taken == found.taken and not again.faults, (again, found)
    OwnQuestions(library().engine).save(found.taken)


def briefing_file(text: str | bytes) -> None:
    """A briefing is read or refused; one that is read is written as it was, and its entries' addresses can be opened."""
    try:
        read = Briefing.from_json(text)
    except BriefingError as error:
        assert str(error).startswith("briefing")
        return
    assert Briefing.from_json(read.to_json()) == read
    for entry in read.entries:
        entry.selection()


def briefings_kept(case: tuple) -> None:
    """A briefing is kept under a name that can be opened, changed and undone, or the name is refused."""
    name, briefing, other = case
    kept = Briefings(library().engine)
    try:
        made = kept.create(name, briefing)
    except BriefingsError:
        return
    opened = kept.open(made)
    assert opened.briefing == briefing
    kept.change(made, opened.revision, Briefing("x"))
    assert kept.undo(made).briefing == briefing
    with contextlib.suppress(BriefingsError):
        made = kept.rename(made, other)
    number = kept.delete(made)
    kept.delete(kept.restore(number))


def views_kept(case: tuple) -> None:
    """A view is kept under its name with its address, or the name is refused."""
    name, query, other = case
    views = Views(library().engine)
    try:
        view = views.save(name, "issues", query)
    except ViewsError:
        return
    assert view in views.listed()
    with contextlib.suppress(ViewsError):
        views.rename(view.key, other)
    views.remove(view.key)


def projects_kept(name: str) -> None:
    """A project is made under a name that finds it, or the name is refused."""
    projects = Projects(library().engine)
    try:
        number = projects.make(name)
    except ProjectError:
        return
    assert projects.named(name) == number
    projects.remove(number)


def review_file(lines: list[str]) -> None:
    """Reviews in a file are kept once, and those that cannot be are named by line."""
    found, faults = review_files.read(lines)
    assert all(fault.startswith("line ") for fault in faults)
    kept = Reviews(library().engine)
    for _, review in found:
        assert not review_faults(review)
    taken = review_files.take_in(kept, lines)
    assert taken.kept + taken.there == len(found)
    assert review_files.take_in(kept, lines).kept == 0
    try:
        kept.keep(*(review for _, review in found))
    except ReviewError:
        raise AssertionError("a review read from a file cannot be kept") from None


def restored(data: bytes) -> None:
    """A backup is restored whole, or refused and nothing of it is there."""
    is_backup(data)
    for file in _folder().glob("empty.db*"):
        file.unlink()
    path = _folder() / "broken.zip"
    path.write_bytes(data)
    with Library(f"sqlite:///{_folder() / 'empty.db'}") as empty:
        try:
            counts = restore(empty.engine, path)
        except BackupError:
            with empty.engine.connect() as connection:
                assert not connection.scalar(sa.select(sa.func.count()).select_from(Item))
            return
        empty.readings()
        again = _folder() / "again.zip"
        # That it was restored is a line of the audit's own.
        assert backup(empty.engine, again) | {"audit": 0} == counts | {"audit": 0}


def imported(case: tuple) -> None:
    """A file is taken into a library, and what was taken stands there as it was read, or it is refused with a reason."""
    name, data = case
    held = library()
    for report in held.add(name, data):
        assert report.outcome in ("taken", "repost", "already there", "refused")
        assert report.reason or report.outcome != "refused"
        if report.outcome == "taken":
            assert report.doc_id in held.doc_ids()
    held.page(name[:20], "added")


def addressed(query: dict) -> None:
    """Any address is a selection, and a selection comes back from its address."""
    chosen = Selection.from_query(query)
    assert Selection.from_query(chosen.to_query()) == chosen


TARGETS = (
    Target("a selection out of any address", queries.parameters(), addressed, 9000, 60),
    Target("own codebook as TOML", own_work.toml(), own_codebook, 5000, 30),
    Target("own entries kept", st.lists(own_work.entries(), max_size=3), entries_kept, 700, 5),
    Target("questions as CSV and JSON", own_work.question_files(), question_file, 2500, 20),
    Target("a briefing as JSON", own_work.briefing_files(), briefing_file, 5000, 30),
    Target("briefings kept by name", st.tuples(own_work.names(), own_work.briefings(), own_work.names()), briefings_kept, 300, 4),
    Target("views kept by name", st.tuples(own_work.names(), queries.strings(), own_work.names()), views_kept, 500, 6),
    Target("projects by name", own_work.names(), projects_kept, 500, 6),
    Target("reviews as a file", st.lists(own_work.reviews(), max_size=4), review_file, 500, 6),
    Target("a broken backup restored", st.deferred(lambda: own_work.backups(whole_backup())), restored, 100, 3),
    Target("files into a library", st.sampled_from(file_bytes.ENDINGS).flatmap(lambda ending: st.tuples(st.one_of(file_bytes.names(ending), texts.short(2)), file_bytes.files(ending))), imported, 150, 3),
)
