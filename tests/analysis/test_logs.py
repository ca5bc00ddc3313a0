"""What a log may hold, and what it may not, whoever logs it."""

import io
import json
import logging
import threading
import warnings

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import logs
from analysis.readers import ReadingError

SENTENCE = "顾远认为，谈判大概率破裂。"
LOG = logging.getLogger("lunheng")


@pytest.fixture(params=logs.FORMS)
def lines(request, monkeypatch):
    """A function: what is logged by something, as lines, in either form."""
    monkeypatch.setenv(logs.SWITCH, request.param)

    def of(does) -> list[str]:
        out = io.StringIO()
        with logs.written(out):
            does()
        return out.getvalue().splitlines()

    of.form = request.param
    return of


@pytest.fixture
def events(monkeypatch):
    """A function: what is logged by something, as JSON tells it."""
    monkeypatch.setenv(logs.SWITCH, "json")

    def of(does) -> list[dict]:
        out = io.StringIO()
        with logs.written(out):
            does()
        return [json.loads(line) for line in out.getvalue().splitlines()]

    return of


def failing(error: BaseException):
    def does():
        try:
            raise error
        except type(error):
            LOG.exception("It failed")
    return does


def test_an_event_is_a_line_with_what_belongs_to_it(events):
    (event,) = events(lambda: LOG.info("Import %s", "done", extra={"job": 3, "files": 60}))
    assert event.pop("timestamp").endswith("Z")
    assert event == {"level": "info", "logger": "lunheng", "event": "Import done", "job": 3, "files": 60}


def test_for_people_it_can_be_read(monkeypatch):
    monkeypatch.delenv(logs.SWITCH, raising=False)
    out = io.StringIO()
    with logs.written(out):
        LOG.warning("Import %s", "done", extra={"job": 3, "file": "a b"})
    line = out.getvalue().rstrip("\n")
    assert line.partition(" ")[2] == 'warning  lunheng: Import done  file="a b" job=3' or line.partition(" ")[2] == 'warning  lunheng: Import done  job=3 file="a b"'


@pytest.mark.parametrize("text", ["a\nforged line", "a\r\nb", "\x1b[31mred", "a\x00b", "\u202eback", "a\u2028b", "zero\u200bwidth", "\udc80", "\x85"], ids=ascii)
def test_nothing_in_a_value_ends_a_line_or_colours_it(lines, text):
    said = lines(lambda: LOG.info("Asked for %s", text, extra={"path": text, text: text, "deep": {"a": [text]}}))
    assert len(said) == 1
    assert said[0].isascii() and said[0].isprintable()


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(), max_size=60))
def test_whatever_a_text_holds_it_is_one_line_of_ascii(text):
    made = logs.clean(text)
    assert made.isascii() and "\n" not in made and "\x1b" not in made


def test_no_text_of_a_document_is_in_it(lines):
    class Quoting(Exception):
        pass

    def does():
        LOG.info("Read %s", SENTENCE, extra={"text": SENTENCE})
        logging.getLogger("some.library").warning("discarded: %s", SENTENCE)
        for error in (ValueError("an English sentence that was read"), Quoting("an English sentence that was read"),
                      ReadingError("a.txt", SENTENCE, "Save it anew.")):
            failing(error)()

    said = "\n".join(lines(does))
    assert "谈判" not in said and "an English sentence" not in said
    assert "<13 characters>" in said and "Save it anew" in said


def test_an_exception_is_told_with_its_place_and_what_led_to_it(events):
    def does():
        try:
            try:
                raise OSError(28, "No space left on device")
            except OSError as error:
                raise RuntimeError("quoted") from error
        except RuntimeError:
            LOG.exception("It failed")

    (event,) = events(does)
    first, second = event["exception"]
    assert (first["type"], first["message"]) == ("builtins.OSError", "[Errno 28] No space left on device")
    assert (second["type"], second["message"]) == ("builtins.RuntimeError", "")
    assert first["frames"][-1].startswith("tests/analysis/test_logs.py:") and first["frames"][-1].endswith(" does")


