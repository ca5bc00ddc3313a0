"""Two hundred hostile and broken files in one import: each is told of, and the rest of the import comes through."""

from collections import defaultdict

import pytest

from analysis.imports import Jobs, worker
from analysis.library import Library
from tests.analysis.readers import hostile

GOOD = [(f"good{number}.txt", f"第{number}篇：谈判有望重启。".encode()) for number in range(3)]


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    """Every file with what became of it, and the library."""
    made = hostile.files()
    files = [GOOD[0], *made[:100], GOOD[1], *made[100:], GOOD[2]]
    with Library(f"sqlite:///{tmp_path_factory.mktemp('hostile') / 'library.db'}") as library:
        jobs = Jobs(library.engine)
        job = jobs.begin(1, [(name, data, "") for name, data in files])
        assert worker.run(library, job, "test", coding=False)
        yield files, jobs.reports(job), library, jobs.get(job)


def test_there_are_two_hundred_of_them_and_always_the_same():
    assert len(hostile.files()) == 200
    assert hostile.files() == hostile.files()


def test_every_file_is_done_and_told_of(imported):
    files, reports, _, job = imported
    assert job.state == "done" and job.done == len(files) == 203
    assert len(reports) >= len(files)
    assert all(report.outcome in ("taken", "repost", "already there", "refused") for report in reports)


def test_what_is_refused_says_why_and_what_to_do(imported):
    _, reports, _, _ = imported
    refused = [report for report in reports if report.outcome == "refused"]
    assert len(refused) > 80
    assert [report for report in refused if len(report.reason) < 15 or not report.reason.rstrip().endswith((".", ")"))] == []


def test_no_reader_is_surprised(imported):
    _, reports, _, _ = imported
    assert [report.reason for report in reports if "could not be read (" in report.reason] == []


def test_the_rest_of_the_import_comes_through(imported):
    _, reports, library, _ = imported
    outcomes = {report.source: report.outcome for report in reports}
    assert {outcomes[name] for name, _ in GOOD} == {"taken"}
    assert {data.decode() for _, data in GOOD} <= {reading.text for reading in library.readings()}


def test_no_name_is_a_path_and_nothing_came_from_outside(imported):
    _, _, library, _ = imported
    held = library.readings()
    assert all("\0" not in reading.text + reading.source for reading in held)
    assert not any("root:" in reading.text for reading in held)
    names = defaultdict(int)
    for reading in held:
        names[reading.source.partition(".zip/")[2] or reading.source] += 1
    assert not any("/" in name or "\\" in name for name in names)
