"""Imports as they stand in the database, on both databases."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from analysis.holdings import Original
from analysis.imports import Jobs, worker
from analysis.imports import jobs as kept
from analysis.imports.jobs import JobRow, Lost, Read
from analysis.projects import Projects
from tests.analysis.imports.files import FILES, TEXT


@pytest.fixture
def library(any_library):
    return any_library


@pytest.fixture
def jobs(library):
    return Jobs(library.engine)


def originals(library):
    with library.engine.connect() as connection:
        return connection.execute(sa.select(sa.func.count()).select_from(Original)).scalar()


def test_what_is_kept_waits_until_somebody_takes_it(library, jobs):
    job = jobs.begin(1, FILES, "utf-8", date(2025, 3, 4), {"text": "正文"})
    told = jobs.get(job)
    assert (told.state, told.files, told.done, told.columns, told.published) == ("waiting", 5, 0, {"text": "正文"}, date(2025, 3, 4))
    assert library.readings() == []
    assert worker.run(library, job, "one", coding=False)
    told = jobs.get(job)
    assert (told.state, told.done, told.open) == ("done", 5, False) and told.ended is not None
    assert jobs.counts(job) == {"taken": 5}
    assert {reading.published for reading in library.readings()} == {date(2025, 3, 4)}


def test_what_was_refused_leaves_only_its_report(library, jobs):
    job = jobs.begin(1, [("a.pdf", b"no pdf", ""), FILES[0]], refused=[("gone.txt", "gone.txt: No such file. Check the path.")])
    worker.run(library, job, "one", coding=False)
    assert jobs.counts(job) == {"refused": 2, "taken": 1}
    assert originals(library) == 1
    assert {report.source for report in jobs.reports(job, "refused")} == {"a.pdf", "gone.txt"}


def test_what_is_there_already_and_what_is_published_again_is_told(library, jobs):
    long = "".join(TEXT.format(number) for number in range(40))
    library.add("a.txt", long.encode())
    job = jobs.begin(1, [("b.txt", long.encode(), ""), ("c.txt", f"转载\n{long}".encode(), "")])
    worker.run(library, job, "one", coding=False)
    assert jobs.counts(job) == {"already there": 1, "repost": 1}


def test_a_file_keeps_the_address_it_came_from(library, jobs):
    job = jobs.begin(1, [("a.txt", TEXT.encode(), "https://example.org/a")])
    worker.run(library, job, "one", coding=False)
    assert [reading.url for reading in library.readings()] == ["https://example.org/a"]


def test_of_two_workers_one_gets_the_job(jobs):
    job = jobs.begin(1, FILES)
    assert jobs.claim(job, "one")
    assert not jobs.claim(job, "two")
    assert jobs.claim(job, "one")


def test_a_job_whose_worker_died_is_free_after_a_while(jobs):
    job = jobs.begin(1, FILES)
    jobs.claim(job, "one")
    assert not jobs.get(job).stale
    with jobs.engine.begin() as connection:
        connection.execute(sa.update(JobRow).values(lease=kept.now() - kept.LEASE - timedelta(seconds=1)))
    assert jobs.get(job).stale and [one.id for one in jobs.unfinished()] == [job]
    assert jobs.claim(job, "two")
    with pytest.raises(Lost):
        jobs.next(job, "one")


@pytest.mark.parametrize("jump", [timedelta(days=-1), timedelta(days=365)])
def test_a_clock_that_jumps_lets_no_import_wait_and_none_be_written_by_two(jobs, monkeypatch, jump):
    job, real = jobs.begin(1, FILES), kept.now
    jobs.claim(job, "one")
    monkeypatch.setattr(kept, "now", lambda: real() + jump)
    assert jobs.get(job).stale, "nobody can say since when it was not heard of: a living one says so within a second"
    jobs.renew(job, "one")
    assert not jobs.get(job).stale
    assert not jobs.claim(job, "two")
    monkeypatch.undo()
    assert jobs.claim(job, "two")
    with pytest.raises(Lost):
        jobs.next(job, "one")


def test_a_worker_that_lost_its_job_writes_nothing(library, jobs):
    job = jobs.begin(1, FILES)
    jobs.claim(job, "one")
    files = jobs.next(job, "one")
    jobs.cancel(job)
    with pytest.raises(Lost):
        jobs.done(job, "one", 1, [Read(file) for file in files], None)
    assert jobs.get(job).done == 0


def test_a_cancelled_job_stops_and_goes_on_where_it_stopped(library, jobs, monkeypatch):
    monkeypatch.setattr(kept, "_FILES", 2)
    job = jobs.begin(1, FILES)
    take, stopped = Jobs.done, []

    def once(self, *arguments):
        take(self, *arguments)
        if not stopped:
            stopped.append(job)
            self.cancel(job)

    monkeypatch.setattr(Jobs, "done", once)
    assert not worker.run(library, job, "one", coding=False)
    assert (jobs.get(job).state, jobs.get(job).done, len(library.readings())) == ("cancelled", 2, 2)
    jobs.resume(job)
    assert worker.run(library, job, "two", coding=False)
    assert jobs.counts(job) == {"taken": 5}


def test_a_file_a_worker_died_over_is_read_alone_and_then_refused(library, jobs):
    job = jobs.begin(1, FILES)
    jobs.claim(job, "one")
    assert len(jobs.next(job, "one")) == 5
    # It died: all five were under way.
    alone = jobs.next(job, "one")
    assert [file.tries for file in alone] == [1]
    worker.run(library, job, "one", coding=False)
    assert jobs.counts(job) == {"taken": 4, "refused": 1}
    (report,) = jobs.reports(job, "refused")
    assert report.source == alone[0].name and "twice" in report.reason


def test_large_files_are_read_one_by_one(jobs, monkeypatch):
    monkeypatch.setattr(kept, "_BYTES", 10)
    job = jobs.begin(1, FILES)
    jobs.claim(job, "one")
    assert len(jobs.next(job, "one")) == 1


def test_a_fault_no_reader_foresaw_costs_one_file(library, jobs, monkeypatch):
    read = worker.readers.read

    def broken(name, *rest):
        if name == "2.txt":
            raise ZeroDivisionError
        return read(name, *rest)

    monkeypatch.setattr(worker.readers, "read", broken)
    job = jobs.begin(1, FILES)
    worker.run(library, job, "one", coding=False)
    assert jobs.counts(job) == {"taken": 4, "refused": 1}
    assert "ZeroDivisionError" in jobs.reports(job, "refused")[0].reason


def test_an_import_into_another_project_stays_there(library, jobs):
    there = Projects(library.engine).make("台海")
    job = jobs.begin(there, FILES)
    worker.run(library, job, "one", coding=False)
    assert library.readings() == [] and len(library.of(there).readings()) == 5
    assert [one.id for one in jobs.latest(there)] == [job] and jobs.latest(1) == []


def test_a_table_of_many_documents_is_taken_part_by_part_and_gone_on_with(library, jobs, monkeypatch):
    monkeypatch.setattr(worker, "_AT_ONCE", 2)
    table = "text\n" + "\n".join(TEXT.format(number) * (number + 1) for number in range(7)) + "\n,\n"
    job = jobs.begin(1, [("a.csv", table.encode(), "")])
    take, parts = Jobs.done, []

    def once(self, *arguments):
        take(self, *arguments)
        parts.append(len(library.doc_ids()))
        if len(parts) == 2:
            self.cancel(job)

    monkeypatch.setattr(Jobs, "done", once)
    assert not worker.run(library, job, "one", coding=False)
    assert len(library.doc_ids()) == 4 and jobs.get(job).done == 0
    jobs.resume(job)
    assert worker.run(library, job, "two", coding=False)
    assert parts == [2, 4, 6, 7]
    assert jobs.counts(job)["taken"] + jobs.counts(job).get("repost", 0) == 7 and originals(library) == 1
