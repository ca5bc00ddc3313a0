"""Predictions: what a commentator expects, how surely, about which issue, on what condition, by when."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pandas as pd

from analysis import stretches
from analysis.codebook import Codebook
from analysis.grammar import conditions, cues, exclusions, horizon, outcomes, rhetoric, topic, vocabulary
from analysis.grammar.layout import Sentence, paragraph
from analysis.grammar.vocabulary import Cue
from analysis.schemas import PREDICTIONS
from analysis.text import Folded, fold, prepare

# A line of its own this short, without a full stop, above other lines, is a sub-heading: topic, no evidence.
HEADING = 45
TRIGGERS = ("noun", "denying", "affirming", "open")
LEADS = ("但是", "但", "不过", "然而", "而且", "而", "因此", "所以", "因而", "那么", "可是", "可", "并且", "并", "且", "于是", "同时", "此外", "另外",
         "答案是", "换句话说", "也就是说", "也就", "总之", "总的来说", "其实", "却", "则", "那", "虽然", "尽管", "虽", "更", "特别是", "尤其是", "至于", "说")


@dataclass(frozen=True)
class Claim:
    """A prediction before it is a row; offsets in the folded text.

    Attributes
    ----------
    start, end : int
        The evidence.
    outcome : str
        Folded; made from the original when the row is written.
    parts : tuple of (start, end)
        What of the text is the outcome.
    issues : tuple of str
    likelihood : str
    valence : int
    condition : (start, end) or None
    cue : tuple of (start, end)
    anchor : int
        The place that decides whose prediction it is.
    reasons : tuple of str
        In words a user understands: which cue and rule made the row.
    date : Dated or None
    """

    start: int
    end: int
    parts: tuple[tuple[int, int], ...]
    issues: tuple[str, ...]
    likelihood: str
    valence: int
    condition: tuple[int, int] | None
    cue: tuple[tuple[int, int], ...]
    anchor: int
    reasons: tuple[str, ...]
    date: horizon.Dated | None = None


def extract(documents: pd.DataFrame, commentaries: pd.DataFrame, mentions: pd.DataFrame, events: pd.DataFrame,
            codebook: Codebook) -> pd.DataFrame:
    """Return one row per prediction and issue, in text order.

    Parameters
    ----------
    documents, commentaries, mentions, events : frame
        As their schemas say.
    codebook : Codebook

    Returns
    -------
    frame, schema PREDICTIONS
        Only where somebody speaks: a place no commentary covers has no row. `quote` is
        `documents.text[start:end]`; `outcome` is the same words without cue and negation.

    Notes
    -----
    Method: clause-level modality, rules over word lists; the coding manual says what a prediction is.
    """
    points = codebook.mappings["lunheng"].points
    spoken, named, dated = (stretches.by_document(table) for table in (commentaries, mentions, events))
    rows = []
    for document in documents.itertuples():
        said = spoken.get(document.doc_id)
        if said is None or not len(said):
            continue
        seen = prepare(document.text)
        found = list(claims(document, seen, named.get(document.doc_id), dated.get(document.doc_id)))
        owner = stretches.owners(said, [int(seen.offsets[claim.anchor]) for claim in found], len(document.text))
        records = said.to_dict("records")
        told = set()
        for claim, row in zip(found, owner):
            if row < 0:
                continue
            voice = records[row]
            start, end = seen.span(claim.start, claim.end)
            start, end = max(start, voice["start"]), min(end, voice["end"])
            if end <= start:
                continue
            quote = document.text[start:end]
            for issue in claim.issues:
                if (voice["commentator"], issue, quote) in told:
                    continue
                told.add((voice["commentator"], issue, quote))
                probability = points[claim.likelihood]
                rows.append({
                    "prediction_id": f"{document.doc_id}-p{len(told):03d}", "commentary_id": voice["commentary_id"],
                    "doc_id": document.doc_id, "commentator": voice["commentator"], "made_on": document.published,
                    "issue": issue, "outcome": _original(document.text, seen, claim.parts) or quote,
                    "likelihood": claim.likelihood, "probability": probability, "valence": claim.valence,
                    "outlook": claim.valence * (2 * probability - 1),
                    "condition": _original(document.text, seen, (claim.condition,) if claim.condition else ()),
                    "horizon_start": claim.date.first if claim.date else pd.NaT,
                    "horizon_end": claim.date.last if claim.date else pd.NaT,
                    "cue": " ".join(_original(document.text, seen, (span,)) for span in claim.cue) or quote,
                    "quote": quote, "start": start, "end": end})
    return PREDICTIONS.frame(rows)


def explain(documents: pd.DataFrame, mentions: pd.DataFrame, events: pd.DataFrame, prediction: pd.Series) -> list[str]:
    """Return why a row is there: its cues and the rules that read them, a line each.

    Parameters
    ----------
    documents, mentions, events : frame
        The tables the row was made from.
    prediction : Series
        A row of PREDICTIONS.
    """
    document = next(documents[documents["doc_id"] == prediction["doc_id"]].itertuples(), None)
    if document is None:
        return []
    seen = prepare(document.text)
    here = [table[table["doc_id"] == document.doc_id] for table in (mentions, events)]
    for claim in claims(document, seen, *here):
        start, end = seen.span(claim.start, claim.end)
        if prediction["issue"] in claim.issues and start <= prediction["start"] and prediction["end"] <= end:
            return list(claim.reasons)
    return []


def claims(document, seen: Folded, mentions: pd.DataFrame | None, events: pd.DataFrame | None) -> Iterator[Claim]:
    """Yield a document's predictions in text order, whoever makes them."""
    words = vocabulary.load()
    folded = seen.text
    named = _named(seen, mentions, "issue")
    hidden = {(issue.start, issue.end) for issue in [*named, *_named(seen, mentions, "actor")]}
    marks = [mark for mark in words.cues.find(folded) if not _hides(mark, hidden)]
    if not any(isinstance(mark, Cue) or mark in TRIGGERS for _, _, mark in marks) and "?" not in folded:
        return
    places = [start for start, _, _ in marks]
    issues = topic.Issues(named, folded)
    dated = _dated(seen, events)
    title = _title_issues(document, issues, folded)
    heading: tuple[int, int] | None = None
    before: list[Sentence] = []
    for start, end, headed in _lines(folded):
        if headed:
            heading, before = (start, end), before[-2:]
            continue
        sentences = paragraph(folded, start, end, marks, places)
        yield from _paragraph(sentences, before, heading, title, issues, dated, words, folded)
        before = [*before, *sentences][-6:]


