"""Interviews whose questions bear no label: lines that open alike and ask, each over the answer of the one who is introduced."""

from collections import Counter
from itertools import pairwise

from analysis.grammar import furniture
from analysis.grammar.byline_forms import Section
from analysis.grammar.furniture import Line
from analysis.grammar.voicebook import Voicebook
from analysis.patterns import later

_LEAD = later(r"[^\w\s“”‘’《》(]{0,3}")
_LONGEST, _FEWEST = 80, 2


def sections(found: list[Line], guest: str, title: str, book: Voicebook) -> list[Section]:
    """Return what stands below each question, under who was invited; empty where nobody was, or no mark opens the questions."""
    if not guest:
        return []
    questions = [number for number, line in enumerate(found) if len(line.text) <= _LONGEST and line.text.rstrip("*”’】 ")[-1:] == "?"
                 and number + 1 < len(found) and furniture.is_remark(found[number + 1].text) and not furniture.is_title(line.text, title)]
    leads = Counter(_mark(found[number]) for number in questions)
    lead, times = leads.most_common(1)[0] if leads else ("", 0)
    if not lead or times < _FEWEST:
        return []
    questions = [number for number in questions if _mark(found[number]) == lead]
    made = []
    for number, after in pairwise([*questions, len(found)]):
        place = furniture.body(found[number + 1:after], title, book)
        if place:
            made.append(Section(guest, *place))
    return made


def _mark(line: Line) -> str:
    match = _LEAD.match(line.text)
    return match[0] if match else ""
