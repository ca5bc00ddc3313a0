"""What users make and bring back as files: own codebook entries, questions, briefings, reviews, backups."""

import io
import json
import zipfile
from datetime import date

from hypothesis import strategies as st

from analysis.briefing import KINDS as ENTRY_KINDS
from analysis.briefing import LANGUAGES, TEMPLATES, Briefing
from analysis.briefing import Entry as BriefingEntry
from analysis.own_codebook import KINDS, Entry
from analysis.schemas import LIKELIHOODS
from tests.fuzzing.strategies import queries
from tests.fuzzing.strategies.texts import NAMES, short, texts

CODES = ("relations", "sanctions", "china", "own_issue", "likely", "very_likely", "x", "a" * 41, "Ä", "", "a b", "a.b", "1a", "__proto__")
GROUPS = ("diplomacy", "security", "person", "state", "modal", "frame", "predicate", "", "none", "x")


def _stored(text: str) -> str:
    """Return a text as a file in UTF-8 can hold it."""
    return text.encode("utf-8", "replace").decode()


def _texts_of(most: int = 3) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(short(2).map(_stored), max_size=most).map(tuple)


def entries() -> st.SearchStrategy[Entry]:
    """Return a strategy for own codebook entries, fit or unfit."""
    return st.builds(Entry, kind=st.sampled_from((*KINDS, *KINDS, "x")), code=st.sampled_from(CODES), en=short(1).map(_stored), zh=short(1).map(_stored),
                     group=st.sampled_from(GROUPS), likelihood=st.sampled_from((*LIKELIHOODS, "", "x")), country=st.sampled_from(("", "china", "usa", "x")),
                     terms=_texts_of(), without=_texts_of(2), excludes=_texts_of(2), about=short(1).map(_stored), coded=_texts_of(1), not_coded=_texts_of(1))


def toml() -> st.SearchStrategy[str]:
    """Return a strategy for TOML texts, of own entries or of anything."""
    value = st.one_of(short(1).map(_stored).map(json.dumps), st.sampled_from(("[]", "{}", "1", "nan", "2024-06-01", "true", "['a', 1]", "[[]]", "'''x", "\"\\ud800\"", "\"\\uD7FF\"", "0x", "9" * 5000)))
    line = st.builds(lambda name, told: f"{name} = {told}", st.sampled_from(("terms", "en", "zh", "group", "without", "x", "kind", "", "a.b", "\"\"", "'terms'")), value)
    head = st.builds(lambda kind, code: f"[{kind}.{code}]", st.sampled_from(("issue", "actor", "cue", "x", "[issue", "\"\"")), st.sampled_from((*CODES[:8], "\"a b\"", "\"\\u0000\"", "a.b.c")))
    return st.one_of(st.lists(st.one_of(line, head, st.just(""), texts(1)), max_size=8).map("\n".join), texts(4),
                     st.sampled_from(("issue = 3", "[issue]\nx = 3", "[[issue]]", "issue.a = 1\nissue.a = 2", "a" + ".a" * 3000 + " = 1", "a = " + "[" * 3000)))


def _question() -> st.SearchStrategy[dict]:
    day = st.sampled_from(("2024-06-01", "2025-12-31", "2025-02-30", "", "x", "20240601", "0001-01-01", "9999-12-31", 3, None))
    source = st.one_of(st.fixed_dictionaries({}, optional={"title": short(1), "url": st.sampled_from(("https://a.example/", "javascript:alert(1)", "", "http://[", 3)), "seen": day, "x": short(1)}), short(1))
    return st.fixed_dictionaries({"question_id": st.sampled_from(("q1", "q2", "a-b", "Q", "", "q_1", "-", 3, None)), "en": short(2), "zh": short(2)}, optional={
        "issue": st.sampled_from(("relations", "sanctions", "x", "", " relations ")), "valence": st.sampled_from((-1, 0, 1, 2, True, "1", 1.0, None, "−1")), "opened": day, "closes": day,
        "actors": st.one_of(st.lists(st.sampled_from(("china", "usa", "x", 3)), max_size=2), short(1)), "terms": st.one_of(st.lists(short(1), max_size=2), short(1)), "criteria": short(2), "criteria_zh": short(1),
        "resolution": st.sampled_from(("open", "yes", "no", "void", "", "x", None)), "resolved_on": day, "settled_by": short(1), "note": short(1), "note_zh": short(1),
        "sources": st.one_of(st.lists(source, max_size=3), short(1)), "x": short(1)})