def _paragraph(sentences, before, heading, title, issues, dated, words, folded):
    held = None
    for place, sentence in enumerate(sentences):
        following = sentences[place + 1] if place + 1 < len(sentences) else None
        earlier = [*before, *sentences[:place]]
        context = _Context(sentence, earlier, heading, title, issues, folded)
        previous = earlier[-1] if earlier else None
        made, held = _sentence(sentence, following, previous, held, context, words)
        for claim in made:
            date = horizon.pick(dated, claim.start, claim.end, folded)
            yield replace(claim, date=date) if date else claim


@dataclass
class _Context:
    sentence: Sentence
    earlier: list[Sentence]
    heading: tuple[int, int] | None
    title: tuple[str, ...]
    issues: topic.Issues
    folded: str

    def of(self, start: int, end: int, verb: int, first_clause: int) -> tuple[tuple[str, ...], str]:
        """Return the issues of a claim, and where they were found in words."""
        text = self.folded[start:end]
        framed = self.issues.framed(start, end)
        if framed:
            return tuple(code for group in framed[-1:] for code in topic.codes(group)), "named as the subject"
        groups = self.issues.groups(start, end)
        if groups:
            return tuple(topic.best(groups, verb)), "named in the clause"
        if any(word in text for word in topic.ALL):
            listed = self._listed(start)
            if listed:
                return listed, "carried from the list before it"
        clauses = self.sentence.clauses
        for clause in [*reversed(clauses[:first_clause]), *clauses[first_clause:]]:
            framed = self.issues.framed(clause.start, clause.end)
            groups = framed or self.issues.groups(clause.start, clause.end)
            if groups:
                return tuple(topic.best(groups, clause.start)), "carried from the sentence"
        for sentence in reversed(self.earlier):
            groups = self.issues.framed(sentence.start, sentence.end) or self.issues.groups(sentence.start, sentence.end)
            if groups:
                return tuple(topic.best(groups, sentence.start)), "carried from an earlier sentence"
        if self.heading:
            groups = self.issues.groups(*self.heading)
            if groups:
                return tuple(topic.best(groups, self.heading[0])), "carried from the sub-heading"
        return self.title, "carried from the title"

    def _listed(self, start):
        found = [issue.code for issue in self.issues.within(self.sentence.start, start)]
        if len(set(found)) < 2 and self.earlier:
            found = [issue.code for issue in self.issues.within(self.earlier[-1].start, start)]
        found = list(dict.fromkeys(code for code in found if code not in topic.GENERAL))
        return tuple(found) if len(found) > 1 else ()


