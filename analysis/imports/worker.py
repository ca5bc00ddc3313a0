"""The process that does an import: `python -m analysis.imports.worker JOB OWNER`.

It may die at any moment: whoever started it starts another (supervisor.py), which goes on where this one stopped. Asked to end
(SIGTERM), it leaves what it is at, gives the import back and ends.
"""

import contextlib
import faulthandler
import logging
import os
import resource
import signal
import sys
import time
from collections.abc import Iterator

from analysis import acting, logs, readers
from analysis.access import CODER, Person
from analysis.audit import Log
from analysis.imports.jobs import TRIES, File, Job, Jobs, Lost, Read
from analysis.intake import Incoming, Report
from analysis.library import Library
from analysis.readers import Reading, ReadingError

# What this process may hold while it reads, in bytes, and how many seconds a file may take. A library of C code that does not
# come back is ended with the process after as long again.
MOST_MEMORY, SECONDS = 550_000_000, 60
_LEAST_MEMORY = 100_000_000
# So many documents are written at once: a table of a hundred thousand takes no more memory than that, and nobody else waits long.
_AT_ONCE = 1000
# How far it stands back where a dashboard beside it wants the processor too, from 0 to 19; what it starts does as well.
_STANDS_BACK = 10


class _TooLong(Exception):
    """A file took too long to be read."""


class Ended(BaseException):
    """Whoever started this process asked it to end."""


class _Ending:
    """Whether this process was asked to end, and whether it may be torn from what it does: not while it writes."""

    asked = False
    at_once = False

    def ask(self, *_: object) -> None:
        """Take note; as a signal's handler."""
        self.asked = True
        if self.at_once:
            raise Ended

    def check(self) -> None:
        """Raise `Ended` where it was asked."""
        if self.asked:
            raise Ended

    @contextlib.contextmanager
    def anywhere(self, torn: bool = True) -> Iterator[None]:
        """Let what is done in the block be torn off at any place; with `torn` False, only after it."""
        self.check()
        before, self.at_once = self.at_once, torn
        try:
            yield
        finally:
            self.at_once = before
        self.check()


def run(library: Library, job: int, owner: str, *, coding: bool = True) -> bool:
    """Do an import to its end, and return whether it was done here.

    Parameters
    ----------
    library : Library
    job : int
    owner : str
        Who claims it.
    coding : bool
        Whether the project's documents are coded too, so that the pages find them done.
    """
    jobs = Jobs(library.engine)
    if not jobs.claim(job, owner):
        return False
    told, under_way = jobs.get(job), []
    try:
        while files := jobs.next(job, owner):
            under_way = [file.id for file in files]
            _ending.check()
            _take(jobs, told, owner, files)
            under_way = []
        if coding and any(outcome in ("taken", "repost") for outcome in jobs.counts(job)):
            jobs.alive(job, owner, "coding", 0, 1)
            _code(library.of(told.project), jobs, job, owner)
        jobs.end(job, owner)
    except Lost:
        return False
    except Ended:
        jobs.give_back(job, owner, under_way)
        return False
    return True


def in_the_name_of(library: Library, job: int) -> contextlib.AbstractContextManager[None]:
    """Return a context in which is acted in the name of whoever began an import; where nobody knows, of whoever started this program."""
    who = Log(library.engine).who("import", str(job))
    return acting.as_(Person(who, CODER)) if who else contextlib.nullcontext()


def _take(jobs: Jobs, job: Job, owner: str, files: list[File]) -> None:
    before, said = jobs.get(job.id), time.monotonic()
    read: list[Read] = []

    def write() -> None:
        if read:
            jobs.done(job.id, owner, job.project, read, job.published)
            read.clear()

    for number, file in enumerate(files):
        refused, readings = _read(job, file)
        _ending.check()
        for start in range(file.part, max(len(readings), 1), _AT_ONCE):
            if time.monotonic() - said > 1:
                said = time.monotonic()
                jobs.alive(job.id, owner, "comparing" if start else "reading", start, len(readings))
            incoming = [Incoming.of(reading, file.original, file.url) for reading in readings[start:start + _AT_ONCE]]
            whole = start + _AT_ONCE >= len(readings)
            read.append(Read(file, refused if whole else (), incoming, start + len(incoming), whole))
            if sum(len(one.incoming) for one in read) >= _AT_ONCE:
                write()
        if number + 1 == len(files):
            write()
    jobs.alive(job.id, owner, "reading", before.done + len(files), before.files)


