"""Who sees to it that an import is done: starts its worker, and another where that one dies; ends them where the server ends."""

import contextlib
import logging
import os
import signal
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

from analysis.imports.jobs import LEASE, Job, Jobs
from analysis.library import Library

ROOT = Path(__file__).parent.parent.parent
# How often, in seconds, it is told how far a worker is.
_LOOKED = 1.0
# How long a worker that is asked to end may take over it, in seconds.
PATIENCE = 8.0
_under_way: dict[tuple[str, int], threading.Thread] = {}
_workers: set[subprocess.Popen[bytes]] = set()
_lock = threading.Lock()
_ending = threading.Event()
_timers: list[threading.Timer] = []
_log = logging.getLogger("lunheng")


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
    while not _ending.is_set() and jobs.get(job).open and died <= 2 * jobs.get(job).files + 2:
        # In a session of its own: a key pressed at a terminal is for whoever waits for it, and its own processes can be ended with it.
        with subprocess.Popen(arguments, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, start_new_session=True) as worker, _known(worker):
            try:
                while worker.poll() is None:
                    with contextlib.suppress(subprocess.TimeoutExpired):
                        worker.wait(_LOOKED)
                    # Who is long over one file has no time to say that it is alive.
                    jobs.renew(job, owner)
                    told(jobs.get(job))
            except BaseException:
                _end([worker], PATIENCE)
                raise
        if worker.returncode in (0, 1) or _ending.is_set():
            break
        died += 1
        if jobs.get(job).done == jobs.get(job).files and "--no-coding" not in arguments:
            # All is taken: it died coding, and would again.
            arguments.append("--no-coding")
        _log.warning("The worker of an import died; another goes on", extra={"job": job, "exit": worker.returncode, "died": died})
    if _ending.is_set():
        # Where it was ended before it could do so itself.
        jobs.give_back(job, owner)
    told_last = jobs.get(job)
    _log.info("Import %s", told_last.state, extra={"job": job, "files": told_last.files, "of_them_done": told_last.done})
    return told_last.state == "done"


def start(library: Library, job: int, done: Callable[[], None] = lambda: None) -> None:
    """See an import through beside everything else; at its end `done` is called.

    An import that is under way here already is left alone.
    """
    key = str(library.engine.url), job

    def work() -> None:
        open_still = False
        try:
            open_still = not see_through(library, job) and Jobs(library.engine).get(job).open
        except Exception:
            # The database is down, or its disk is full: neither lasts for ever.
            open_still = True
            _log.exception("An import could not be gone on with; it is looked at again", extra={"job": job})
        finally:
            with _lock:
                _under_way.pop(key, None)
            done()
        if open_still and not _ending.is_set():
            _later(lambda: _look(library, done))

    with _lock:
        if key not in _under_way:
            _under_way[key] = threading.Thread(target=work, name=f"import-{job}", daemon=True)
            _under_way[key].start()


def recover(library: Library, done: Callable[[], None] = lambda: None) -> None:
    """Go on with every import that nobody alive works on: those of a server that was ended in their midst.

    One whose worker was alive a moment ago is looked at again when it has had time to say so once more.
    """
    _ending.clear()
    left = Jobs(library.engine).open()
    for job in left:
        if job.state == "waiting" or job.stale:
            start(library, job.id, done)
    if any(job.state == "running" and not job.stale for job in left):
        _later(lambda: _look(library, done))


def stop(patience: float = PATIENCE) -> int:
    """End what is under way here, as the server ends, and return how many imports that were: the next server goes on with them.

    Parameters
    ----------
    patience : float
        Seconds the workers may take to give their imports back; then they are killed.
    """
    _ending.set()
    while _timers:
        _timers.pop().cancel()
    with _lock:
        workers, threads = list(_workers), list(_under_way.values())
    until = time.monotonic() + patience
    _end(workers, patience)
    for thread in threads:
        thread.join(max(0.5, until - time.monotonic()))
    if not any(thread.is_alive() for thread in threads):
        # Nobody is left who has to know.
        _ending.clear()
    return len(threads)


@contextlib.contextmanager
def _known(worker: subprocess.Popen[bytes]) -> Iterator[None]:
    """Have a worker among those that are ended with the server."""
    with _lock:
        _workers.add(worker)
    try:
        if _ending.is_set():
            _end([worker], PATIENCE)
        yield
    finally:
        with _lock:
            _workers.discard(worker)


def _end(workers: list[subprocess.Popen[bytes]], patience: float) -> None:
    """Ask workers to end, with all processes of theirs, and kill those that do not."""
    until = time.monotonic() + patience
    for number in (signal.SIGTERM, signal.SIGKILL):
        for worker in workers:
            # Gone already, or its last process is.
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(worker.pid, number)
        for worker in workers:
            with contextlib.suppress(subprocess.TimeoutExpired):
                worker.wait(max(0.1, until - time.monotonic()))


def _look(library: Library, done: Callable[[], None]) -> None:
    """Recover, as often as it takes until the database answers."""
    if _ending.is_set():
        return
    try:
        recover(library, done)
    except Exception:
        _log.exception("Unfinished imports could not be looked at; they are again")
        _later(lambda: _look(library, done))


def _later(look: Callable[[], None]) -> None:
    timer = threading.Timer(LEASE.total_seconds() + 1, look)
    timer.name, timer.daemon = "imports-left", True
    _timers[:] = [*(one for one in _timers if one.is_alive()), timer]
    timer.start()
