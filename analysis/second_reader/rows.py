"""Hold what a model wrote against the text, and make rows of what stands."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, cast

import pandas as pd

from analysis.codebook import Codebook
from analysis.grammar import horizon
from analysis.rows import DocumentRow, EventRow
from analysis.schemas import LIKELIHOODS, Row
from analysis.second_reader.prompt import VALENCES, Passage, limits
from analysis.text import fold, prepare

NO_ROW = "not in the form asked for"
NO_QUOTE = "quote not in the text"
SHORT_QUOTE = "quote too short to prove anything"
NO_ISSUE = "issue not in the codebook"
NO_LIKELIHOOD = "likelihood not on the scale"
NO_VALENCE = "valence not -1, 0 or 1"
NO_VOICE = "commentator does not speak there"
NO_CONDITION = "condition not in the text"
TWICE = "said twice"
# Signs a model puts around a quote that is otherwise exact: quotation marks, a full stop for the text's comma.
_AROUND = "“”‘’\"' 。,;:!?…"
_BETWEEN_CUES = re.compile(r"[\s…、,，;；/.]+")
_TEXTS = ("commentator", "issue", "likelihood", "outcome", "condition", "cue", "quote")


@dataclass(frozen=True)
class Here:
    """A document, with who speaks in it and the dates it names.

    Attributes
    ----------
    document : named tuple, a row of DOCUMENTS
    spoken : list of dict, rows of COMMENTARIES
    dated : list of Dated
        Dates to come, in the original's offsets; each names its row in `events`.
    events : frame or None
        Rows of EVENTS.
    """

    document: DocumentRow
    spoken: list[Row]
    dated: list[horizon.Dated]
    events: pd.DataFrame | None = None

    @classmethod
    def of(cls, document: DocumentRow, spoken: pd.DataFrame, events: pd.DataFrame | None) -> "Here":
        """Return a document with its rows of COMMENTARIES and EVENTS."""
        dated = [] if events is None else sorted(
            horizon.Dated(row.start, row.end, number) for number, row in enumerate(cast(Iterable[EventRow], events.itertuples())) if row.tense == "future")
        return cls(document, cast(list[Row], spoken.to_dict("records")), dated, events)


def check(said: list[object], passage: Passage, here: Here, codebook: Codebook, dropped: Counter[str]) -> list[Row]:
    """Return the rows of PREDICTIONS, without their ids, that a passage's answer proves.

    Parameters
    ----------
    said : list
        What the model wrote; anything JSON can hold.
    passage : Passage
    here : Here
    codebook : Codebook
        Its own mapping gives the probability; a model is never asked for one.
    dropped : Counter
        Reasons are counted into it.

    Notes
    -----
    Quote, condition and cue are shown as the document writes them, though the model may answer in the other script.
    An outcome whose characters are not in the quote in that order is replaced by the quote, and so is such a cue.
    """
    made = []
    for row in said:
        checked = _checked(row, passage, here, codebook)
        if isinstance(checked, str):
            dropped[checked] += 1
        else:
            made.append(checked)
    return made


def _checked(row: Any, passage: Passage, here: Here, codebook: Codebook) -> Row | str:
    """Return a row, or the reason why it is none."""
    if not isinstance(row, dict) or any(not _text(row.get(name)) for name in _TEXTS):
        return NO_ROW
    if row["issue"] not in codebook.issues:
        return NO_ISSUE
    if row["likelihood"] not in LIKELIHOODS:
        return NO_LIKELIHOOD
    valence = row.get("valence")
    if isinstance(valence, bool) or valence not in VALENCES:
        return NO_VALENCE
    text = here.document.text
    places = list(find(row["quote"], text, passage.start, passage.end))
    if not places:
        return NO_QUOTE
    owned = next((found for found in (_owned(place, row["commentator"], here.spoken) for place in places) if found), None)
    if owned is None:
        return NO_VOICE
    voice, start, end = owned
    if sum(character.isalnum() for character in text[start:end]) < limits()["shortest_quote"]:
        return SHORT_QUOTE
    condition = ""
    if row["condition"].strip().lower() not in ("", *limits()["blank"]):
        place = next(find(row["condition"], text, max(0, passage.start - len(passage.before)), passage.end), None)
        if place is None:
            return NO_CONDITION
        condition = text[slice(*place)]
    probability = codebook.mappings["lunheng"].points[row["likelihood"]]
    quote = text[start:end]
    date = horizon.pick(here.dated, start, end, text)
    due = here.events.iloc[date.row] if date and here.events is not None else {"date_start": pd.NaT, "date_end": pd.NaT}
    return {"commentary_id": voice["commentary_id"], "doc_id": here.document.doc_id, "commentator": voice["commentator"],
            "made_on": here.document.published, "issue": row["issue"], "outcome": _spelled(row["outcome"], quote) or quote,
            "likelihood": row["likelihood"], "probability": probability, "valence": int(valence),
            "outlook": valence * (2 * probability - 1), "condition": condition,
            "horizon_start": due["date_start"], "horizon_end": due["date_end"],
            "cue": _cue(row["cue"], text, start, end) or quote, "quote": quote, "start": start, "end": end}


def _text(value: str | None) -> bool:
    """Return whether a value is a text; half a surrogate pair, which JSON can hold and no document does, is none."""
    return isinstance(value, str) and not any("\ud800" <= character <= "\udfff" for character in value)


def find(words: str, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the places of some words between two offsets of a text: as they stand, else whatever the script.

    Parameters
    ----------
    words : str
        Blanks around them do not count.
    text : str
        The original, to which the places belong.
    start, end : int
    """
    words = words.strip()
    if not words:
        return
    exact = list(_places(words, text, start, end))
    if exact:
        yield from exact
        return
    # Other script, other width, other quotation marks, or a line broken inside the sentence.
    seen = prepare(text)
    first, last = seen.place(start), seen.place(end)
    folded = fold(words)
    joined = "".join(line.strip() for line in folded.split("\n"))
    for needle in (folded, joined, joined.strip(_AROUND)):
        found = list(_places(needle, seen.text, first, last)) if needle else []
        if found:
            yield from (seen.span(left, right) for left, right in found)
            return


