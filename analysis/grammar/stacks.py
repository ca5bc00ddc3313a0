"""Names in a stack of short lines above a text: a kicker, a heading, the name, the post, in any order."""

from collections import Counter

from analysis.grammar import furniture, names
from analysis.grammar.byline_forms import SHORTEST_ANSWER, Byline
from analysis.grammar.furniture import Line
from analysis.grammar.voicebook import Voicebook

_HIGHEST, _LONGEST, _LONGEST_KICKER = 5, 40, 8


def find(found: list[Line], title: str, book: Voicebook, shape: names.NameShapes) -> list[Byline]:
    """Return, for each stack of short lines over a paragraph, the line that names who wrote it; empty where not two do.

    Notes
    -----
    A name in a stack is believed where the line beside it tells what the person is, or where the same kicker (`分析`)
    heads every stack: a name over a text is else as likely its sub-heading.
    """
    stacks = [stack for stack in _stacks(found, title, book) if len(stack) > 1]
    if len(stacks) < 2:
        return []
    kickers = Counter(found[stack[0]].text for stack in stacks if len(found[stack[0]].text) <= _LONGEST_KICKER)
    high = {len(stack) for stack in stacks}
    posts = (*book.words("titles", "titles"), *book.words("titles", "bodies"))
    bylines = []
    for stack in stacks:
        kicked = kickers[found[stack[0]].text] > 1
        for number in stack[1:] if kicked else stack:
            name, certainty = names.label(found[number].text, book, shape)
            if certainty != "strong":
                continue
            beside = [found[other].text for other in (number - 1, number + 1) if other in stack]
            # Stacks of one height, and the name at one place in each, are one form.
            one_form = len(high) == 1 and len(stack) > 2 and all(names.label(found[other[number - stack[0]]].text, book, shape)[1] == "strong" for other in stacks)
            if kicked or one_form or name != found[number].text or any(text.endswith(posts) for text in beside):
                first = found[stack[0]]
                bylines.append(Byline(name, "strong", stack[0], found[stack[-1]].end, first.blanks, through=stack[-1]))
                break
    return bylines if len({byline.name for byline in bylines}) > 1 else []


def _stacks(found: list[Line], title: str, book: Voicebook) -> list[list[int]]:
    """Return the runs of short lines that end over a paragraph, by number of line; a blank line before a heading parts them."""
    stacks: list[list[int]] = []
    run: list[int] = []
    for number, line in enumerate(found):
        if furniture.is_stop(line.text, book):
            run = []
        elif furniture.is_speech(line.text) or len(line.text) > _LONGEST:
            while run and not found[run[0]].blanks and any(found[other].blanks for other in run[1:]):
                # What stands close below a text and apart from the next signs it.
                run.pop(0)
            if run and len(run) <= _HIGHEST and len(line.text) >= SHORTEST_ANSWER:
                stacks.append(run)
            run = []
        elif not furniture.is_title(line.text, title) and not furniture.is_credit(line.text, book):
            run.append(number)
    return stacks
