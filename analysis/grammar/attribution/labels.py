"""Paragraphs that open with a name and a colon: `林若川(海滨大学教授):…`, `[周一 21:40] 林若川:…`, `◆ 港湾证券(分析师 林若川):…`."""

import re

from analysis.grammar import furniture, names
from analysis.grammar.attribution import persons
from analysis.grammar.attribution.reading import Reading
from analysis.grammar.attribution.sayings import Saying, Voice

# "【某某:辞还是不辞】" and "某某:谈判会破裂" without a stop are headings.
_TAGGED = r"(?:(?:\[[^\[\]\n]{1,20}\]|【[^【】\n]{1,20}】|\d{1,2}:\d{2}(?![^ ])|[•●◆■▲▼◇□○★☆※►▶▌▍▎┃·*]{1,3}|\(?\d{1,2}[.、)]|[①-⑳])[ ]*)"
_LABELLED = re.compile(rf"^[ ]*(?P<tag>{_TAGGED}{{0,3}})(?P<who>(?![【\[(])(?:\([^()\n]{{2,30}}\)|[^:。!?,;“”()\n]){{2,40}}):[ ]*", re.MULTILINE)
# "…崛起。林若川(海滨大学教授):…": a page whose lines a crawler ran together.
_RUN_ON = re.compile(r"(?P<before>[\u4e00-\u9fff·]{2,12})\((?P<told>[^()\n]{4,60})\):")
_LONGEST_ALONE = 4
_BRACKETED = re.compile(r"\(([^()\n]{2,30})\)")
_PAPER = re.compile(r"《(?P<name>[^《》\n]{2,12})》(?:网站|社论|社评|文章|专栏|评论|报道)?$")
# How the names of houses end that give a view of their own.
_HOUSES = ("资本", "基金", "宏观", "研究", "投资", "资产", "财富")
_LONGEST_HOUSE = 16


def find(reading: Reading, lower: int, upper: int) -> list[Saying]:
    """Return what the labelled paragraphs of a stretch attribute, in order."""
    found = []
    for match in _LABELLED.finditer(reading.text, lower, upper):
        if match["who"].endswith(reading.lexis.verbs):
            # "市民陈某说:…" is a sentence, not a label.
            continue
        name, certainty = names.label(match["who"], reading.lexis.book, reading.lexis.shape)
        if match["who"] in reading.persons:
            # "发言人安某…答记者问" makes of a rare surname a name.
            name, certainty = match["who"], "strong"
        body = False
        if certainty != "strong":
            name, certainty, body = _house(reading, match["who"], bool(match["tag"]))
        if certainty == "strong" and match["who"] not in reading.lexis.labels:
            voice = Voice(name, False, match.start("who"), unnamed=True) if body else Voice(reading.persons.get(name) or persons.called(name, reading.plain), True, match.start("who"))
            end = reading.paragraph_end(match.end(), upper)
            if end > match.end() and furniture.is_speech(reading.text[match.start("who"):end].rstrip()):
                found.append(Saying(voice, voice.start, match.end(), [[match.end(), end]], labelled=True))
    return sorted([*found, *_run_on(reading, lower, upper)], key=lambda saying: saying.start)


def _run_on(reading: Reading, lower: int, upper: int) -> list[Saying]:
    """Return what names with their posts in brackets and a colon attribute inside a paragraph, each up to the next."""
    labels = [(match, name) for match in _RUN_ON.finditer(reading.text, lower, upper)
              if (name := _at_end(reading, match)) and reading.text[max(lower, match.start("before") - 1):match.start("before")] not in ("", "\n")]
    named = [(match, match["before"]) for match in reading.lexis.posted.finditer(reading.text, lower, upper)
             if names.is_person(match["before"], reading.lexis.shape, foreign=False) and reading.lexis.plausible_name(match["before"])]
    if len(named) > 1:
        # "…的难点海滨大学教授 林若川:…": once it may be anything.
        labels = sorted([*labels, *named], key=lambda label: label[0].start())
    found: list[Saying] = []
    for place, (match, name) in enumerate(labels):
        end = reading.paragraph_end(match.end(), upper)
        if place + 1 < len(labels):
            after, called = labels[place + 1]
            end = min(end, after.end("before") - len(called))
        start = match.end("before") - len(name)
        found.append(Saying(Voice(persons.called(name, reading.plain), True, start), start, match.end(), [[match.end(), end]], labelled=True))
    return found


def _at_end(reading: Reading, match: re.Match[str]) -> str:
    """Return the name that ends right before a bracket with a post: what stands alone there, else what has a name's shape."""
    lexis, before = reading.lexis, match["before"]
    if not match["told"].endswith(lexis.title_words):
        return ""
    alone = reading.text[match.start("before") - 1:match.start("before")] in "。!?”;" and (len(before) <= _LONGEST_ALONE or "·" in before)
    if alone and lexis.plausible_body(before):
        return before
    return next((before[-length:] for length in (4, 3, 2) if names.is_person(before[-length:], lexis.shape, foreign=False) and lexis.plausible_name(before[-length:])
                 and lexis.plausible_body(before[-length:])), "")


def _house(reading: Reading, who: str, tagged: bool) -> tuple[str, str, bool]:
    """Return whom a label names that is no person's, how surely, and whether it is a body: a house, or the analyst in its bracket."""
    lexis = reading.lexis
    for inside in _BRACKETED.findall(who):
        for part in re.split("[ :,、/]", inside):
            name = names.titled(part, lexis.book, lexis.shape)
            if name:
                return name, "strong", False
    paper = _PAPER.search(who)
    if paper and paper["name"].endswith(lexis.press):
        return paper["name"], "strong", True
    house = _BRACKETED.sub("", who).strip()
    known = house.endswith((*lexis.judges, *_HOUSES)) or house.startswith(lexis.brokers) or (tagged and house.endswith(lexis.bodies))
    return (house, "strong", True) if known and len(house) <= _LONGEST_HOUSE and lexis.plausible_body(house) else ("", "none", False)
