"""Every change with its maker, in its own transaction; what a role does not allow is not done."""

import pandas as pd
import pytest
import sqlalchemy as sa

from analysis import acting
from analysis.access import ADMIN, CODER, NONE, READER, Person, Refused
from analysis.audit import Log, deeds
from analysis.backup import backup, restore
from analysis.briefing import start
from analysis.briefings import Briefings
from analysis.imports import Jobs, worker
from analysis.library import Library
from analysis.own_codebook import OwnCodebook
from analysis.projects import Projects
from analysis.reviews import Assignments, Review, Reviews
from analysis.verification.own_questions import OwnQuestions
from analysis.views import Views

RENAMED = Review("d", "voice", "rename", "甲", said={"commentator": "乙"}, coder="ana")


@pytest.fixture
def library(any_library):
    return any_library


def by(role: str, name: str = "ana"):
    return acting.as_(Person(name, role))


def told(library: Library) -> list[tuple[str, str, str, int]]:
    """Return who did what to what, how many, the first first."""
    rows = Log(library.engine).entries()
    return [(row.who, row.did, row.name or row.key, row.n) for row in rows[::-1].itertuples()]


def test_what_somebody_does_is_told_with_name_thing_and_number(library):
    with by(ADMIN):
        (report,) = library.add("甲.txt", "谈判破裂。".encode())
        library.amend(report.doc_id, "title", "新题", "ana")
        library.remove(report.doc_id)
        library.restore(report.doc_id)
        (number,) = Reviews(library.engine).keep(RENAMED)
        Reviews(library.engine).undo(number)
        Assignments(library.engine).assign([report.doc_id], ["bo", "chen"])
        Assignments(library.engine).finish(report.doc_id, "bo")
        Assignments(library.engine).withdraw(report.doc_id, "chen")
        project = Projects(library.engine).make("第二")
        Projects(library.engine).rename(project, "二")
        Projects(library.engine).remove(project)
        library.shows_sample = False
        kept = Briefings(library.engine)
        name = kept.create("周报", start("slides"))
        kept.rename(name, "月报")
        kept.delete("月报")
        views = Views(library.engine)
        views.remove(views.save("视图", "issues", "").key)
        OwnQuestions(library.engine).withdraw("q1")
    assert told(library) == [("ana", did, thing, n) for did, thing, n in (
        ("add", "谈判破裂…", 1), ("amend", "新题", 1), ("delete", "新题", 1), ("bring_back", "新题", 1), ("review", "d", 1), ("review_undo", str(number), 1),
        ("assign", "新题", 2), ("coding_finish", "新题", 1), ("assign_undo", "新题", 1), ("project_make", "第二", 1), ("project_rename", "二", 1),
        ("project_delete", "二", 1), ("project_sample", "1", 1), ("briefing_make", "周报", 1), ("briefing_rename", "月报", 1),
        ("briefing_delete", "月报", 1), ("view_save", "视图", 1), ("view_delete", "视图", 1), ("question_withdraw", "q1", 1))]


def test_many_at_once_are_one_entry(library):
    library.add("多.jsonl", "\n".join(f'{{"text": "谈判破裂之{number}。"}}' for number in range(1500)).encode())
    entries = Log(library.engine).entries(did="add")
    assert list(entries["n"]) == [1500]
    assert len(entries["key"].iloc[0].split()) == 3


@pytest.mark.parametrize("role", [READER, NONE])
def test_who_looks_can_change_nothing(library, role):
    (report,) = library.add("甲.txt", "谈判破裂。".encode())
    before, tables = told(library), rows(library)
    deeds_tried = (
        lambda: library.add("乙.txt", "谈判重启。".encode()), lambda: library.amend(report.doc_id, "title", "x", "eve"), lambda: library.remove(report.doc_id),
        lambda: Reviews(library.engine).keep(RENAMED), lambda: Jobs(library.engine).begin(1, [("a.txt", b"a", "")]),
        lambda: Projects(library.engine).make("x"), lambda: Briefings(library.engine).create("x", start("slides")),
        lambda: Views(library.engine).save("x", "issues", ""), lambda: OwnQuestions(library.engine).withdraw("q"),
        lambda: setattr(library, "columns", {"text": "x"}), lambda: Assignments(library.engine).assign([report.doc_id], ["eve"]),
        lambda: OwnCodebook(library.engine)._write([("issue", "x", "{}")], "eve", None))
    for tried in deeds_tried:
        with by(role, "eve"), pytest.raises(Refused, match="eve has the role"):
            tried()
    assert told(library) == before and rows(library) == tables


