"""An import ended in its midst is given back, and gone on with as if nothing had happened."""

import json
import os
import signal
import threading

import pytest
import sqlalchemy as sa

from analysis.imports import Jobs, supervisor, worker
from analysis.imports import jobs as kept
from analysis.imports.jobs import FileRow
from analysis.library import Library
from tests.analysis.imports.files import FILES, TEXT


@pytest.fixture
def library(any_library):
    return any_library


@pytest.fixture
def ending(monkeypatch):
    """As a worker that has not been asked to end yet."""
    monkeypatch.setattr(worker, "_ending", worker._Ending())
    return worker._ending


def tries(library):
    with library.engine.connect() as connection:
        return connection.scalars(sa.select(FileRow.tries).order_by(FileRow.id)).all()


def test_asked_to_end_while_it_reads_it_gives_the_import_back(library, ending, monkeypatch):
    read, jobs = worker.readers.read, Jobs(library.engine)
    job = jobs.begin(1, FILES)

    def asked(name, *rest):
        if name == "3.txt":
            ending.ask()
        return read(name, *rest)

    with monkeypatch.context() as once:
        once.setattr(worker.readers, "read", asked)
        assert not worker.run(library, job, "one", coding=False)
    told = jobs.get(job)
    assert (told.state, told.done, told.stale) == ("waiting", 0, False)
    assert tries(library) == [0] * 5
    monkeypatch.setattr(worker, "_ending", worker._Ending())
    # Nobody waits until the first one is taken for dead.
    assert worker.run(library, job, "two", coding=False)
    assert jobs.counts(job) == {"taken": 5}


def test_being_ended_twice_over_a_file_is_not_held_against_it(library, monkeypatch):
    read, jobs = worker.readers.read, Jobs(library.engine)
    job = jobs.begin(1, FILES[:1])
    for owner in ("one", "two", "three"):
        monkeypatch.setattr(worker, "_ending", worker._Ending())
        with monkeypatch.context() as once:
            once.setattr(worker.readers, "read", lambda *asked: worker._ending.ask())
            assert not worker.run(library, job, owner, coding=False)
    monkeypatch.setattr(worker, "_ending", worker._Ending())
    assert worker.readers.read is read
    assert worker.run(library, job, "four", coding=False)
    assert jobs.counts(job) == {"taken": 1}


def test_what_is_written_is_written_whole(library, ending, monkeypatch):
    jobs, done = Jobs(library.engine), Jobs.done
    job = jobs.begin(1, FILES)
    monkeypatch.setattr(kept, "_FILES", 2)

    def asked(self, *arguments):
        # It comes in the midst of the transaction.
        ending.ask()
        done(self, *arguments)

    monkeypatch.setattr(Jobs, "done", asked)
    assert not worker.run(library, job, "one", coding=False)
    assert (jobs.get(job).state, jobs.get(job).done, jobs.counts(job)) == ("waiting", 2, {"taken": 2})
    assert tries(library)[2:] == [0] * 3


def test_asked_to_end_while_it_codes_it_leaves_the_coding_to_the_next(library, ending, monkeypatch):
    from analysis import corpus

    jobs = Jobs(library.engine)
    job = jobs.begin(1, FILES)

    def torn(*_):
        try:
            ending.ask()
        except worker.Ended:
            # As a database's driver does that is torn from an answer.
            raise OSError("connection lost") from None

    with monkeypatch.context() as once:
        once.setattr(corpus, "coded", torn)
        assert not worker.run(library, job, "one")
    assert (jobs.get(job).state, jobs.get(job).done) == ("waiting", 5)


def test_who_lost_the_import_gives_nothing_back(library):
    jobs = Jobs(library.engine)
    job = jobs.begin(1, FILES)
    jobs.claim(job, "one")
    jobs.give_back(job, "two")
    assert jobs.get(job).state == "running"


def test_a_worker_ends_when_the_server_does_and_the_import_waits(tmp_path, monkeypatch):
    monkeypatch.setattr(supervisor, "_ending", threading.Event())
    with Library() as library:
        jobs, began = Jobs(library.engine), threading.Event()
        job = jobs.begin(1, [(f"{number}.txt", TEXT.format(number).encode() * 20, "") for number in range(2000)])
        renew = jobs.renew
        monkeypatch.setattr(Jobs, "renew", lambda self, *told: (renew(*told), began.set()))
        monkeypatch.setattr(supervisor, "_LOOKED", 0.05)
        supervisor.start(library, job)
        began.wait(20)
        (running,) = supervisor._workers
        assert supervisor.stop() == 1
        assert running.poll() is not None and supervisor._workers == set() and supervisor._under_way == {}
        assert jobs.get(job).state in ("waiting", "done")
        with pytest.raises(ProcessLookupError):
            os.killpg(running.pid, 0)