def question_files() -> st.SearchStrategy[tuple[str, bytes]]:
    """Return a strategy for names and bytes of question files."""
    rows = st.lists(st.one_of(_question(), _question(), _question(), short(1), st.none()), max_size=3)
    told = rows.flatmap(lambda held: st.sampled_from(({"questions": held}, held, {"questions": {"a": held}}, {"q": held}, held[:1] and held[0])))
    as_json = told.map(lambda held: ("q.json", json.dumps(held).encode()))
    heads = st.lists(st.sampled_from(("question_id", "question_id", "en", "zh", "issue", "valence", "opened", "closes", "resolution", "resolved_on", "terms", "actors", "source_1_title", "source_1_url", "source_99_seen",
                                      "source_0_title", "x", " en ")), min_size=1, max_size=9, unique=True)
    cell = st.one_of(st.sampled_from(("q1", "relations", "1", "−1", "-1", "'-1", "2024-06-01", "2025-12-31", "open", "yes", "", "'", "''=1", "=1+1", "a|b", "制裁|", "\"", "x;y")), short(1))
    as_csv = st.builds(lambda names, held, between, encoding: ("q.csv", "\r\n".join(between.join(row) for row in [names, *held]).encode(encoding, "replace")), heads, st.lists(st.lists(cell, max_size=10), max_size=4),
                       st.sampled_from(",;\t"), st.sampled_from(("utf-8", "utf-8-sig", "gb18030", "utf-16", "latin-1")))
    noise = st.tuples(st.sampled_from(("q.json", "q.csv", "q", "q.JSON", "")), st.one_of(st.binary(max_size=60), st.sampled_from((b"[" * 100_000, b"9" * 5000, b'{"questions": [' + b"9" * 5000 + b"]}", b"NaN", b"\"\\ud800\"",
                                                                                                                             b"question_id\r\rq1", b"question_id\n\"", b"question_id," + b"a" * 200_000))))
    return st.one_of(as_json, as_json, as_csv, as_csv, noise)


def briefings() -> st.SearchStrategy[Briefing]:
    """Return a strategy for briefings that can be kept."""
    part = short(2).map(_stored)
    entry = st.builds(BriefingEntry, kind=st.sampled_from(ENTRY_KINDS), code=st.sampled_from(("outcomes", "issues", "timeline", "words", "x", "")), query=queries.strings().map(_stored), title=part, notes=part, text=part,
                      doc_id=st.sampled_from(("d0", "d9", "")), start=st.integers(-9, 200), end=st.integers(-9, 10**12), prediction_id=st.sampled_from(("", "d0-p000", "x")), fingerprint=part, seen=part)
    return st.builds(Briefing, title=part, author=part, language=st.sampled_from(LANGUAGES), template=st.sampled_from(TEMPLATES), entries=st.lists(entry, max_size=4).map(tuple))


def briefing_files() -> st.SearchStrategy[str | bytes]:
    """Return a strategy for what `Briefing.from_json` may be given."""
    anything = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), short(1), st.lists(st.none(), max_size=1), st.just({}))
    entry = st.fixed_dictionaries({}, optional={name: st.one_of(anything, short(1)) for name in (*BriefingEntry.__dataclass_fields__, "x")})
    whole = st.fixed_dictionaries({}, optional={"title": anything, "author": anything, "language": st.one_of(st.sampled_from(LANGUAGES), anything), "template": st.one_of(st.sampled_from(TEMPLATES), anything),
                                                "entries": st.one_of(st.lists(st.one_of(entry, entry.map(lambda told: {"kind": "text"} | told), anything), max_size=3), anything), "x": anything})
    noise = st.sampled_from(("[" * 100_000, "9" * 5000, '{"entries": [' + "9" * 5000 + "]}", "", "null", "NaN", "\ud800", '"\\ud800"', "{\"title\": \"a\", \"title\": 3}", b"\xff", b"\xff\xfe[\x00]\x00", b"\0\0\0["))
    return st.one_of(whole.map(json.dumps), whole.map(lambda told: json.dumps(told).encode()), briefings().map(Briefing.to_json), noise, st.binary(max_size=30), texts(2))