def _read(job: Job, file: File) -> tuple[list[Report], tuple[Reading, ...]]:
    if file.tries >= TRIES:
        return [_refused(file, "ended the program that reads it, twice", "Save it anew in another format.")], ()
    try:
        with _ending.anywhere(), _guarded():
            contents = readers.read(file.name, file.data, job.encoding or None, job.columns)
    except ReadingError as error:
        return [Report(error.source, "refused", str(error))], ()
    except MemoryError:
        return [_refused(file, "takes too much memory to be read", "Split it.")], ()
    except _TooLong:
        return [_refused(file, f"took longer than {SECONDS} seconds to be read", "Split it.")], ()
    except Exception as error:
        # What no reader foresaw must not end the import of all other files.
        return [_refused(file, f"could not be read ({type(error).__name__})", "Save it anew in another format.")], ()
    return [Report(fault.source, "refused", str(fault)) for fault in contents.faults], contents.readings


def _refused(file: File, reason: str, move: str) -> Report:
    return Report(file.name, "refused", str(ReadingError(file.name, reason, move)))


@contextlib.contextmanager
def _guarded() -> Iterator[None]:
    """Limit memory and time; only in a process of its own, whose main thread this is."""
    if not _alone:
        yield
        return

    def late(*_: object) -> None:
        raise _TooLong

    hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
    before = signal.signal(signal.SIGALRM, late)
    more = max(MOST_MEMORY - _memory("VmRSS"), _LEAST_MEMORY)
    resource.setrlimit(resource.RLIMIT_DATA, (_memory("VmData") + more, hard))
    signal.alarm(SECONDS)
    faulthandler.dump_traceback_later(2 * SECONDS, exit=True)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()
        signal.alarm(0)
        resource.setrlimit(resource.RLIMIT_DATA, (hard, hard))
        signal.signal(signal.SIGALRM, before)


def _memory(name: str) -> int:
    """Return how many bytes of a kind the kernel counts for this process: `VmRSS` in use, `VmData` its own."""
    with open("/proc/self/status") as said:
        return next((int(line.split()[1]) * 1024 for line in said if line.startswith(f"{name}:")), 0)


def _code(library: Library, jobs: Jobs, job: int, owner: str) -> None:
    # Imported here: it takes a while, and an import that takes nothing needs none of it.
    from analysis import corpus, pipeline, together

    steps = iter(range(1, pipeline.STEPS + 1))

    def tell(_step: str) -> None:
        with _ending.anywhere(torn=False):
            jobs.alive(job, owner, "coding", next(steps), pipeline.STEPS)

    try:
        with _ending.anywhere():
            if _alone:
                corpus.coded(library, tell, together.code, together.table)
            else:
                corpus.coded(library, tell)
    except Lost:
        raise
    except Exception:
        # What was torn off may have failed in another way by that.
        _ending.check()
        # The documents are in; whoever opens a page next is told what is wrong with the coding.
        logging.getLogger("lunheng").exception("What import %s took could not be coded", job)


_alone = False
_ending = _Ending()


def main(arguments: list[str]) -> int:
    """Do the import that is named; return 0 where all of it is known, 1 where it is left as it is: another has it, or it cannot be gone on with now."""
    global _alone
    _alone = sys.platform == "linux"
    signal.signal(signal.SIGTERM, _ending.ask)
    os.nice(_STANDS_BACK)
    with logs.written():
        try:
            with Library() as library, in_the_name_of(library, int(arguments[0])):
                return 0 if run(library, int(arguments[0]), arguments[1], coding="--no-coding" not in arguments) else 1
        except Exception:
            # The disk is full, the database is gone: trying at once would not help.
            logging.getLogger("lunheng").exception("The worker of an import failed", extra={"job": int(arguments[0])})
            return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
