"""What is said by whom in a text: the rules of attribution in their order."""

from bisect import bisect_left
from datetime import date

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
        if not stretches:
            return []
        reading = Reading(self.lexis, folded, published)
        return [speech for start, end, told in stretches for speech in _within(reading, start, end, told)]


def _within(reading: Reading, lower: int, upper: int, told: bool) -> list[Speech]:
    """Return the speeches of one stretch."""
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
    sayings += labelled
    unread = announced.find(reading, lower, upper, sayings, told)
    if told:
        unread += announced.answers(reading, lower, upper, [*sayings, *unread])
    if unread:
        sayings = sorted([*sayings, *unread], key=lambda saying: saying.verb_end)
    sayings = extent.without_states(reading, sayings)
    extent.settle(reading, sayings, upper, told)
    return extent.joined(reading, sayings, told)
