"""Who speaks where on a page of several voices: a round table's answers, a transcript's, a forum's."""

import re
from collections import Counter
from dataclasses import replace

from analysis.grammar import (
    answers,
    bare_names,
    furniture,
    names,
    openings,
    posts,
    run_on,
    signatures,
    signed_pieces,
    stacks,
    tables,
    unlabelled_questions,
    varied,
)
from analysis.grammar.byline_forms import MARKED, OPENINGS, SHORTEST_ANSWER, Byline, Section, marked
from analysis.grammar.cast import Cast
from analysis.grammar.furniture import Line
from analysis.grammar.voicebook import Voicebook

# A form that covers hardly more of the page than a more telling one (`**某某:**` read as `**某某`) does not displace it.
_CLEARLY_MORE = 1.1
# Forms that stand on a page by themselves, or not at all.
_OF_NO_MIXTURE = frozenset(("answers", "hourly", "timed", "floor", "user", "stack"))
# Forms whose names stand alone on a line.
_ALONE = frozenset(("answers", "bare", "stack", "varied"))
# A pen name and what the writer does: `老魏|粮贩`.
_TOLD = re.compile(r"^\W*[^\W\d_]{2,6}[ ]?[/|·丨,(][ ]?[^\W\d_]{2,}")
_LONGEST_MIXED = 40
# 读者留言(3): a heading over what readers wrote.
_LONGEST_HEAD = 16
# Lines in which an interview without labels may introduce who answers.
_PREAMBLE = 8
# A page of several forms has this many writers at least, and hardly a word before the first.
_FEWEST_MIXED, _BEFORE_MIXED = 3, 0.3
_FEWEST_HOURS = 3
_LABEL_ENDS = re.compile(r"[:】\])][: |]*")
_INVITED = re.compile(r"(?:专访|对话|访谈|独家|访)[ ]?[|丨/·:]?[ ]?")


