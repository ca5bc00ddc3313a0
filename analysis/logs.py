"""What a running server says of itself: a line an event, for people or as JSON, and never what a document or a secret says.

All of the program logs through Python's `logging`; here stands only how that is written. Three things hold for every line, whoever
logged it: it is one line of ASCII (nothing that a document, a name or an address holds can end it, colour it or turn it round), no
text in another script is in it (`<12 characters>` stands there instead), and no secret this process knows of.
"""

import json
import logging
import os
import re
import sys
import threading
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

import structlog

SWITCH = "LUNHENG_LOG"
FORMS = ("text", "json")
OURS = "lunheng"
_ROOT = Path(__file__).parent.parent
_LONGEST = 2000
_FRAMES = 30
_OURS = ("analysis", "charts", "pages", "dashboard")
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f]")
# In an address, a header, a connection string; what follows is not said. In a query, OAuth's code and state are as good as a password.
_SECRET = re.compile(r"(?i)((?:password|passwd|pwd|secret|token|api[-_]?key|authorization|cookie)['\"]?\s*[=:]\s*['\"]?(?:bearer\s+|basic\s+)?"
                     r"|[?&](?:code|state|key|provider|id_token_hint)=)[^\s&'\",;]+")
_BEARER = re.compile(r"(?i)\b(bearer|basic)\s+[A-Za-z0-9._~+/=-]{8,}")
_USER = re.compile(r"(://[^\s:/@]*:)[^\s@/]+@")
_SECRET_NAME = re.compile(r"(?i)(key|secret|token|password|cookie)s?$")
_HIDDEN = "***"
# Shorter ones would hide ordinary words.
_SHORTEST = 6
_hidden: set[str] = set()


def hide(*secrets: str) -> None:
    """Never write some values from here on: those that stand in no variable of the environment."""
    _hidden.update(secret for secret in secrets if len(secret) >= _SHORTEST)


def is_secret(name: str) -> bool:
    """Whether what is called so is a secret: a key, a token, a password, a cookie."""
    return bool(_SECRET_NAME.search(name))


def clean(text: str) -> str:
    """Return a text as a log may hold it: one line of ASCII of at most 2,000 characters, without secrets."""
    for secret in sorted(_known(), key=len, reverse=True):
        text = text.replace(secret, _HIDDEN)
    text = _USER.sub(rf"\1{_HIDDEN}@", text)
    text = _BEARER.sub(rf"\1 {_HIDDEN}", _SECRET.sub(rf"\1{_HIDDEN}", text))
    text = _FOREIGN.sub(lambda run: f"<{len(run[0])} characters>", text)
    text = _UNPRINTABLE.sub(lambda sign: repr(sign[0])[1:-1], text)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}... ({len(text):,} characters)"


def exceptions(error: BaseException) -> list[dict[str, Any]]:
    """Return an exception and those that led to it, the first first: each with its type, message and frames.

    Notes
    -----
    A message is left out where it may quote what was read: of the types of Python and of libraries only those of the operating system and
    of databases are told, of a database's nothing that names values.
    """
    told: list[dict[str, Any]] = []
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        frames = traceback.extract_tb(one.__traceback__)[-_FRAMES:]
        told.append({"type": f"{type(one).__module__}.{type(one).__qualname__}", "message": clean(_message(one)),
                     "frames": [clean(f"{_place(frame.filename)}:{frame.lineno} {frame.name}") for frame in frames]})
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
    return told[::-1]


@contextmanager
def written(stream: TextIO | None = None) -> Iterator[None]:
    """Write what is logged until the block ends, whoever logs it, and what no thread caught.

    Parameters
    ----------
    stream : file, optional
        Else the standard error output. `LUNHENG_LOG` says in which form: `text`, or `json` for a line of JSON each.
    """
    form = os.environ.get(SWITCH, "").strip().lower() or FORMS[0]
    handler = _Handler(stream)
    handler.setFormatter(_formatter("json" if form == "json" else "text"))
    root, ours, hook = logging.getLogger(), logging.getLogger(OURS), threading.excepthook
    level, known = ours.level, [one for one in logging.root.manager.loggerDict.values() if isinstance(one, logging.Logger)]
    before = [(one, one.handlers[:], one.propagate) for one in known if one.handlers or not one.propagate]
    for one, _, _ in before:
        one.handlers, one.propagate = [], True
    ours.setLevel(logging.INFO)
    root.addHandler(handler)
    logging.captureWarnings(True)
    threading.excepthook = lambda told: ours.error("A thread failed", exc_info=told.exc_value, extra={"of_thread": getattr(told.thread, "name", "")})
    if form not in FORMS:
        ours.warning("LUNHENG_LOG: %s is no form of the log; it is written as text. There are text and json.", form)
    try:
        yield
    finally:
        threading.excepthook = hook
        logging.captureWarnings(False)
        root.removeHandler(handler)
        ours.setLevel(level)
        for one, handlers, propagate in before:
            one.handlers, one.propagate = handlers, propagate


