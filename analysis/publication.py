"""The day a text was published, read from the text itself where nobody has set it."""

import datetime
import email.utils
import re
from dataclasses import dataclass

from analysis import text
from analysis.dates import spans, tense
from analysis.dates.named import DateMention, find_dates
from analysis.dates.setting import valid
from analysis.schemas import Row

CERTAIN, LIKELY, GUESS = "certain", "likely", "guess"

PUBLISHED_KEYS = ("article:published_time", "og:published_time", "og:article:published_time", "datepublished", "publishdate",
                  "publish_date", "pubdate", "published", "published_time", "dc.date.issued", "dcterms.issued", "dc.date",
                  "article:create_at", "parsely-pub-date", "sailthru.date", "weibo:article:create_at", "date")
MODIFIED_KEYS = ("article:modified_time", "og:updated_time", "datemodified", "lastmodified", "last-modified", "updated")

HEAD, TAIL, SHORT_LINE = 800, 400, 60
_LABEL = re.compile(r"(?:(?:发布|发表|更新|刊登|刊载|出版|上传|上线|见报)(?:时间|日期|于|在)?|时间|日期)\s*:\s*$|(?:发布|发表|刊登|刊载)于\s*$")
_CLOCK = re.compile(r"[ T]?[0-9]{1,2}:[0-9]{2}")
_WIRE = re.compile(r"(?P<month>[0-9]{1,2}|十[一二]?|[一二三四五六七八九])月(?P<day>[0-9]{1,2}|[一二三四五六七八九十]{1,3})日(?:电|讯|消息|报道)")
_LINK = re.compile(r"https?://[!-~]{4,300}")
_IN_ADDRESS = re.compile(r"(?<![0-9])(?P<year>(?:19|20)[0-9]{2})[-/_.]?(?P<month>0[1-9]|1[0-2])(?:[-/_.]?(?P<day>[0-3][0-9]))?(?![0-9])")


@dataclass(frozen=True)
class Publication:
    """When a text was published, and how we know.

    Attributes
    ----------
    date : datetime.date or None
        None where nothing tells; of a month or year its first day.
    precision : str
        day, month, year, or `unknown` without a date.
    reason : str
        What told it, with the words: `metadata article:published_time`, `dateline 2021-12-31 17:23`.
    certainty : str
        `certain`, `likely`, `guess`, or `none`.
    """

    date: datetime.date | None
    precision: str
    reason: str
    certainty: str


UNKNOWN = Publication(None, "unknown", "no date found", "none")


def find(original: str, source: str = "", metadata: Row | None = None) -> Publication:
    """Return the publication date of a text.

    Parameters
    ----------
    original : str
        The text.
    source : str, optional
        File name or address: `news/2018/06/10/a.html`.
    metadata : dict, optional
        Names of HTML meta elements (or of a record's fields) with their content, in any case.

    Returns
    -------
    Publication
        By the first of these that tells: metadata, a dateline (a full date in a short line, in brackets or behind a label,
        near the top or the bottom), the address, the one day in the addresses that stand near the text's top and bottom, a
        wire's `6月8日电` with the newest year the text names, the newest date the text speaks of as past.
    """
    fields = {str(key).lower(): str(value) for key, value in (metadata or {}).items() if value}
    return (_from_metadata(fields) or _from_dateline(original) or _from_address(source) or _from_links(original)
            or _from_text(original) or UNKNOWN)


def _from_metadata(fields: dict[str, str]) -> Publication | None:
    for keys, certainty in ((PUBLISHED_KEYS, CERTAIN), (MODIFIED_KEYS, LIKELY)):
        for key in keys:
            if key in fields and (day := _parsed(fields[key])):
                return Publication(day, "day", f"metadata {key}", certainty)
    return None