def reviews() -> st.SearchStrategy[str]:
    """Return a strategy for a line of a file of reviews."""
    anything = st.one_of(st.none(), st.integers(), st.floats(), short(1), st.just([]))
    said = st.dictionaries(st.sampled_from(("commentator", "issue", "outcome", "likelihood", "valence", "condition", "horizon_start", "horizon_end", "cue", "x")),
                           st.one_of(short(1), st.sampled_from(("relations", "likely", 1, -1, 2, True, "2024-06-01", "2025-02-30", "", 10**30)), anything), max_size=9)
    row = st.fixed_dictionaries({"doc_id": st.sampled_from(("d0", "none", "")), "kind": st.sampled_from(("prediction", "mention", "voice", "stretch", "x")),
                                 "verdict": st.sampled_from(("accept", "correct", "reject", "add", "rename", "reassign", "split", "merge", "leave", "x")), "code": st.sampled_from(("relations", "none", "", "甲评论员")),
                                 "start": st.sampled_from((0, 1, 5, 40, -1, 2**31, True, 1.0)), "end": st.sampled_from((0, 2, 9, 60, -1, 2**31, None)), "quote": short(2), "said": st.one_of(said, said, anything),
                                 "coder": short(1), "made_at": st.sampled_from(("2024-06-01T10:00:00", "2024-06-01T10:00:00+14:00", "2024-06-01", "x", "", 3, "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"))},
                                optional={"adjudicated": anything, "x": anything})
    return st.one_of(row.map(json.dumps), row.map(json.dumps), anything.map(json.dumps), texts(1), st.sampled_from(("[" * 90_000, "9" * 5000, "{\"doc_id\"", "\0")))


def backups(whole: bytes) -> st.SearchStrategy[bytes]:
    """Return a strategy for backups with something wrong in them: a row, a table, what it says of itself, or its bytes.

    Parameters
    ----------
    whole : bytes
        A backup as it should be.
    """
    with zipfile.ZipFile(io.BytesIO(whole)) as packed:
        held = {name: packed.read(name) for name in packed.namelist()}
    row = st.dictionaries(st.sampled_from(("id", "doc_id", "name", "text", "published", "removed", "project_id", "saved", "title", "original_id", "x")), st.one_of(st.none(), st.integers(), short(1), st.floats(), st.just([])), max_size=6)
    line = st.one_of(row.map(lambda told: json.dumps(told).encode()), st.binary(max_size=20), st.sampled_from((b"[" * 50_000, b"9" * 5000, b"null", b"\xff", b'{"id": ' + b"9" * 30 + b"}")))
    about = st.one_of(st.fixed_dictionaries({}, optional={"format": st.sampled_from((1, 2, 3, "2", None, [])), "rows": st.one_of(st.none(), st.dictionaries(st.sampled_from(tuple(held)), st.integers(), max_size=3), st.just([]))}).map(
        lambda told: json.dumps(told).encode()), st.sampled_from((b"", b"null", b"3", b"[]", b"\xff", b"[" * 50_000, b"9" * 5000, held["about.json"])))
    with_line = st.builds(lambda name, told: hostile_zip({**held, name: held[name] + told + b"\n"}), st.sampled_from(sorted(held)), line)
    without = st.sampled_from(sorted(held)).map(lambda name: hostile_zip({part: data for part, data in held.items() if part != name}))
    bent = st.builds(lambda place, put: whole[:place % len(whole)] + put + whole[place % len(whole) + len(put):], st.integers(0, 10**7), st.binary(min_size=1, max_size=6))
    return st.one_of(with_line, without, about.map(lambda told: hostile_zip({**held, "about.json": told})), bent, st.binary(max_size=40), st.just(whole))


def hostile_zip(files: dict[str, bytes]) -> bytes:
    """Return an archive of files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return out.getvalue()


def names() -> st.SearchStrategy[str]:
    """Return a strategy for names people give: to views, briefings, projects, coders."""
    return st.one_of(short(2), st.sampled_from(NAMES), st.text(max_size=90), st.sampled_from(("a/b", "..", "a\\b", " ", "a" * 81, "b" * 300)))


DAYS = st.one_of(st.none(), st.dates(date(1, 1, 1), date(9999, 12, 31)))