def test_the_values_of_a_statement_are_not_told(events):
    engine = sa.create_engine("sqlite://", hide_parameters=True)

    def does():
        with engine.connect() as connection:
            connection.execute(sa.text("CREATE TABLE a (b TEXT UNIQUE)"))
            for _ in range(2):
                connection.execute(sa.text("INSERT INTO a VALUES (:b)"), {"b": "an English sentence"})

    def logged():
        try:
            does()
        except sa.exc.IntegrityError:
            LOG.exception("It failed")

    (event,) = events(logged)
    assert event["exception"][-1]["message"] == "IntegrityError: UNIQUE constraint failed: a.b"
    assert "an English sentence" not in json.dumps(event)


def test_postgresql_says_which_fault_but_not_over_which_values():
    class Driver(Exception):
        pass

    down = sa.exc.OperationalError("SELECT 1", {}, Driver({"C": "57P01", "M": "terminating connection", "D": "x"}))
    twice = sa.exc.IntegrityError("INSERT", {}, Driver({"C": "23505", "M": "duplicate key (an English sentence)", "D": "x"}))
    assert logs.exceptions(down)[-1]["message"] == "Driver 57P01: terminating connection"
    assert logs.exceptions(twice)[-1]["message"] == "Driver 23505"


@pytest.mark.parametrize("text", [
    "postgresql+pg8000://lunheng:correct-horse@db.example/lunheng", "Authorization: Bearer correct-horse-battery", "password=correct-horse",
    "/oauth2callback?code=correct-horse&state=abc", '{"client_secret": "correct-horse"}', "api_key = 'correct-horse'", "the correct-horse-key itself"])
def test_no_secret_is_in_it(lines, monkeypatch, text):
    monkeypatch.setenv("LUNHENG_LLM_KEY", "correct-horse-key")
    said = "\n".join(lines(lambda: LOG.info("Tried %s", text, extra={"with": text})))
    assert "correct-horse" not in said and "***" in said


def test_a_secret_that_stands_in_no_variable_can_be_hidden(lines, monkeypatch):
    monkeypatch.setattr(logs, "_hidden", set())
    logs.hide("correct-horse", "short")
    said = "\n".join(lines(lambda: LOG.info("Tried correct-horse, in short")))
    assert "Tried ***, in short" in said


def test_a_long_text_is_cut(lines):
    (said,) = lines(lambda: LOG.info("a" * 50_000))
    assert len(said) < 2500 and "50,000 characters" in said


def test_a_thread_that_fails_and_a_warning_are_events_too(events):
    def does():
        thread = threading.Thread(target=lambda: 1 / 0, name="counts")
        thread.start()
        thread.join()
        warnings.warn("soon gone", FutureWarning, stacklevel=1)

    failed, warned = events(does)
    assert (failed["event"], failed["of_thread"], failed["exception"][-1]["type"]) == ("A thread failed", "counts", "builtins.ZeroDivisionError")
    assert warned["logger"] == "py.warnings" and "soon gone" in warned["event"]


def test_a_record_that_cannot_be_written_is_told_without_its_arguments(lines, monkeypatch):
    # Those of the test runner would raise.
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    said = lines(lambda: LOG.info("%d", "an English sentence"))
    assert said == ["A record of lunheng could not be written: TypeError"]


def test_an_unknown_form_is_named_and_text_is_written(monkeypatch):
    monkeypatch.setenv(logs.SWITCH, "xml")
    out = io.StringIO()
    with logs.written(out):
        LOG.info("Begun")
    assert "xml is no form" in out.getvalue() and "lunheng: Begun" in out.getvalue()


def test_afterwards_everything_logs_as_before(monkeypatch):
    own = logging.StreamHandler(io.StringIO())
    apart = logging.getLogger("tests.apart")
    apart.addHandler(own)
    apart.propagate = False
    before = logging.getLogger().handlers[:]
    try:
        with logs.written(io.StringIO()):
            assert apart.handlers == [] and apart.propagate
        assert apart.handlers == [own] and not apart.propagate
        assert logging.getLogger().handlers == before
    finally:
        apart.removeHandler(own)
        apart.propagate = True