def _places(needle: str, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    place = text.find(needle, start, end)
    while place >= 0:
        yield place, place + len(needle)
        place = text.find(needle, place + 1, end)


def _owned(place: tuple[int, int], commentator: str, spoken: list[dict[str, Any]]) -> tuple[dict[str, Any], int, int] | None:
    """Return a commentator's stretch that holds most of a place, and the place inside it; None where others speak."""
    start, end = place
    named = fold(commentator).strip()
    best = None
    for voice in spoken:
        if fold(voice["commentator"]) != named:
            continue
        first, last = max(start, voice["start"]), min(end, voice["end"])
        rank = (last - first, voice["start"] - voice["end"])
        if (last - first) * 2 >= end - start and (best is None or rank > best[0]):
            best = rank, (voice, first, last)
    return best[1] if best else None


def _cue(words: str, text: str, start: int, end: int) -> str:
    """Return cue words as the text writes them, a blank between parts that stand apart; nothing if one is not there."""
    whole = next(find(words, text, start, end), None)
    if whole:
        return text[slice(*whole)]
    places = [next(find(part, text, start, end), None) for part in _BETWEEN_CUES.split(words) if part]
    found = [place for place in places if place]
    return " ".join(text[slice(*place)] for place in found) if len(found) == len(places) else ""


def _spelled(words: str, quote: str) -> str:
    """Return words in the quote's own characters where they stand there in that order, gaps allowed; else nothing.

    `停火維持` stands in `停火恐难维持`: `停火维持`.
    """
    folded, made, place = fold(quote), [], 0
    for character in fold("".join(words.split())):
        place = folded.find(character, place)
        if place < 0:
            return ""
        made.append(quote[place])
        place += 1
    return "".join(made)