def sections(found: list[Line], title: str, author: str, book: Voicebook, shape: names.NameShapes,
             topics: frozenset[str] = frozenset(), outlet: str = "", leaders: frozenset[str] = frozenset()) -> list[Section]:
    """Return the stretches of a page on which several people speak, in order; empty where it is no such page.

    Parameters
    ----------
    found : list of Line
        The page's lines, folded.
    title, author : str
        The document's, folded; the author stands for `答` in an interview.
    topics : frozenset of str
        Words for what texts are about, folded: a short line made of them is a sub-heading.
    outlet : str
        Who publishes the page, folded: as a label it asks.
    leaders : frozenset of str
        Names of the persons the codebook knows, folded: alone on lines they head what is said about them.

    Notes
    -----
    A page is a round table only where its structure says so: at least two bylines of one form, each over a text of its
    own, most of them shaped like names. One name alone on a line is no evidence.
    """
    best: list[Section] = []
    heads: set[int] = set()
    described = False
    introduced = Cast(found, title, book, shape)
    found = run_on.unrolled(found, title, book, shape, introduced)
    answered = answers.find(found, title, book, shape)
    alone = answers.only(found, answered, title, book)
    if alone:
        return alone
    firsts = {"0" if line.text[0].isdecimal() else line.text[0] for line in found}
    by_form: dict[str, list[Byline]] = {}
    forms = [style for style in ("post", "hourly", *MARKED) if style not in OPENINGS or not firsts.isdisjoint(OPENINGS[style])]
    tracks = frozenset(book.words("bylines", "tracks"))
    alike = [("alike", group) for group in openings.groups(found, title, book, shape, introduced) if tracks.isdisjoint(byline.name for byline in group)]
    for style, given in (("answers", answered), *((style, None) for style in forms), *alike, ("bare", None), ("stack", None), ("mixed", None), ("varied", None)):
        if style == "mixed" and best:
            continue
        bylines = (given if given is not None else varied.find(found, by_form, outlet, leaders) if style == "varied" else
                   _of_form(style, by_form, found, title, book, shape, outlet, introduced))
        if style in ("post", "bare", "stack", "alike"):
            # "潮汐论坛 2025-08-02" below the title is where and when, and no post.
            bylines = [byline for byline in bylines if byline.name != outlet]
        by_form[style] = by_form.get(style, []) + bylines
        if style in ("bare", "stack") and len(by_form["post"]) > 1:
            # Beside a stamp a name is the site's line, and no bare one.
            stamped = {byline.line for byline in by_form["post"]}
            bylines = [byline for byline in bylines if byline.line not in stamped]
        if style == "colon" and not _all_labelled(found, bylines, title, book, topics):
            # "短期风险:…" once in a text names nobody.
            bylines = [replace(byline, asks=byline.asks or byline.name == outlet) for byline in bylines if byline.certainty != "weak" or byline.name == outlet]
        if style == "colon":
            bylines = _without_particulars(found, bylines)
        # What stands under 网友评论 belongs to the article above it.
        below = _comments(found, bylines, book)
        bylines = [byline for byline in bylines if byline.line < below]
        if style in ("colon", "bold", "bracketed", "clocked"):
            bylines = _without_questions(found, bylines, outlet)
        if len(bylines) < 2 or _stand_below(found, bylines, title, book):
            continue
        asked = next((byline.line for byline in bylines if byline.asks), 0)
        invited = _interviewed([line.text for line in found[:asked]], book, shape) if any(byline.answers for byline in bylines) else ""
        if invited:
            # "受访者:某某,前主任" above the first question is no answer.
            bylines = [byline for byline in bylines if byline.line >= asked or not byline.answers]
        preamble = [title, *(line.text for line in found[:bylines[0].line])]
        answerer = author
        if any(byline.answers for byline in bylines):
            answerer = invited
            if not answerer and (not author or _wrote(author, preamble, book)):
                answerer = _introduced([line for line in preamble if not author or author not in line], "", shape)
            answerer = answerer or author or (style == "hourly" and signatures.find(found, book, shape, title)[0]) or ""
        answerer = _last_part(answerer, [title, *(line.text for line in found)])
        bylines = [byline if len(byline.name) > 1 or byline.asks or byline.answers else replace(
            byline, name=_introduced(preamble, byline.name, shape) or introduced.named(byline.name)) for byline in bylines]
        made = _called(_cut(found, bylines, answerer, style, book), found)
        if style == "post":
            made = _below_article(found, bylines, made, title, author, book, shape)
        if style == "bare" and _signed_above(found, bylines, author, book):
            continue
        own = {byline.line for byline in bylines}
        if leaders.issuperset(byline.name for byline in bylines) and not any(
                furniture.is_speech(found[byline.line].text) for byline in bylines):
            # "[普京]" alone on a line heads what somebody writes of him.
            continue
        if style == "bare" and len(bylines) > 2 and bylines[0].name not in leaders and leaders.issuperset(byline.name for byline in bylines[1:]):
            # One pen name, and below it the leaders the answer is about.
            place = furniture.body(found[bylines[0].line + 1:], title, book)
            return [Section(bylines[0].name, *place)] if place else []
        if own < heads or (described and style in _ALONE and not own >= heads):
            # A form that sees fewer of them reads the others' lines as text. Beside names told with what they are, a name
            # alone on a line may be a photo's caption.
            continue
        if made and _holds(style, bylines, made, found, title, book, topics) and (
                _covered(made) > _CLEARLY_MORE * _covered(best) or (style == "varied" and own > heads)):
            best, heads = made, own
            described = style == "described"
            if style == "answers":
                # What a site prints between answers other forms read as names and posts.
                break
    if best:
        return best
    preamble = [line.text for line in found[:_PREAMBLE]]
    return (unlabelled_questions.sections(found, _interviewed(preamble, book, shape), title, book) or tables.sections(found, book, shape)
            or signed_pieces.sections(found, title, book, shape, introduced, author))