class _Handler(logging.StreamHandler[TextIO]):
    """Writes lines; what cannot be written is never told with its arguments, as Python does."""

    def handleError(self, record: logging.LogRecord) -> None:
        error = sys.exc_info()[1]
        try:
            self.stream.write(f"A record of {clean(record.name)} could not be written: {type(error).__name__}\n")
        except Exception:
            # Nobody is left to be told: the output is closed or the disk is full, and the server goes on.
            return


def _formatter(form: str) -> logging.Formatter:
    render = structlog.processors.JSONRenderer(serializer=lambda told, **_: json.dumps(told, default=repr)) if form == "json" else _readable
    before: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level, structlog.stdlib.add_logger_name, structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="%Y-%m-%dT%H:%M:%S.%fZ", utc=True)]
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=before, processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, _told, render])


def _told(_logger: object, _name: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Return an event with its exception told and everything clean."""
    raised = event.pop("exc_info", None)
    error = raised[1] if isinstance(raised, tuple) else raised
    # Said already: in colours, or by another handler that was asked before.
    for again in ("stack_info", "color_message", "message", "asctime"):
        event.pop(again, None)
    first = {name: event.pop(name) for name in ("timestamp", "level", "logger", "event") if name in event}
    made = {clean(str(name)): _cleaned(value) for name, value in {**first, **event}.items()}
    if isinstance(error, BaseException):
        made["exception"] = exceptions(error)
    return made


def _cleaned(value: object) -> object:
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, Mapping):
        return {clean(str(name)): _cleaned(one) for name, one in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_cleaned(one) for one in value]
    return clean(str(value))


def _readable(_logger: object, _name: str, event: structlog.typing.EventDict) -> str:
    """Return an event as a line, its exceptions on lines of their own, which all begin with blanks."""
    raised = event.pop("exception", [])
    begin = f"{event.pop('timestamp')} {event.pop('level'):<8} {event.pop('logger')}: {event.pop('event')}"
    fields = " ".join(f"{name}={json.dumps(value) if isinstance(value, (str, list, dict)) else value}" for name, value in event.items())
    lines = [f"{begin}  {fields}".rstrip()]
    for one in raised:
        lines += [f"    {frame}" for frame in one["frames"]]
        lines.append(f"    {one['type']}: {one['message']}".rstrip(": "))
    return "\n".join(lines)


def _message(error: BaseException) -> str:
    if type(error).__module__.partition(".")[0] == "sqlalchemy":
        return _from_database(getattr(error, "orig", None))
    ours = type(error).__module__.partition(".")[0] in _OURS
    return str(error) if ours or isinstance(error, (OSError, ImportError, MemoryError)) else ""


def _from_database(error: BaseException | None) -> str:
    """Return what a driver says; PostgreSQL names values in errors of data (22) and of constraints (23)."""
    if error is None:
        return ""
    said = error.args[0] if error.args else ""
    if isinstance(said, dict):
        code = str(said.get("C", ""))
        return f"{type(error).__name__} {code}: {'' if code[:2] in ('22', '23') else said.get('M', '')}".rstrip(": ")
    return f"{type(error).__name__}: {said}"


def _place(file: str) -> str:
    path = Path(file)
    if path.is_relative_to(_ROOT):
        return str(path.relative_to(_ROOT))
    return file.rpartition("site-packages/")[2]


def _known() -> set[str]:
    """Return the secrets of this process: variables named so, the database's password, and what was hidden."""
    from_environment = {value for name, value in os.environ.items() if is_secret(name) and len(value) >= _SHORTEST}
    password = re.search(r"://[^\s:/@]*:([^\s@/]+)@", os.environ.get("LUNHENG_DATABASE", ""))
    return from_environment | _hidden | ({password[1]} if password and len(password[1]) >= _SHORTEST else set())
