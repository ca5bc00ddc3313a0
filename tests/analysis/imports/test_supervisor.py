"""A process of its own does the import; where it dies another goes on."""

import json
import os
import random
import signal
import subprocess
import sys

import pytest

from analysis import store
from analysis.imports import Jobs, supervisor
from analysis.imports import jobs as kept
from analysis.library import Library
from tests.killing import killed_import, killed_review

TEXT = "顾远认为，谈判大概率破裂。"


def test_a_process_of_its_own_takes_and_codes(tmp_path):
    with Library() as library:
        library.shows_sample = False
        job = Jobs(library.engine).begin(1, [("a.txt", TEXT.encode(), "")])
        told = []
        assert supervisor.see_through(library, job, told=told.append)
        assert Jobs(library.engine).counts(job) == {"taken": 1}
        assert told and told[-1].files == 1
    # The pages find the tables made.
    (about,) = (store.folder() / "tables").glob("*/about.json")
    assert len(json.loads(about.read_text())["documents"]) == 1


def test_a_worker_stands_back_for_whoever_reads_meanwhile(tmp_path):
    said = subprocess.run([sys.executable, "-c", "import os; from analysis.imports import worker; worker.main(['0', 'nobody']); print(os.nice(0))"],
                          cwd=supervisor.ROOT, env={**os.environ, "LUNHENG_HOME": str(tmp_path)}, capture_output=True, text=True, check=True)
    assert int(said.stdout) >= os.nice(0) + 5


def test_where_a_worker_dies_over_a_file_another_goes_on_without_it(monkeypatch):
    class Dies:
        """A worker that is killed as it reads."""

        returncode = -signal.SIGKILL

        def __init__(self, arguments, **_):
            self.job, self.owner = int(arguments[3]), arguments[4]

        def __enter__(self):
            with Library() as library:
                jobs = Jobs(library.engine)
                jobs.claim(self.job, self.owner)
                if jobs.next(self.job, self.owner)[0].tries >= kept.TRIES:
                    Dies.returncode = 1
            return self

        def __exit__(self, *_):
            return None

        def poll(self):
            return self.returncode

    with Library() as library:
        jobs = Jobs(library.engine)
        job = jobs.begin(1, [("a.txt", TEXT.encode(), "")])
        monkeypatch.setattr(supervisor.subprocess, "Popen", Dies)
        assert not supervisor.see_through(library, job)
        assert jobs.get(job).state == "running" and jobs.get(job).done == 0


def test_imports_an_ended_server_left_are_gone_on_with(monkeypatch):
    started = []
    monkeypatch.setattr(supervisor, "start", lambda library, job, done: started.append(job))
    monkeypatch.setattr(supervisor, "_later", lambda look: None)
    with Library() as library:
        jobs = Jobs(library.engine)
        waiting, running, cancelled = (jobs.begin(1, [("a.txt", TEXT.encode(), "")]) for _ in range(3))
        jobs.claim(running, "somebody")
        jobs.cancel(cancelled)
        supervisor.recover(library)
    assert started == [waiting]


@pytest.mark.parametrize("killed", [killed_import, killed_review])
def test_killed_at_any_moment_nothing_said_is_lost_and_nothing_is_double(killed, tmp_path):
    # Fifty moments each, on both databases: python -m tests.benchmarks.killing
    killed(f"sqlite:///{tmp_path / 'library.db'}", random.Random(3))


def test_killed_on_postgresql_nothing_said_is_lost_and_nothing_is_double(own_postgresql):
    killed_import(own_postgresql, random.Random(4))