def _of_form(style: str, by_form: dict[str, list[Byline]], found: list[Line], title: str, book: Voicebook,
             shape: names.NameShapes, outlet: str, introduced: Cast) -> list[Byline]:
    """Return the bylines of one form, in order; `mixed` are those of any marked form that surely hold a name and a post."""
    if style == "post":
        return posts.find(found, title, book)
    if style == "hourly":
        return posts.hours(found)
    if style == "stack":
        return stacks.find(found, title, book, shape)
    if style == "bare":
        return bare_names.bare(found, title, book, shape)
    if style != "mixed":
        return marked(found, style, title, book, shape, introduced, outlet)
    surest: dict[int, Byline] = {}
    for form, bylines in by_form.items():
        if form in _OF_NO_MIXTURE:
            continue
        for byline in bylines:
            if byline.name == outlet or byline.name.endswith(book.words("bylines", "houses")):
                continue
            told = byline.certainty == "strong" or _TOLD.search(found[byline.line].text[:_LONGEST_MIXED])
            if told and not byline.asks and not byline.answers and byline.line not in surest:
                surest[byline.line] = byline
    forms = {form for form, bylines in by_form.items() if not surest.keys().isdisjoint(byline.line for byline in bylines)}
    return [surest[line] for line in sorted(surest)] if len(forms) > 1 else []


def _signed_above(found: list[Line], bylines: list[Byline], author: str, book: Voicebook) -> bool:
    """Say whether the document's author signs above all names: then they head what is said about them."""
    head = [line.text for line in found[:bylines[0].line + (bylines[0].name == author)]]
    return bool(author) and any(author in text and len(text) <= _LONGEST_MIXED and not any(
        word in text for word in book.words("bylines", "interviewers") if word not in ("文/", "文:", "撰文", "文字")) for text in head)


def _stand_below(found: list[Line], bylines: list[Byline], title: str, book: Voicebook) -> bool:
    """Say whether names alone on lines stand below what they sign: a text closes upon the first, and none follows the last."""
    first, last = bylines[0].line, bylines[-1].line
    if not first or any(byline.content < found[byline.line].end for byline in bylines):
        return False
    above, below = found[first - 1].text, found[last + 1:]
    return (furniture.is_speech(above) and above[-1] != ":" and not furniture.is_title(above, title)
            and not any(furniture.is_remark(line.text) for line in below if not furniture.is_credit(line.text, book) and not furniture.is_stop(line.text, book)))


def _comments(found: list[Line], bylines: list[Byline], book: Voicebook) -> int:
    """Return the number of the line that heads the comments below two answers or more, else a number past the last."""
    for number, line in enumerate(found):
        if line.text.startswith(book.words("furniture", "comments")) and sum(
                byline.line < number for byline in bylines) > 1:
            return number
    return len(found)


def _below_article(found: list[Line], bylines: list[Byline], made: list[Section], title: str, author: str, book: Voicebook, shape: names.NameShapes) -> list[Section]:
    """Return what readers wrote with the signed article above it, where a line of its own says that they did: `读者留言(3)`."""
    first = bylines[0].line
    head = next((number for number in range(first - 1, max(first - 3, 0), -1) if len(found[number].text) <= _LONGEST_HEAD
                 and any(word in found[number].text for word in book.words("furniture", "replies"))), 0)
    body = furniture.body(found[:head], title, book) if head else None
    name = (author or signatures.find(found[:head], book, shape, title)[0]) if body else ""
    return [Section(name, *body), *made] if body and name else made


def _called(made: list[Section], found: list[Line]) -> list[Section]:
    """Return sections under the part of a foreign name by which their own text calls the person: `安娜·科瓦奇` over `科瓦奇称…`."""
    return [replace(section, name=names.short(section.name)) if "·" in section.name and any(
        names.short(section.name) in line.text for line in found if section.start <= line.start < section.end) else section for section in made]


def _last_part(name: str, lines: list[str]) -> str:
    """Return the last part of a foreign name where it ever stands alone on the page, else the whole."""
    last = names.short(name)
    alone = last != name and any(last in line.replace(f"·{last}", "") for line in lines)
    return last if alone else name


def _covered(made: list[Section]) -> int:
    return sum(section.end - section.start for section in made)