def rows(library: Library) -> dict[str, int]:
    from analysis.holdings import Base

    with library.engine.connect() as connection:
        return {table.name: connection.execute(sa.select(sa.func.count()).select_from(table)).scalar() for table in Base.metadata.sorted_tables}


def test_a_coder_works_and_deletes_nothing(library):
    with by(CODER):
        (report,) = library.add("甲.txt", "谈判破裂。".encode())
        Reviews(library.engine).keep(RENAMED)
        name = Briefings(library.engine).create("周报", start("slides"))
        for tried in (lambda: library.remove(report.doc_id), lambda: Briefings(library.engine).delete(name), lambda: Projects(library.engine).make("x"),
                      lambda: OwnCodebook(library.engine)._write([("issue", "x", "{}")], "ana", None), lambda: setattr(library, "shows_sample", False)):
            with pytest.raises(Refused):
                tried()
    assert [did for _, did, _, _ in told(library)] == ["add", "review", "briefing_make"]
    assert [held.doc_id for held in library.page().documents] == [report.doc_id]


def test_a_change_that_is_rolled_back_leaves_no_entry(library):
    with pytest.raises(KeyError):
        library.remove("nothing")
    with pytest.raises(ZeroDivisionError), library.engine.begin() as connection:
        connection.execute(sa.update(sa.table("projects", sa.column("name"), sa.column("id"))).values(name="x"))
        raise ZeroDivisionError
    assert told(library) == []


def test_an_import_is_done_in_the_name_of_whoever_began_it(library):
    with by(CODER, "ana"):
        job = Jobs(library.engine).begin(1, [("甲.txt", "谈判破裂。".encode(), "")])
    with worker.in_the_name_of(library, job):
        worker.run(library, job, "w", coding=False)
    assert told(library) == [("ana", "import", str(job), 1), ("ana", "add", "谈判破裂…", 1)]


def test_a_library_read_back_is_one_entry_after_those_of_its_own(library, tmp_path):
    with by(CODER, "bo"):
        library.add("甲.txt", "谈判破裂。".encode())
    backup(library.engine, tmp_path / "all.zip")
    with Library(f"sqlite:///{tmp_path / 'again.db'}") as again:
        with by(CODER), pytest.raises(Refused):
            restore(again.engine, tmp_path / "all.zip")
        with by(ADMIN):
            restore(again.engine, tmp_path / "all.zip")
        assert told(again) == [("bo", "add", "谈判破裂…", 1), ("ana", "restore", "all.zip", 1)]


def test_a_table_nobody_thought_of_is_not_written(library):
    Views(library.engine).save("视图", "issues", "")
    with pytest.raises(deeds.Unforeseen), library.engine.begin() as connection:
        connection.execute(sa.delete(sa.table("views")))
    assert len(Views(library.engine).listed()) == 1


def test_what_a_library_kept_before_there_was_a_log_is_told_in_it(library):
    Reviews(library.engine).keep(RENAMED)
    (report,) = library.add("甲.txt", "谈判破裂。".encode())
    library.amend(report.doc_id, "title", "新题", "chen")
    with library.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE audit")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0005'")
    with Library(library.engine.url.render_as_string(hide_password=False)) as opened:
        assert told(opened) == [("ana", "review", "d", 1), ("chen", "amend", report.doc_id, 1)]
        assert isinstance(Log(opened.engine).entries()["made"].iloc[0], pd.Timestamp)