def _sentence(sentence, following, previous, held, context, words):
    """Return the claims of a sentence, and the condition that later sentences may point back to."""
    clauses = sentence.clauses
    readings = [cues.read(clause, words) for clause in clauses]
    made = []
    settings = conditions.settings(sentence, readings, words, held)
    answered = rhetoric.answer(sentence, following, words) if sentence.asked else None
    past = exclusions.opens_in_past(sentence, words)
    for place, (clause, reading, setting) in enumerate(zip(clauses, readings, settings)):
        last = place == len(clauses) - 1
        if setting.role != "claim":
            continue
        turned = rhetoric.denying(clause)
        if turned and (clause.asked or sentence.asked):
            if (found := _turned(clause, turned, setting, clauses, place, context, words)):
                made.append(found)
            continue
        if last and sentence.asked:
            if answered:
                made.append(_answered(sentence, clause, place, answered, settings, context, words))
            elif (found := _open(clause, place, clauses, setting, context, words)):
                made.append(found)
            continue
        if reading is None or clause.asked:
            continue
        if _is_answer(clause, previous, words):
            continue
        why = exclusions.reason(clause, reading, words, setting.body, past)
        if why is None and (found := _told(clause, place, reading, setting, clauses, settings, readings, context, words)):
            made.append(found)
    opened = [setting.condition for setting in settings if setting.condition]
    held = opened[-1] if opened and conditions.ruled(sentence) else None
    return [claim for claim in made if claim and claim.issues], held


def _is_answer(clause, previous, words):
    return bool(previous and previous.asked and rhetoric.answer(previous, Sentence(clause.start, clause.end, [clause], False), words))


def _told(clause, place, reading, setting, clauses, settings, readings, context, words):
    start, first = max(setting.body, clause.start), place
    folded = context.folded
    if reading.predicate:
        subject = _trim(folded, start, reading.start)
        if subject[1] - subject[0] < 3 and place and readings[place - 1] is None and settings[place - 1].role == "claim":
            first = place - 1
            subject = _trim(folded, clauses[first].start, clauses[first].end)
            start = clauses[first].start
        parts = (subject,)
        verb, before = folded[subject[0]:subject[1]], ""
    else:
        subject = _trim(folded, start, reading.start)
        rest = (reading.end, clause.end)
        parts = (subject, rest)
        verb, before = folded[rest[0]:rest[1]], folded[subject[0]:subject[1]]
    value = outcomes.valence(verb, before, words)
    if value == 0 and not reading.predicate and len(verb) < 5 and place:
        value = outcomes.valence(verb, folded[clauses[place - 1].start:clauses[place - 1].end], words)
    if reading.weak and value == 0:
        return None
    issues, whence = context.of(start, clause.end, reading.end, first)
    reasons = [*reading.reasons, f"issue {whence}"]
    if setting.condition:
        reasons.append(f"condition {folded[setting.condition[0]:setting.condition[1]]}")
    return Claim(start, clause.end, tuple(part for part in parts if part[1] > part[0]), issues, reading.likelihood, value,
                 setting.condition, ((reading.start, reading.end),), reading.start, tuple(reasons))


def _turned(clause, turned, setting, clauses, place, context, words):
    likelihood, cue = turned
    start = max(setting.body, clause.start)
    subject, rest = _trim(context.folded, start, cue[0]), (cue[1], clause.end)
    value = outcomes.valence(context.folded[rest[0]:rest[1]], context.folded[subject[0]:subject[1]], words)
    issues, whence = context.of(start, clause.end, cue[1], place)
    return Claim(start, clause.end, tuple(part for part in (subject, rest) if part[1] > part[0]), issues, likelihood, value,
                 setting.condition, (cue,), cue[0],
                 (f"rhetorical question {context.folded[cue[0]:cue[1]]} → {likelihood}", f"issue {whence}"))