def _all_labelled(found: list[Line], bylines: list[Byline], title: str, book: Voicebook, topics: frozenset[str]) -> bool:
    """Say whether names of any shape and a colon open all that stands on the page: `潘帕斯的雨:…`, `远山如黛:…`."""
    times = Counter(byline.name for byline in bylines)
    if len(times) < 3 and (len(times) < 2 or min(times.values()) < 2):
        # Two who take turns are a dialogue.
        return False
    own = {byline.line for byline in bylines}
    if any(furniture.is_speech(line.text) and not furniture.is_title(line.text, title) and number not in own
           for number, line in enumerate(found) if not furniture.is_stop(line.text, book)):
        return False
    return not any(bare_names.heads_a_part(byline.name, book, topics) or byline.name.endswith(book.words("bylines", "headings"))
                   for byline in bylines if byline.certainty == "weak")


def _without_particulars(found: list[Line], bylines: list[Byline]) -> list[Byline]:
    """Return the bylines without those above the first sure one behind which no sentence stands: `主办:海滨大学`."""
    first = next((byline.line for byline in bylines if byline.certainty != "weak"), 0)
    return [byline for byline in bylines if byline.line >= first or furniture.is_speech(found[byline.line].text)]


def _without_questions(found: list[Line], bylines: list[Byline], outlet: str) -> list[Byline]:
    """Return the bylines with those marked as asking under which hardly anything but questions stands: `港湾网:您怎么看?`."""
    ends: dict[str, list[bool]] = {}
    unsure = {byline.name for byline in bylines if byline.certainty != "strong"}
    for byline, after in zip(bylines, [*bylines[1:], None]):
        last = found[(after.line if after else len(found)) - 1]
        ends.setdefault(byline.name, []).append(last.text.rstrip("”’)")[-1:] == "?")
    # Whoever asks may also say "再说那条走廊。"; a person answers with a question at times.
    asking = {name for name, asked in ends.items() if (all(asked) and (len(asked) > 1 or len(ends) < 3)) or name == outlet or (
        name in unsure and len(asked) > 2 and sum(asked) * 2 >= len(asked))}
    if len(asking) == len(ends):
        return bylines
    return [replace(byline, asks=True) if byline.name in asking else byline for byline in bylines]


def _interviewed(preamble: list[str], book: Voicebook, shape: names.NameShapes) -> str:
    """Return whom a line before the first question names as the one who answers: `受访者:蕭某某,前主任`, `【嘉宾简介】蕭某某,…`."""
    for line in preamble:
        label, *rest = _LABEL_ENDS.split(line, maxsplit=1)
        if rest and label.strip(" 【[(*#●■▲") in book.words("bylines", "interviewed"):
            named, certainty = names.label(re.split(r"[,(、;]", rest[0].strip(), maxsplit=1)[0], book, shape)
            if named and certainty != "none":
                return named
    return ""


def _wrote(author: str, preamble: list[str], book: Voicebook) -> bool:
    """Tell whether a line before the first question says that the author only asked or wrote it down: `撰文:…`, `记者:…`."""
    return any(line.startswith(book.words("bylines", "interviewers")) and author in line for line in preamble)


def _introduced(preamble: list[str], surname: str, shape: names.NameShapes) -> str:
    """Return whom the lines before the first question introduce.

    Parameters
    ----------
    preamble : list of str
        The title and what stands before the first question: `本报专访海滨大学教授林若川。`, `对话林若川:…`,
        `林若川,海滨大学教授,…`.
    surname : str
        What the name begins with; empty for any.
    """
    for line in preamble:
        places = [title.end() for title in shape.title.finditer(line)]
        places += [match.end() for match in _INVITED.finditer(line)]
        for place in places:
            for length in (3, 2, 4, 5):
                name = line[place:place + length]
                after = line[place + length:place + length + 1]
                # "评论员林若川随时点评" under the title "林若川逐段看": who is named twice is introduced.
                twice = length > 2 and sum(name in other for other in preamble) > 1
                if len(name) == length and name.startswith(surname) and names.is_person(name, shape) and (
                        not after.isalpha() or surname or twice):
                    return name
        first = re.match(r"([\u4e00-\u9fff·]{2,12})[,(]", line)
        if first and first[1].startswith(surname) and names.is_person(first[1], shape) and shape.title.search(line[:60]):
            return first[1]
    return ""


