"""Pages on which each writer's name is set off in a form of its own: `某某` here, `2. 某某(研究者)` there, then `@某某`, `【某某|时评人】`."""

from collections import Counter
from collections.abc import Mapping

from analysis.grammar import furniture
from analysis.grammar.byline_forms import Byline
from analysis.grammar.furniture import Line

# How surely a line is a byline; of two readings of a line the surer one counts.
_SURE = {"strong": 0, "medium": 1, "weak": 2, "none": 3}
_FORMS = frozenset(("post", "floor", "handle", "bullet", "bracketed", "bold", "hashed", "numbered", "colon", "alike", "bare"))
# With fewer forms each has its reader.
_FEWEST_FORMS, _FEWEST = 2, 3


def find(found: list[Line], by_form: Mapping[str, list[Byline]], outlet: str, leaders: frozenset[str]) -> list[Byline]:
    """Return the names that stand alone on a line, in whatever form, each over what it says; empty where all are of one form.

    Parameters
    ----------
    by_form : mapping of str to list of Byline
        What the reader of each form has found.
    outlet : str
        Who publishes the page, folded: no writer on it.
    leaders : frozenset of str
        Names of the persons the codebook knows, folded: alone on lines they head what is said about them.

    Notes
    -----
    A name that goes with its text on one line is left to the reader of its form. Where some stand below a blank line, those that do not are
    no bylines: a list within an answer, a heading.
    """
    alone: dict[int, tuple[str, Byline]] = {}
    for form, bylines in by_form.items():
        for byline in bylines if form in _FORMS else ():
            line = found[byline.line]
            rest = line.text[byline.content - line.start:].strip(" 】])*:")
            if rest or byline.asks or byline.answers or byline.name == outlet or byline.name in leaders or byline.line + 1 >= len(found):
                continue
            if not furniture.is_speech(found[byline.line + 1].text):
                continue
            known = alone.get(byline.line)
            if known is None or _SURE[byline.certainty] < _SURE[known[1].certainty]:
                alone[byline.line] = form, byline
    set_off = {number: told for number, told in alone.items() if told[1].blanks} or alone
    named = Counter(form for form, byline in set_off.values() if byline.certainty in ("strong", "medium"))
    forms = {form for form, times in Counter(form for form, _ in set_off.values()).items() if form == "bare" or named[form] * 2 >= times}
    set_off = {number: told for number, told in set_off.items() if told[0] in forms}
    if len(forms) < _FEWEST_FORMS or len(set_off) < _FEWEST:
        return []
    return [set_off[number][1] for number in sorted(set_off)]
