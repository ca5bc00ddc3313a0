"""Commentaries: the stretches of a document and whose voice speaks in each."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import pandas as pd

from analysis import by_codebook
from analysis.codebook import Codebook
from analysis.grammar import bylines, furniture, signatures, voicebook
from analysis.grammar.attribution.speeches import Attribution, Page
from analysis.grammar.voicebook import Voicebook
from analysis.rows import DocumentRow
from analysis.schemas import COMMENTARIES
from analysis.text import fold, prepare, to_traditional

if TYPE_CHECKING:
    from analysis.text import Folded


def segment(documents: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """Return one row per stretch of one voice.

    Parameters
    ----------
    documents : frame, schema DOCUMENTS
    codebook : Codebook
        Whose actors are recognised as speakers under their names.

    Returns
    -------
    frame, schema COMMENTARIES, in document and text order. Rows of role `author` are a writer's whole text: a round
    table's answers, or a signed article. Rows of role `quoted` lie inside them, or in a report nobody signs, and hold
    what somebody else says. A place belongs to the shortest row that covers it.

    Notes
    -----
    What people say in general (`有人说…`) is nobody's in a writer's text, and parts the writer's row in two.
    Where a text quotes nobody and names no author, its outlet speaks, and where it names none either, an unnamed author
    if it argues; a reporter who quotes nobody and weighs nothing tells what happened, and has no row.
    """
    grammar = _grammar(codebook)
    columns: dict[str, list[Any]] = {name: [] for name in COMMENTARIES.columns}
    folded = zip(*(_each_folded(documents[name].to_list()) for name in ("title", "author", "outlet")))
    for document, (title, author, outlet) in zip(cast(Iterable[DocumentRow], documents.itertuples(index=False)), folded):
        rows = _voices(document, title.strip(), author.strip(), outlet.strip(), grammar)
        columns["commentary_id"] += [f"{document.doc_id}-c{number:03d}" for number in range(1, len(rows) + 1)]
        columns["doc_id"] += [document.doc_id] * len(rows)
        for name, column in zip(("commentator", "role", "start", "end"), zip(*rows)):
            columns[name] += column
    return COMMENTARIES.frame(pd.DataFrame(columns))


# 转载自某报社评: a paper's leader says so in its first lines.
_LEADER = re.compile(r"(?P<paper>[\u4e00-\u9fff]{1,6}(?:报|网|社|新闻))[》”]?[ ·:|]*(?:社评|社论)")
_HEAD, _LONGEST_HEAD = 3, 40
# Words of an argument in a text that nobody signs.
_ARGUED = 2
# How many are quoted in a report, how many of them whoever writes it, and how much of it is the reporter's at most.
_QUOTED_IN_REPORT, _QUOTED_BY_ANYBODY, _OWN_IN_REPORT = 3, 2, 0.6


@dataclass(frozen=True)
class _Grammar:
    """What the voices of a page are read with."""

    book: Voicebook
    attribution: Attribution
    topics: frozenset[str]
    leaders: frozenset[str]


@by_codebook.once
def _grammar(codebook: Codebook) -> _Grammar:
    """Return the grammar for a codebook, built once a process."""
    book = voicebook.load()
    return _Grammar(book, Attribution(codebook, book), _topics(codebook), _leaders(codebook))


def _each_folded(words: list[str]) -> list[str]:
    """Return some short texts folded, all in one go."""
    together = fold("\n".join(words)).split("\n")
    return together if len(together) == len(words) else [fold(word) for word in words]


def _topics(codebook: Codebook) -> frozenset[str]:
    """Return the words for issues and for actors other than persons, folded."""
    forms = [term for issue in codebook.issues.values() for term in (*issue.terms, *issue.hints)]
    forms += [form for actor in codebook.actors.values() if actor.kind != "person"
              for form in (*actor.forms, *actor.metonyms)]
    return frozenset(form for form in fold("\n".join(forms)).split("\n") if len(form) > 1)


def _leaders(codebook: Codebook) -> frozenset[str]:
    """Return the names of persons, folded."""
    return frozenset(fold("\n".join(form for actor in codebook.actors.values() if actor.kind == "person" for form in actor.forms)).split("\n"))


# Who speaks, author or quoted, from where to where; and whose writing stands where, and whether it reports others' words.
Spoken: TypeAlias = tuple[str, str, int, int]
Written: TypeAlias = tuple[str, int, int, bool]


def _voices(document: DocumentRow, title: str, author: str, outlet: str, grammar: _Grammar) -> list[Spoken]:
    """Return (commentator, role, start, end) of one document, outer stretches before inner ones."""
    text, book = document.text, grammar.book
    joined = prepare(text)
    folded = joined.text if joined.straight else fold(text)
    found = furniture.lines(folded)
    body = furniture.body(found, title, book)
    written = _written(document.author, outlet, found, body, title, author, grammar)
    told = [(start, end, reported) for _, start, end, reported in written]
    if body is not None and (not told or written[0][1] > body[0]):
        # Before a round table's first answer a reporter introduces it.
        told.insert(0, (body[0], _asked(found, body[0], told[0][0], book) if told else body[1], True))
    published = None if pd.isna(document.published) else document.published.date()
    form = _Form(text, folded, document.script)
    elsewhere = [(line.start, line.end) for line in found if furniture.links_elsewhere(line.text)]
    read = _Read(Page(grammar.attribution.lexis, joined.text, published), joined, form, elsewhere)
    rows = read(written, told)
    if len(written) == 1 and not written[0][3] and len(_quoted(rows)) >= _QUOTED_BY_ANYBODY:
        # Whoever signs a text made of what others say is its reporter.
        as_report = read(written, [(start, end, True) for start, end, _ in told])
        if len(_quoted(as_report)) >= _QUOTED_IN_REPORT and _reports(as_report, written[0], folded, book):
            name, first, last, _ = written[0]
            written, rows = [(name, first, last, True)], as_report
    quoted = [row for row in rows if row[1] == "quoted"]
    if not quoted and written and all(reported for *_, reported in written) and not any(
            grammar.attribution.lexis.weighing.search(folded, start, end) for _, start, end, _ in written):
        # A reporter who quotes nobody and weighs nothing tells what happened.
        return []
    if quoted and all(reported for *_, reported in written):
        # A reporter among those quoted tells what they say, and says nothing of his own.
        rows = quoted
    if not rows and body is not None:
        name = document.outlet or (book.unsigned if len(grammar.attribution.lexis.weighing.findall(folded, *body)) >= _ARGUED else "")
        rows = [(name, "author", *body)] if name else []
    return sorted(rows, key=lambda row: (row[2], -row[3]))


class _Read:
    """What a document's writers and those they quote say, by stretches."""

    def __init__(self, page: Page, joined: "Folded", form: "_Form", elsewhere: list[tuple[int, int]]) -> None:
        self.page, self.joined, self.form, self.elsewhere = page, joined, form, elsewhere

    def __call__(self, written: list[Written], told: list[tuple[int, int, bool]]) -> list[Spoken]:
        """Return rows of (commentator, role, start, end) for (name, start, end, reported) and (start, end, reported)."""
        joined = self.joined
        rows = [(self.form(name), "author", start, end) for name, start, end, _ in written]
        own: dict[str, list[tuple[int, int]]] = {}
        for name, first, last, _ in written:
            own.setdefault(name, []).append((first, last))
        places = [(joined.place(start), joined.place(end), reported) for start, end, reported in told]
        for speech in self.page.speeches(places):
            start, end = joined.span(speech.start, speech.end)
            if any(first <= start < last for first, last in self.elsewhere):
                continue
            if not speech.voice:
                rows = _around(rows, start, end)
            elif not any(first <= start and end <= last for first, last in own.get(speech.voice, ())):
                rows.append((self.form(speech.voice), "quoted", start, end))
        return rows


