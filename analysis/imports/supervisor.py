"""Who sees to it that an import is done: starts its worker, and another where that one dies."""

import contextlib
import logging
import os
import subprocess
import sys
import threading
import uuid
from collections.abc import Callable
from pathlib import Path

from analysis.imports.jobs import Job, Jobs
from analysis.library import Library

ROOT = Path(__file__).parent.parent.parent
# How often, in seconds, it is told how far a worker is.
_LOOKED = 1.0
_under_way: dict[tuple[str, int], threading.Thread] = {}
_lock = threading.Lock()


def see_through(library: Library, job: int, *, coding: bool = True, owner: str | None = None,
                told: Callable[[Job], None] = lambda job: None) -> bool:
    """Return once an import is done or cancelled, or somebody else has it; whether it is done.

    Parameters
    ----------
    library : Library
    job : int
    coding : bool
        Whether the documents are coded too.
    owner : str, optional
        Who claims it; a worker started in place of one that died says the same.
    told : callable
        Called with the job each second, and at its end.
    """
    owner = owner or uuid.uuid4().hex
    jobs = Jobs(library.engine)
    arguments = [sys.executable, "-m", "analysis.imports.worker", str(job), owner, *([] if coding else ["--no-coding"])]
    environment = {**os.environ, "LUNHENG_DATABASE": library.engine.url.render_as_string(hide_password=False)}
    died = 0
    # Each file may end a worker twice, and coding once or twice; more is nothing that trying again mends.
    while jobs.get(job).open and died <= 2 * jobs.get(job).files + 2:
        with subprocess.Popen(arguments, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL) as worker:
            try:
                while worker.poll() is None:
                    with contextlib.suppress(subprocess.TimeoutExpired):
                        worker.wait(_LOOKED)
                    # Who is long over one file has no time to say that it is alive.
                    jobs.renew(job, owner)
                    told(jobs.get(job))
            except BaseException:
                worker.kill()
                raise
        if worker.returncode in (0, 1):
            break
        died += 1
        if jobs.get(job).done == jobs.get(job).files and "--no-coding" not in arguments:
            # All is taken: it died coding, and would again.
            arguments.append("--no-coding")
        logging.getLogger("lunheng").warning("The worker of import %s died; another goes on", job)
    return jobs.get(job).state == "done"


def start(library: Library, job: int, done: Callable[[], None] = lambda: None) -> None:
    """See an import through beside everything else; at its end `done` is called.

    An import that is under way here already is left alone.
    """
    key = str(library.engine.url), job

    def work() -> None:
        try:
            see_through(library, job)
        finally:
            with _lock:
                _under_way.pop(key, None)
            done()

    with _lock:
        if key not in _under_way:
            _under_way[key] = threading.Thread(target=work, name=f"import-{job}", daemon=True)
            _under_way[key].start()


def recover(library: Library, done: Callable[[], None] = lambda: None) -> None:
    """Go on with every import that nobody alive works on: those of a server that was ended in their midst."""
    for job in Jobs(library.engine).open():
        if job.state == "waiting" or job.stale:
            start(library, job.id, done)
