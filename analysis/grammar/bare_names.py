"""Names alone on a line above a paragraph, and what tells them from the sub-headings of one text."""

import re

from analysis.grammar import furniture, names, posts
from analysis.grammar.byline_forms import Byline
from analysis.grammar.furniture import Line
from analysis.grammar.voicebook import Voicebook

# A page of bare lines is a round table from this much evidence on: see `evidence`.
ENOUGH_EVIDENCE = 3
_LONGEST_NAME = 12
_SHORTEST_LIST = 3
# With what is said of the person behind the name.
_LONGEST_LINE = 40
# A line under a bare name that says who it is: `海滨大学在读`.
_LONGEST_DESCRIPTION = 20
_ORDINAL = re.compile(r"[(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)、.:]")
_MARKED_LINE = re.compile(r"(?:\d{4}年)?\d{1,2}月|[一二三四五六七八九十]{1,3}[、.]|第[一二三四五六七八九十]|[●◆■#*【\[(◎@]|\d+[.、)]")
# 本期提问:…: what all of them were asked is a note too.
_NOTE = re.compile(r"[(\[【]?(?:(?:编者|编辑)?(?:按语?|导语|引言|手记|前言)|(?:(?:本|今|这)(?:期|周|次|轮|回)(?:的)?)?(?:提问|问题|题目|话题|议题|设问|讨论题?|主题)(?=[)\]】]?[ ]?[:|]))[)\]】]?[ ]?[:|]?")

_REPORTER = re.compile(r"(?:记者|编辑|特派员|通讯员|实习生)[ :/|]")


def bare(found: list[Line], title: str, book: Voicebook, shape: names.NameShapes) -> list[Byline]:
    """Return the short lines of a page that may be names over what they say."""
    bylines, described = [], -1
    for number, line in enumerate(found):
        if len(line.text) > _LONGEST_LINE or line.text[-1] in "。!?…:;,":
            continue
        if number + 1 == len(found) or number == described or furniture.is_title(line.text, title):
            continue
        if any(judge(line.text, book) for judge in (furniture.is_caption, furniture.is_credit, furniture.is_stop)):
            continue
        # "一、叙利亚问题" and "第一,民意" open a heading, "某网记者 某某" a report: no answer.
        if _MARKED_LINE.match(line.text) or _REPORTER.search(line.text):
            continue
        if len(line.text) > _LONGEST_NAME and not re.search(r"[ (,]", line.text) and (
                len(line.text) > 30 or not names.titled(line.text, book, shape)):
            continue
        if line.text[0] in "—–―-" and number and furniture.is_speech(found[number - 1].text):
            # A dash signs what stands above it.
            continue
        if posts.is_stamp(line.text) or _ends_a_list(found, number, title, book):
            continue
        named, certainty = names.label(line.text, book, shape)
        if not named:
            continue
        if not furniture.is_remark(_below(found, number + 1).text):
            # A short line over another short line heads nothing (a menu), unless the second says who the first is.
            if _describes(found, number, book, shape):
                described = number + 1
                below = names.label(found[described].text, book, shape)
                if certainty == "weak" and below[1] == "strong" and below[0] != found[described].text:
                    # The heading stands above the name.
                    bylines.append(Byline(*below, number, found[described].end, line.blanks, through=described))
                    continue
            elif not _ORDINAL.match(found[number + 1].text):
                # An answer may open with a sub-heading of its own: `一、选后的台海`.
                continue
        bylines.append(Byline(named, certainty, number, line.end, line.blanks))
    # Where a site repeats the question over each answer, what stands right below it is the name, and no other line.
    repeated = [byline for byline in bylines if byline.line and furniture.is_title(found[byline.line - 1].text, title)]
    return repeated if len(repeated) > 1 else bylines


def _ends_a_list(found: list[Line], number: int, title: str, book: Voicebook) -> bool:
    """Say whether a line is the last of a list: short lines close upon one another, none of them the title's or a credit."""
    above = found[max(0, number - _SHORTEST_LIST):number]
    return len(above) == _SHORTEST_LIST and not any(line.blanks for line in (*above[1:], found[number])) and not any(
        furniture.is_speech(line.text) or furniture.is_title(line.text, title) or furniture.is_credit(line.text, book) for line in above)


