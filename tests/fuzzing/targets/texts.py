"""Any text into whatever takes a text by itself."""

import math

import numpy as np
from hypothesis import strategies as st

from analysis import codebook as codebooks
from analysis import fetching, finder, keywords, publication, reposts, segmentation
from analysis import text as texts_module
from analysis.dates import named
from analysis.evidence import around, label, passage
from analysis.grammar import furniture, quotation
from analysis.language import CODES, Language, best, to_taiwan
from analysis.lexicon import lexicon, lower
from tests.fuzzing.strategies import texts
from tests.fuzzing.target import Target


def folding(text: str) -> None:
    """Folded text has the place of every character; what is cut out of it lies in it."""
    folded = texts_module.fold(text)
    assert len(folded) == len(text)
    assert texts_module.fold(folded) == folded, "folding twice is not folding once"
    assert texts_module.script(text) in ("Hans", "Hant", "mixed")
    for script in ("Hans", "Hant"):
        assert len(texts_module.in_script(text, script)) == len(text)
    joined = texts_module.prepare(text)
    assert len(joined.offsets) == len(joined.text) + 1 and joined.offsets[-1] == len(text)
    assert (np.diff(joined.offsets) > 0).all()
    assert "".join(folded[place] for place in joined.offsets[:-1]) == joined.text
    for cut in (texts_module.sentences, texts_module.clauses):
        last = 0
        for start, end in cut(joined.text):
            assert last <= start < end <= len(joined.text)
            first, until = joined.span(start, end)
            assert 0 <= first < until <= len(text)
            assert joined.place(first) == start
            last = end
    ends = texts_module.sentence_ends(text)
    assert (np.diff(ends) > 0).all() and (not len(ends) or ends[-1] <= len(text))
    texts_module.to_traditional(text)
    to_taiwan(text)


def dates(case: tuple) -> None:
    """Dates found are where they say, and end no sooner than they begin."""
    text, base = case
    for found in named.find_dates(text, base):
        assert 0 <= found.start < found.end <= len(text)
        assert text[found.start:found.end] == found.surface
        assert found.date_start is None or found.date_end is None or found.date_start <= found.date_end
    told = publication.find(text, text[:40], {"date": text[:30], "article:published_time": text[5:40]})
    assert (told.date is None) == (told.precision == "unknown")


def words(text: str) -> None:
    """Words, phrases, names and quotations found in a text stand in it."""
    book = codebooks.load()
    joined = texts_module.prepare(text).text
    assert "".join(segmentation.cut(joined, book)) == joined
    keywords.key_phrases(joined, book)
    assert len(lower(joined)) == len(joined)
    known = lexicon(book)
    actors = known.actors(joined, None)
    for hit in (*actors, *known.issues(joined, actors)):
        assert 0 <= hit.start < hit.end <= len(joined)
    for line in furniture.lines(joined):
        assert 0 <= line.start <= line.end <= len(joined)
    quotation.quotes(joined)
    for first in (joined, joined[: len(joined) // 2]):
        assert 0 <= reposts.similarity(first, joined) <= 1
    reposts.bands(text)
    finder.plain(text)


def evidence(case: tuple) -> None:
    """A place of a text is shown with what stands around it, and nothing of it is lost."""
    text, start, length, most = case
    start = min(start, len(text))
    end = min(len(text), start + length)
    before, quote, after = passage(text, start, end, most)
    assert quote == text[start:end] and len(before) <= most + 1 and len(after) <= most + 1
    before, quote, after = around(text, start, end, most)
    assert len(before) <= most + 1 and len(after) <= most + 1 and "\n" not in quote
    assert len(label(text, text[start:end], max(1, most))) <= max(1, most)


def languages(case: tuple) -> None:
    """What the interface writes of names, numbers and days is written whatever they are."""
    code, names, value, day = case
    tongue = Language.of(code)
    tongue.listed(names)
    tongue.separated(names)
    tongue.clauses(names)
    tongue.number(value)
    tongue.date(day)
    for name in names:
        assert best(name) in CODES
        tongue.again(name)


def addresses(text: str) -> None:
    """Whatever is given as an address is either public or not, and what is not is never connected to."""
    assert fetching.public(text) in (True, False)
    asked: list[str] = []

    def refused(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    try:
        fetching.fetch(text, look_up=refused)
    except fetching.FetchError:
        return
    raise AssertionError("fetched from inside")


_SCHEMES = st.sampled_from(("http://", "https://", "HTTP://", "file://", "gopher://", "//", "", "http:", "http:////", "https://a:b@", "http://[", "http://[::ffff:", "http://0x7f.", "http://127.0.0.1\\@", "http://①②⑦."))
_URLS = st.one_of(st.builds(lambda scheme, rest: scheme + rest, _SCHEMES, texts.short(2)), texts.short(3), st.builds(
    lambda scheme, host, port, rest: f"{scheme}{host}:{port}/{rest}", _SCHEMES, st.sampled_from(("localhost", "10.0.0.1", "2130706433", "017700000001", "例子.测试", "a..b", "[::1]", "-", "a" * 300)),
    st.sampled_from(("80", "443", "99999", "-1", "", "８０", "x")), texts.short(1)))

TARGETS = (
    Target("folding and cutting a text", texts.texts(), folding, 4000, 60),
    Target("dates in a text", st.tuples(texts.texts(8), st.one_of(st.none(), st.dates())), dates, 4000, 60),
    Target("words, names and phrases in a text", texts.texts(8), words, 2500, 20),
    Target("a place with what stands around it", st.tuples(texts.texts(6), st.integers(0, 400), st.integers(0, 60), st.integers(0, 60)), evidence, 8000, 40),
    Target("lists, numbers and days in three languages", st.tuples(st.sampled_from(CODES), st.lists(texts.short(2), max_size=5), st.one_of(st.floats(-1e15, 1e15), st.sampled_from((math.nan, math.inf, -math.inf))), st.dates()), languages, 4000, 30),
    Target("an address to fetch from", _URLS, addresses, 1500, 12),
)
