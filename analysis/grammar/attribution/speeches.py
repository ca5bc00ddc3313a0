"""What is said by whom in a text: the rules of attribution in their order."""

from bisect import bisect_left
from datetime import date
from functools import cached_property

from analysis.codebook import Codebook
from analysis.grammar.attribution import announced, extent, frames, labels, stances, verbs
from analysis.grammar.attribution.lexis import Lexis
from analysis.grammar.attribution.reading import Reading
from analysis.grammar.attribution.sayings import Saying, Speech
from analysis.grammar.attribution.tokens import BLOCK, STANCE, TAIL, VERB
from analysis.grammar.voicebook import Voicebook


class Attribution:
    """A reader of attributions, built once for a codebook.

    Parameters
    ----------
    codebook : Codebook
        Its actors are voices: persons under their names, other bodies under the form the text uses.
    book : Voicebook
        Verbs, frames, titles and names.
    """

    def __init__(self, codebook: Codebook, book: Voicebook):
        self.lexis = Lexis(codebook, book)

    def speeches(self, folded: str, stretches: list[tuple[int, int, bool]], published: date | None = None) -> list[Speech]:
        """Return what is said by whom, in text order, stretches of one voice in one paragraph joined.

        Parameters
        ----------
        folded : str
            As `prepare(...).text`.
        stretches : list of (start, end, told)
            Where to look; in a stretch that is `told` a reporter writes, so that sentences which go on without a new
            subject are still the speaker's. A commentator's own text is not told: there they are the commentator's.
        published : date, optional
            For offices that change hands.
        """
        return Page(self.lexis, folded, published).speeches(stretches)


class Page:
    """A text of which it can be asked several times what is said by whom; its attributions are sought once.

    Parameters
    ----------
    lexis : Lexis
    folded, published
        As `Attribution.speeches` takes them.
    """

    def __init__(self, lexis: Lexis, folded: str, published: date | None):
        self._told = lexis, folded, published
        # By stretch: what was found, as far as it went then, and the sentence looked at last.
        self._found: dict[tuple[int, int], tuple[list[Saying], list[list[list[int]]], tuple[int, int, int]]] = {}

    @cached_property
    def _reading(self) -> Reading:
        return Reading(*self._told)

    def speeches(self, stretches: list[tuple[int, int, bool]]) -> list[Speech]:
        """Return what is said by whom, as `Attribution.speeches` does."""
        return [speech for start, end, told in stretches for speech in _settled(self._reading, self._sayings(start, end), start, end, told)]

    def _sayings(self, lower: int, upper: int) -> list[Saying]:
        """Return the attributions of a stretch, not settled yet."""
        found = self._found.get((lower, upper))
        if found is None:
            sayings = _attributed(self._reading, lower, upper)
            self._found[lower, upper] = sayings, [[list(span) for span in saying.spans] for saying in sayings], self._reading.sentence
        else:
            # Whoever settled them before changed how far they go, and nothing else.
            sayings, spans, self._reading.sentence = found
            for saying, once in zip(sayings, spans, strict=True):
                saying.spans = [list(span) for span in once]
        return sayings


def _attributed(reading: Reading, lower: int, upper: int) -> list[Saying]:
    """Return what the words of attribution in a stretch attribute, whoever writes it."""
    sayings: list[Saying] = []
    labelled = labels.find(reading, lower, upper)
    for number in reading.calls[bisect_left(reading.calls, bisect_left(reading.starts, lower)):]:
        token = reading.tokens[number]
        if token.end > upper:
            break
        while labelled and labelled[0].start <= token.start:
            sayings.append(labelled.pop(0))
        found = None
        if token.roles & STANCE or (token.roles & VERB and token.form.verb is not None and stances.points_follow(reading, token, upper)):
            found = stances.find(reading, number, token, lower, upper, sayings)
        if found is None and not token.roles & BLOCK:
            if token.roles & TAIL:
                found = frames.find(reading, token, lower, upper, sayings)
            if found is None and token.roles & VERB:
                found = verbs.find(reading, number, token, lower, upper, sayings)
        if found is not None:
            sayings.append(found)
    return sayings + labelled


def _settled(reading: Reading, sayings: list[Saying], lower: int, upper: int, told: bool) -> list[Speech]:
    """Return the speeches of one stretch."""
    unread = announced.find(reading, lower, upper, sayings, told)
    if told:
        unread += announced.answers(reading, lower, upper, [*sayings, *unread])
    if unread:
        sayings = sorted([*sayings, *unread], key=lambda saying: saying.verb_end)
    sayings = extent.without_states(reading, sayings)
    extent.settle(reading, sayings, upper, told)
    return extent.joined(reading, sayings, told)