def _answered(sentence, clause, place, answered, settings, context, words):
    likelihood, reply = answered
    first = place
    bare = _strip_question(context.folded, clause)
    if bare[1] - bare[0] < 4 and place:
        first = place - 1
        bare = (sentence.clauses[first].start, bare[1])
    start = bare[0]
    parts = ((start, bare[1]),)
    if bare[1] - start < 4 and context.earlier:
        # …政权下台。可能吗?不可能: the question asks for the sentence before it.
        start = context.earlier[-1].clauses[-1].start
        parts = ((start, context.earlier[-1].clauses[-1].end),)
    value = outcomes.valence(context.folded[parts[0][0]:parts[0][1]], "", words)
    issues, whence = context.of(start, clause.end, start, first)
    condition = settings[first].condition
    return Claim(start, reply[1], parts, issues, likelihood, value, condition, (reply,), clause.start,
                 (f"asks and answers {context.folded[reply[0]:reply[1]]} → {likelihood}", f"issue {whence}"))


def _strip_question(folded, clause):
    start, end = clause.start, clause.end
    while end > start and folded[end - 1] in "吗呢么吧啊":
        end -= 1
    return _trim(folded, start, end)


def _open(clause, place, clauses, setting, context, words):
    """会不会…呢? asked of oneself leaves the outcome open."""
    found = clause.first("open")
    if found is None or not clause.text.endswith("呢"):
        return None
    start = max(setting.body, clause.start)
    value = outcomes.valence(context.folded[found[1]:clause.end], context.folded[start:found[0]], words)
    issues, whence = context.of(start, clause.end, found[1], place)
    return Claim(start, clause.end, ((found[1], clause.end),), issues, "possible", value, setting.condition, (found,),
                 found[0], ("an open question → possible", f"issue {whence}"))


def _trim(folded, start, end):
    """Return a span without connectives before and adverbs after it."""
    moved = True
    while moved:
        moved = False
        while start < end and folded[start] in " ,“‘":
            start += 1
        for lead in LEADS:
            if folded.startswith(lead, start, end) and end - start > len(lead):
                start += len(lead)
                moved = True
                break
    while end > start and folded[end - 1] in " ,也还都仍就又再更的是才则便":
        end -= 1
    return start, end


def _original(text, seen, parts):
    return "".join(text[slice(*seen.span(start, end))] for start, end in parts if end > start).replace("\n", "")


def _named(seen, mentions, kind):
    if mentions is None:
        return []
    here = mentions[mentions["kind"] == kind]
    return [topic.Named(seen.place(start), seen.place(end - 1) + 1, code)
            for start, end, code in zip(here["start"], here["end"], here["code"])]


def _hides(mark, spans):
    start, end, _ = mark
    if end - start > 2:
        return False
    return any((left, right) in spans for left in range(max(0, start - 6), start + 1) for right in range(end, end + 7)
               if (left, right) != (start, end))


def _dated(seen, events):
    if events is None or not len(events):
        return []
    return [horizon.Dated(seen.place(row.start), seen.place(row.end - 1) + 1, row.date_start, row.date_end,
                          row.tense == "future") for row in events.itertuples()]


def _title_issues(document, issues, folded):
    title = fold(document.title or "")
    place = folded.find(title) if title else -1
    if place < 0:
        return ()
    groups = issues.groups(place, place + len(title))
    return tuple(topic.best(groups, place)) if groups else ()


def _lines(folded):
    """Yield (start, end, is a sub-heading) for each line."""
    lines, place = [], 0
    for line in folded.split("\n"):
        if line.strip():
            lines.append((place, place + len(line), line.strip()))
        place += len(line) + 1
    for number, (start, end, line) in enumerate(lines):
        headed = (number + 1 < len(lines) and len(lines) > 2 and len(line) <= HEADING
                  and line[-1] not in "。!?…;:”’)》" and len(lines[number + 1][2]) > len(line))
        yield start, end, headed