def _cut(found: list[Line], bylines: list[Byline], author: str, style: str, book: Voicebook) -> list[Section]:
    made = []
    for byline, after in zip(bylines, [*bylines[1:], None]):
        last = after.line if after else len(found)
        name = author if byline.answers else byline.name
        if byline.asks or not name:
            continue
        inner = []
        if style not in _ALONE:
            line = found[byline.line]
            lead = line.text[byline.content - line.start:]
            if lead.strip():
                start = byline.content + len(lead) - len(lead.lstrip())
                inner.append(Line(lead.strip(), start, line.end, line.blanks))
        for line in found[max(byline.line, byline.through) + 1:last]:
            if furniture.is_stop(line.text, book):
                break
            if style != "post" or inner or not (posts.is_stamp(line.text) or posts.is_header(line.text) or furniture.is_credit(line.text, book)):
                inner.append(line)
        while inner and (furniture.is_credit(inner[-1].text, book)):
            inner.pop()
        if inner and any(furniture.is_remark(line.text) or style not in _ALONE for line in inner):
            made.append(Section(name, inner[0].start, inner[-1].end))
    return made


def _holds(style: str, bylines: list[Byline], made: list[Section], found: list[Line], title: str, book: Voicebook, topics: frozenset[str]) -> bool:
    """Say whether the bylines of one form make the page a round table."""
    speakers = {section.name for section in made}
    asks = any(byline.asks for byline in bylines)
    if style in ("floor", "timed", "stack"):
        return len(made) >= 2
    if style == "hourly":
        return len(made) >= _FEWEST_HOURS
    if style in ("answers", "post", "mixed"):
        before = sum(len(line.text) for line in found[:bylines[0].line] if line.start < made[0].start
                     and furniture.is_speech(line.text) and not furniture.is_title(line.text, title))
        called = style == "post" and len(speakers) > 1 and bylines[0].line > 0 and found[bylines[0].line - 1].text.endswith(":")
        if before > (1 if called else _BEFORE_MIXED) * _covered(made):
            return False
        if style in ("answers", "post"):
            return len(speakers) >= 2
        long = sum(section.end - section.start >= SHORTEST_ANSWER for section in made) / len(made)
        return len(speakers) >= _FEWEST_MIXED and long >= 0.8
    if len(speakers) < 2 and not (asks and made):
        return False
    certain = Counter(byline.certainty for byline in bylines if not byline.asks)
    named = (certain["strong"] + certain["medium"]) / max(1, sum(certain.values()))
    long = sum(section.end - section.start >= SHORTEST_ANSWER for section in made) / len(made)
    if style == "colon":
        # "美方:…" once and "中方:…" once in a chronicle are no transcript; names or a questioner make one.
        if len(speakers) >= 3 and (certain["weak"] or certain["strong"] == sum(certain.values())):
            # Whoever labels every line may be brief.
            return bool(long >= 0.3)
        if len(made) >= 2 * len(speakers) and _all_labelled(found, bylines, title, book, topics):
            return True
        return (asks or (long >= 0.5 and certain["strong"] >= 2)) and named >= 0.8
    if style in ("alike", "clocked", "bullet", "bracketed", "described", "bold", "hashed", "numbered", "handle", "user"):
        if asks:
            return bool(made)
        if certain["strong"] + certain["medium"] and len(made) > len(speakers) and style in ("alike", "bracketed"):
            # "[北海老兵]" comes back: they talk to one another.
            return bool(long >= (0.5 if style == "bracketed" else 0.3))
        return long >= 0.5 and named >= 0.6 and certain["strong"] + certain["medium"] >= 2
    if long < (0.5 if certain["strong"] == len(bylines) > 2 or bare_names.is_question_site(found, book) else 0.8):
        return False
    if certain["strong"] / len(bylines) >= 0.6:
        return True
    if len(made) < 3 and not bare_names.is_question_site(found, book):
        return False
    return bare_names.evidence(bylines, named, found, title, book, topics) >= bare_names.ENOUGH_EVIDENCE
