"""Whether this server can do its work: what it rests on, and the tables it shows. Asked by /ready and counted in /metrics."""

from concurrent.futures import Future, ThreadPoolExecutor, wait

from analysis import readiness, store
from pages.parts import project, tables

OK = readiness.OK
NOT_LOADED, NO_ANSWER = "not loaded", "no answer"
# Whoever asks gives up after ten seconds, as a rule.
SECONDS = 3.0
_threads = ThreadPoolExecutor(3, thread_name_prefix="ready")
_asked: dict[str, Future[str]] = {}


def checks(seconds: float = SECONDS) -> dict[str, str]:
    """Return what each check says: `ok`, or what is wrong in a word or two that names no place and no address.

    Parameters
    ----------
    seconds : float
        How long to wait. A check that is not done then is `no answer`, and is not begun again before it is done: who asks often of a
        database that hangs does not fill the server with those who wait.
    """
    for name, check in _CHECKS.items():
        if name not in _asked or _asked[name].done():
            _asked[name] = _threads.submit(check)
    asked = dict(_asked)
    wait(asked.values(), seconds)
    return {name: answer.result() if answer.done() else NO_ANSWER for name, answer in asked.items()}


def _tables() -> str:
    """Load the tables if they are not: a server on which that failed once is ready as soon as it can be done."""
    try:
        tables.current()
    except Exception:
        # The page that could not be drawn, or the start of the server, logged why.
        return NOT_LOADED
    return OK


def _database() -> str:
    try:
        return readiness.database(project.opened().engine)
    except Exception:
        # The library could not even be opened.
        return readiness.UNREACHABLE


def _disk() -> str:
    return readiness.disk(store.folder())


_CHECKS = {"tables": _tables, "database": _database, "disk": _disk}
