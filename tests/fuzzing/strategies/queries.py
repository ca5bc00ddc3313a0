"""Addresses: parameters the product knows with values it does not expect, and parameters it never heard of."""

from datetime import date
from urllib.parse import quote

from hypothesis import strategies as st

from analysis.selection import SIDES, Selection
from tests.fuzzing.strategies.texts import short

PARAMETERS = ("document", "commentator", "issue", "actor", "outlook", "since", "until", "least", "mapping", "reviewed", "lang", "script", "project", "show", "by", "value", "order", "fold", "from", "to",
              "asof", "per", "look", "between", "groups", "word", "measure", "about", "question", "who", "a", "b", "doc", "at", "find", "marks", "part", "trend", "point", "tie", "shared", "kind",
              "size", "scale", "letters", "sort", "first", "second", "briefing", "entry", "code", "term", "camps", "__proto__", "isue")
VALUES = ("d0", "d1", "d2", "甲评论员", "乙评论员", "relations", "sanctions", "summit", "china", "usa", "closer", "apart", "open", "2024-06-01", "2025-02-30", "20240601", "2024-W01-1", "0001-01-01",
          "9999-12-31", "0", "1", "3", "999", "1000", "-1", "1e3", "٣", "²", "3.0", " 3", "9" * 5000, "lunheng", "kent", "yes", "no", "en", "zh-Hans", "zh-Hant", "zh", "de", "outlook", "mentions",
          "predictions", "month", "quarter", "year", "none", "nan", "[]", "{}", "null", "x" * 3000, "a,b", "a|b", "制裁", "issue", "commentator", "text", "slide", "2")


def values() -> st.SearchStrategy[str]:
    """Return a strategy for one value."""
    return st.one_of(st.sampled_from(VALUES), st.sampled_from(VALUES), short(2))


def parameters() -> st.SearchStrategy[dict[str, list[str]]]:
    """Return a strategy for parameters with their values, as an address has them once it is read."""
    return st.dictionaries(st.one_of(st.sampled_from(PARAMETERS), short(1)), st.lists(values(), max_size=3), max_size=6)


def strings() -> st.SearchStrategy[str]:
    """Return a strategy for what stands behind the question mark of an address, well written or not."""
    told = parameters().map(lambda query: "&".join(f"{quote(name, errors='replace', safe='')}={quote(value, errors='replace', safe='')}"
                                                   for name, given in query.items() for value in given))
    raw = st.sampled_from(("%", "%zz", "%00", "%ff%fe", "&&&", "====", "a=b=c", ";", "?", "issue", "issue=%ED%A0%80", "lang=en&lang=de", "+", "%u4e2d", "[]=1", "a[b]=1"))
    return st.one_of(told, told, told, raw, st.builds(lambda first, second: f"{first}&{second}", told, raw))


def selections() -> st.SearchStrategy[Selection]:
    """Return a strategy for selections that can be made in the sidebar, over names that may be here or not."""
    many = st.lists(st.sampled_from(("relations", "sanctions", "summit", "china", "usa", "russia", "甲评论员", "顾远", "d0", "none", "无此", "=1+1")), max_size=3, unique=True).map(tuple)
    days = st.one_of(st.none(), st.none(), st.dates(date(1, 1, 1), date(9999, 12, 31)), st.sampled_from((date(1, 1, 1), date(9999, 12, 31), date(2024, 6, 1))))
    return st.builds(Selection, documents=st.one_of(st.just(()), many), commentators=st.one_of(st.just(()), many), issues=st.one_of(st.just(()), many), actors=st.one_of(st.just(()), many),
                     sides=st.lists(st.sampled_from(SIDES), max_size=3, unique=True).map(lambda held: tuple(side for side in SIDES if side in held)), since=days, until=days, least=st.integers(1, 999),
                     mapping=st.sampled_from(("lunheng", "kent", "sherman", "none")), reviewed=st.booleans())