def test_a_worker_that_does_not_listen_is_killed(monkeypatch):
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('ready', flush=True); time.sleep(60)"
    with supervisor.subprocess.Popen([supervisor.sys.executable, "-c", deaf], stdout=supervisor.subprocess.PIPE, start_new_session=True) as process:
        process.stdout.readline()
        supervisor._end([process], 0.2)
        assert process.returncode == -signal.SIGKILL


def test_an_import_whose_worker_was_alive_a_moment_ago_is_looked_at_again(monkeypatch):
    monkeypatch.setattr(supervisor, "_ending", threading.Event())
    started, later = [], []
    monkeypatch.setattr(supervisor, "start", lambda library, job, done: started.append(job))
    monkeypatch.setattr(supervisor, "_later", later.append)
    with Library() as library:
        jobs = Jobs(library.engine)
        job = jobs.begin(1, FILES)
        jobs.claim(job, "of a machine that lost its power")
        supervisor.recover(library)
        assert started == [] and len(later) == 1
        with jobs.engine.begin() as connection:
            connection.execute(sa.text("UPDATE import_jobs SET lease = NULL"))
        later.pop()()
        assert started == [job] and later == []


def test_an_import_that_lost_its_database_is_looked_at_until_that_is_back(monkeypatch, caplog):
    monkeypatch.setattr(supervisor, "_ending", threading.Event())
    later, answers = [], [OSError("down"), OSError("down"), None]
    monkeypatch.setattr(supervisor, "_later", later.append)

    def down(*_):
        if failed := answers.pop(0):
            raise failed

    with Library() as library:
        job = Jobs(library.engine).begin(1, FILES)
        monkeypatch.setattr(supervisor, "see_through", down)
        supervisor.start(library, job)
        for thread in [thread for thread in threading.enumerate() if thread.name == f"import-{job}"]:
            thread.join()
        monkeypatch.setattr(supervisor, "recover", down)
        later.pop()()
        later.pop()()
    assert later == [] and answers == []
    assert caplog.text.count("OSError: down") == 2


def test_a_server_that_ends_looks_at_nothing_any_more(monkeypatch):
    ending = threading.Event()
    ending.set()
    monkeypatch.setattr(supervisor, "_ending", ending)
    monkeypatch.setattr(supervisor, "recover", lambda *_: pytest.fail("looked"))
    supervisor._look(None, lambda: None)


def test_an_import_whose_worker_could_not_go_on_is_looked_at_again(monkeypatch):
    monkeypatch.setattr(supervisor, "_ending", threading.Event())
    later = []
    monkeypatch.setattr(supervisor, "_later", later.append)
    with Library() as library:
        jobs = Jobs(library.engine)
        stuck, cancelled = jobs.begin(1, FILES), jobs.begin(1, FILES)
        jobs.claim(stuck, "one whose disk was full")
        jobs.cancel(cancelled)
        monkeypatch.setattr(supervisor, "see_through", lambda *_: False)
        for job in (stuck, cancelled):
            supervisor.start(library, job)
            for thread in [thread for thread in threading.enumerate() if thread.name == f"import-{job}"]:
                thread.join()
    assert len(later) == 1


def test_a_worker_that_fails_says_so_in_the_log_and_is_not_tried_again_at_once(monkeypatch, capsys):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setenv("LUNHENG_LOG", "json")
    monkeypatch.setattr(worker, "run", full)
    monkeypatch.setattr(worker.signal, "signal", lambda *_: None)
    with Library() as library:
        job = Jobs(library.engine).begin(1, FILES)
    monkeypatch.setattr(worker, "_alone", False)
    assert worker.main([str(job), "one"]) == 1
    (event,) = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert (event["event"], event["job"], event["exception"][-1]["message"]) == ("The worker of an import failed", job, "[Errno 28] No space left on device")


def test_what_was_to_be_looked_at_later_is_not_when_the_server_ended():
    looked = []
    supervisor._later(lambda: looked.append(1))
    (timer,) = [thread for thread in threading.enumerate() if thread.name == "imports-left"]
    supervisor.stop()
    timer.join()
    assert looked == [] and not supervisor._ending.is_set()


def test_imports_do_not_begin_while_the_server_ends(monkeypatch):
    ending = threading.Event()
    ending.set()
    monkeypatch.setattr(supervisor, "_ending", ending)
    with Library() as library:
        job = Jobs(library.engine).begin(1, FILES)
        assert not supervisor.see_through(library, job)
        assert Jobs(library.engine).get(job).state == "waiting"