def _quoted(rows: list[Spoken]) -> set[str]:
    """Return who is quoted in some rows."""
    return {voice for voice, role, *_ in rows if role == "quoted"}


def _reports(rows: list[Spoken], signed: Written, folded: str, book: Voicebook) -> bool:
    """Say whether a signed text in which many are quoted is a report: little of it is the writer's, and nobody says 我."""
    _, first, last, _ = signed
    quoted = sorted((start, end) for _, role, start, end in rows if role == "quoted")
    place, own = first, []
    for start, end in quoted:
        own.append(folded[place:start])
        place = max(place, end)
    own.append(folded[place:last])
    written = "".join(own)
    return len(written) < _OWN_IN_REPORT * (last - first) and not book.says_i(written)


def _asked(found: list[furniture.Line], start: int, end: int, book: Voicebook) -> int:
    """Return where the first question stands between two places, the second place where there is none."""
    questioners = tuple(f"{name}:" for name in book.words("bylines", "questioners"))
    return next((line.start for line in found if start <= line.start < end and (
        line.text.endswith("?") or line.text.startswith(questioners))), end)


def _around(rows: list[Spoken], start: int, end: int) -> list[Spoken]:
    """Return rows with those around what is nobody's parted: `有人说…`."""
    parted: list[Spoken] = []
    for name, role, first, last in rows:
        if first <= start and end <= last and (role == "author" or (first, last) != (start, end)):
            parted += [(name, role, begin, stop) for begin, stop in ((first, start), (end, last)) if begin < stop]
        else:
            parted.append((name, role, first, last))
    return parted


def _written(given: str, outlet: str, found: list[furniture.Line], body: tuple[int, int] | None, title: str, author: str, grammar: _Grammar) -> list[Written]:
    """Return (name, start, end, reported) of the stretches somebody signs."""
    shape = grammar.attribution.lexis.shape
    sections = bylines.sections(found, title, author, grammar.book, shape, grammar.topics, outlet, grammar.leaders)
    if sections:
        return [(section.name, section.start, section.end, False) for section in sections]
    if body is None:
        return []
    signed, reporter = signatures.find(found, grammar.book, shape, title)
    name = given.strip() or (signed if signed != outlet else "")
    if not name and title.lstrip("【[ ").startswith(grammar.book.words("bylines", "editorials")):
        # A leader is its paper's.
        name = outlet
    if not name:
        # 转载自某报社评, above the text.
        printed = next(filter(None, (_LEADER.search(line.text) for line in found[:_HEAD] if len(line.text) <= _LONGEST_HEAD)), None)
        name = printed["paper"] if printed else ""
    return [(name, *body, reporter)] if name else []


class _Form:
    """The form of a name in a document's own script."""

    def __init__(self, text: str, folded: str, script: str):
        self.text, self.folded, self.script = text, folded, script
        self.forms: dict[str, str] = {}

    def __call__(self, name: str) -> str:
        if name not in self.forms:
            # A headline may spell a name otherwise than the text does all through.
            seen = Counter(self.text[place:place + len(name)] for place in _places(self.folded, name))
            if seen:
                self.forms[name] = seen.most_common(1)[0][0]
            else:
                self.forms[name] = to_traditional(name) if self.script == "Hant" else name
        return self.forms[name]


def _places(text: str, name: str) -> Iterator[int]:
    place = text.find(name)
    while place >= 0:
        yield place
        place = text.find(name, place + len(name))
