"""Paragraphs that open with a name and a colon: `林若川(海滨大学教授):…`, `[周一 21:40] 林若川:…`, `◆ 港湾证券(分析师 林若川):…`."""

import re

from analysis.grammar import furniture, names
from analysis.grammar.attribution import persons
from analysis.grammar.attribution.reading import Reading
from analysis.grammar.attribution.sayings import Saying, Voice

# "【某某:辞还是不辞】" and "某某:谈判会破裂" without a stop are headings.
_TAGGED = r"(?:(?:\[[^\[\]\n]{1,20}\]|【[^【】\n]{1,20}】|\d{1,2}:\d{2}(?![^ ])|[•●◆■▲▼◇□○★☆※►▶▌▍▎┃·*]{1,3}|\(?\d{1,2}[.、)]|[①-⑳])[ ]*)"
_LABELLED = re.compile(rf"^[ ]*(?P<tag>{_TAGGED}{{0,3}})(?P<who>(?![【\[(])(?:\([^()\n]{{2,30}}\)|[^:。!?,;“”()\n]){{2,40}}):[ ]*", re.MULTILINE)
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
    return found


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