def _parsed(value: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(value.strip()[:10])
    except ValueError:
        pass
    try:
        return email.utils.parsedate_to_datetime(value).date()
    except (ValueError, TypeError):
        pass
    return next((mention.date_start for mention in find_dates(value, None) if mention.precision == spans.DAY), None)


def _from_dateline(original: str) -> Publication | None:
    """Return the date of a dateline; a labelled one or one with a clock wins over the others, the top over the bottom."""
    found: list[tuple[bool, int, DateMention, str]] = []
    stretches = [(0, original[:HEAD])]
    if len(original) > HEAD:
        start = max(HEAD, len(original) - TAIL)
        stretches.append((start, original[start:]))
    folded = text.fold(original)
    for offset, stretch in stretches:
        for mention in find_dates(stretch, None):
            if mention.precision == spans.DAY and not mention.bound:
                certainty = _as_dateline(folded, offset + mention.start, offset + mention.end, mention.surface)
                if certainty:
                    found.append((certainty != CERTAIN, len(found), mention, certainty))
    if not found:
        return None
    _, _, mention, certainty = min(found, key=lambda row: row[:2])
    return Publication(mention.date_start, "day", f"dateline {mention.surface}", certainty)


def _as_dateline(folded: str, start: int, end: int, surface: str) -> str | None:
    first = folded.rfind("\n", 0, start) + 1
    last = folded.find("\n", end)
    line = folded[first:last if last >= 0 else len(folded)].strip()
    before, after = folded[first:start], folded[end:end + 8]
    if _LABEL.search(before):
        return CERTAIN
    if len(line) > SHORT_LINE:
        # "(2018年6月10日)" closing the last paragraph.
        bracketed = before.endswith("(") and after.startswith(")")
        return LIKELY if bracketed and start > len(folded) - TAIL else None
    if any(sign in line for sign in "。!?") or ("," in line and not _CLOCK.search(surface)):
        return None
    return CERTAIN if _CLOCK.search(surface + after) or line.strip("() ") == text.fold(surface) else LIKELY


def _from_address(source: str) -> Publication | None:
    for match in _IN_ADDRESS.finditer(source):
        year, month = int(match["year"]), int(match["month"])
        if match["day"] and valid(year, month, int(match["day"])):
            return Publication(datetime.date(year, month, int(match["day"])), "day", f"address {match.group()}", LIKELY)
    return None


def _from_links(original: str) -> Publication | None:
    """Return the one day that addresses near the top and the bottom hold; a page of several links tells none."""
    edges = original[:HEAD] + "\n" + original[HEAD:][-TAIL:]
    found = {place.date: place for link in _LINK.finditer(edges) if (place := _from_address(link.group()))}
    return next(iter(found.values())) if len(found) == 1 else None


def _from_text(original: str) -> Publication | None:
    """Return the date of a wire's dateline, or the newest date spoken of as past."""
    folded = text.prepare(original)
    # "某某政府上台后" is open to one side, and of an office held twice the first time.
    named = [mention for mention in find_dates(original, None)
             if mention.date_start and not (mention.bound and not any(map(str.isdecimal, mention.surface))) and mention.precision in (spans.DAY, spans.MONTH, spans.YEAR) and
             tense.around(folded.text, folded.place(mention.start), folded.place(mention.end)) != tense.FUTURE]
    newest = max(named, key=lambda mention: (mention.date_start, len(mention.iso)), default=None)
    if newest is None:
        return None
    wire = _WIRE.search(folded.text)
    if wire:
        start, end = folded.span(wire.start(), wire.end())
        following = find_dates(original[start:end], datetime.date(newest.date_start.year, 12, 31)) if newest.date_start else []
        if following:
            return Publication(following[0].date_start, "day", f"wire {original[start:end]} {newest.iso[:4]}", LIKELY)
    # A year tells less than a day of the same year: "2018年…2018年5月3日".
    within = [mention for mention in named if mention.iso.startswith(newest.iso[:4])]
    # "2022年9月16日以来" is open to one side and has no last day.
    best = max(within, key=lambda mention: (mention.date_end or mention.date_start if mention.precision == spans.DAY
                                            else mention.date_start, len(mention.iso)))
    return Publication(best.date_start, best.precision, f"newest date {best.surface}", GUESS)
