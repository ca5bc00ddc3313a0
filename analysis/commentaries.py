"""Commentaries: the stretches of a document and whose voice speaks in each."""

import pandas as pd

from analysis.codebook import Codebook
from analysis.grammar import bylines, furniture, voicebook
from analysis.grammar.attribution.speeches import Attribution
from analysis.schemas import COMMENTARIES
from analysis.text import fold, prepare, to_traditional


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
    Where a text quotes nobody and names no author, its outlet speaks. A document whose voices cannot be told has no row.
    """
    book = voicebook.load()
    attribution = Attribution(codebook, book)
    topics = _topics(codebook)
    rows = []
    for document in documents.itertuples(index=False):
        rows += [
            {"commentary_id": f"{document.doc_id}-c{number:03d}", "doc_id": document.doc_id, "commentator": commentator,
             "role": role, "start": start, "end": end}
            for number, (commentator, role, start, end) in enumerate(_voices(document, book, attribution, topics), start=1)]
    return COMMENTARIES.frame(rows)


def _topics(codebook: Codebook) -> frozenset[str]:
    """Return the words for issues and for actors other than persons, folded."""
    forms = [term for issue in codebook.issues.values() for term in (*issue.terms, *issue.hints)]
    forms += [form for actor in codebook.actors.values() if actor.kind != "person"
              for form in (*actor.forms, *actor.metonyms)]
    return frozenset(form for form in fold("\n".join(forms)).split("\n") if len(form) > 1)


def _voices(document, book, attribution, topics) -> list[tuple[str, str, int, int]]:
    """Return (commentator, role, start, end) of one document, outer stretches before inner ones."""
    text = document.text
    joined = prepare(text)
    folded = joined.text if len(joined.text) == len(text) else fold(text)
    title = fold(document.title).strip()
    found = furniture.lines(folded)
    written = _written(document, found, title, book, attribution.lexis.shape, topics)
    body = furniture.body(found, title, book)
    told = [(start, end, reported) for _, start, end, reported in written]
    if not told and body is not None:
        told = [(*body, True)]
    places = [(joined.place(start), joined.place(end), reported) for start, end, reported in told]
    published = None if pd.isna(document.published) else document.published.date()
    form = _Form(text, folded, document.script)
    rows = [(form(name), "author", start, end) for name, start, end, _ in written]
    for speech in attribution.speeches(joined.text, places, published):
        start, end = joined.span(speech.start, speech.end)
        if not any(name == speech.voice and first <= start and end <= last for name, first, last, _ in written):
            rows.append((form(speech.voice), "quoted", start, end))
    if not rows and document.outlet and body is not None:
        rows = [(document.outlet, "author", *body)]
    return sorted(rows, key=lambda row: (row[2], -row[3]))


def _written(document, found, title, book, shape, topics) -> list[tuple[str, int, int, bool]]:
    """Return (name, start, end, reported) of the stretches somebody signs."""
    author = fold(document.author).strip()
    sections = bylines.sections(found, title, author, book, shape, topics)
    if sections:
        return [(section.name, section.start, section.end, False) for section in sections]
    body = furniture.body(found, title, book)
    if body is None:
        return []
    signed, reporter = bylines.signature(found, book, shape)
    name = document.author.strip() or signed
    return [(name, *body, reporter)] if name else []


class _Form:
    """The form of a name in a document's own script."""

    def __init__(self, text: str, folded: str, script: str):
        self.text, self.folded, self.script = text, folded, script
        self.forms: dict[str, str] = {}

    def __call__(self, name: str) -> str:
        if name not in self.forms:
            place = self.folded.find(name)
            if place >= 0:
                self.forms[name] = self.text[place:place + len(name)]
            else:
                self.forms[name] = to_traditional(name) if self.script == "Hant" else name
        return self.forms[name]