def _describes(found: list[Line], number: int, book: Voicebook, shape: names.NameShapes) -> bool:
    """Say whether the line below a line is one more about the same person: close to it, and over a paragraph."""
    name, below = found[number], found[number + 1]
    if number + 2 >= len(found) or below.blanks or not name.blanks or len(below.text) > _LONGEST_DESCRIPTION:
        return False
    captioned = furniture.is_caption(below.text, book) and not shape.title.search(below.text)
    return (furniture.is_speech(_below(found, number + 2).text) and not captioned
            and not furniture.is_credit(below.text, book) and not furniture.is_stop(below.text, book))


def _below(found: list[Line], number: int) -> Line:
    """Return a line, or the next that does not only count who liked the text."""
    while number + 1 < len(found) and furniture.is_count(found[number].text):
        number += 1
    return found[number]


def is_question_site(found: list[Line], book: Voicebook) -> bool:
    """Say whether lines stand on a page that a site puts below each answer: `赞同 1024`, `编辑于 …`."""
    return sum(furniture.is_count(line.text) or line.text.startswith(book.words("bylines", "answer_furniture")) for line in found) >= 2


def evidence(bylines: list[Byline], named: float, found: list[Line], title: str, book: Voicebook,
             topics: frozenset[str]) -> int:
    """Weigh whether short lines over paragraphs name people or head the parts of one text.

    Notes
    -----
    Pen names have any shape (`西瓜皮不滑`), so the page has to tell: an article says something before its first
    sub-heading, a round table hardly ever does, or its editor's note calls the speakers in; its title asks; its names
    stand farther apart than its paragraphs. Against it: idioms, and lines made of what the text is about.
    """
    before = [line.text for line in found[:bylines[0].line] if furniture.is_speech(line.text)
              and not furniture.is_title(line.text, title) and not furniture.is_credit(line.text, book)]
    note = bool(before) and bool(_NOTE.match(before[0]))
    announced = any(word in text for text in [title or found[0].text, *before] for word in
                    book.words("bylines", "round_tables" if text not in before else "invitations"))
    evidence = int(announced)
    if not before or note:
        evidence += 2
    elif announced and len(before) == 1 and any(word in before[0] for word in book.words("bylines", "invitations")):
        evidence += 1
    evidence += 2 * is_question_site(found, book)
    own = {byline.line for byline in bylines}
    own |= {number + 1 for number in own}
    others = [line.blanks for number, line in enumerate(found) if number > bylines[0].line and number not in own]
    if min(byline.blanks for byline in bylines[1:]) > (sum(others) / len(others) if others else 0):
        evidence += 1
    evidence += (named >= 0.3) + (named >= 0.6)
    opened = [found[byline.line + 1].text for byline in bylines if byline.line + 1 < len(found)]
    evidence += any(text.startswith(book.words("bylines", "forum_talk")) for text in opened)
    heads = [heads_a_part(found[byline.line].text, book, topics) for byline in bylines]
    share = sum(heads) / len(heads)
    evidence -= 3 if share >= 0.5 else 1 if share > 0.2 else 0
    if len(bylines) > 2 and len({len(byline.name) for byline in bylines}) == 1 and len(bylines[0].name) >= 4 and named < 0.3:
        # Sub-headings are cut to one measure: four characters each.
        evidence -= 1
    return evidence


def heads_a_part(line: str, book: Voicebook, topics: frozenset[str]) -> bool:
    """Say whether a short line reads like a sub-heading: `各怀心思`, `稀土与芯片`."""
    if any(mark in line for mark in book.words("bylines", "heading_marks")):
        return True
    covered = place = 0
    while place < len(line):
        length = next((length for length in range(min(8, len(line) - place), 1, -1)
                       if line[place:place + length] in topics), 0)
        covered += length
        place += length or 1
    return covered * 3 >= len(line) * 2
