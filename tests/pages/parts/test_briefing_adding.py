"""The way from charts and quotes into the briefing at hand."""

import pytest

from analysis.briefing import Briefing
from analysis.briefings import Briefings
from pages.parts import briefing_adding, briefing_shelf, tables
from tests.pages.conftest import html


@pytest.fixture
def kept(show):
    show("library")
    return Briefings(tables.library().engine)


def test_chart_is_added_as_it_is_shown(show, kept):
    page = show("outcomes", query={"issue": "sanctions", "least": "1", "about": "sanctions"})
    page.button(key="brief_outcomes").click().run()
    assert not page.exception
    (entry,) = kept.open("Briefing").briefing.entries
    assert (entry.kind, entry.code) == ("exhibit", "outcomes")
    assert entry.parameters() == {"issue": ["sanctions"], "least": ["1"], "about": ["sanctions"]}
    assert entry.fingerprint
    assert "n = " in entry.seen


def test_second_chart_goes_into_the_same_briefing(show, kept):
    page = show("outcomes")
    page.button(key="brief_outcomes").click().run()
    page.button(key="brief_outcomes").click().run()
    assert len(kept.open("Briefing").briefing.entries) == 2
    assert [row.name for row in kept.listed()] == ["Briefing"]


def test_every_quote_has_its_button(show):
    page = show("outcomes")
    assert html(page).count('class="lh-add" data-place="d') == html(page).count("<blockquote") > 0


def test_every_line_of_a_concordance_has_its_button(show):
    lines = html(show("words", query={"show": "关系"})).partition('class="lh-kwic"')[2].partition("</table>")[0]
    assert lines.count('class="lh-add lh-add-short"') == lines.count('<td class="by"') > 0


def test_every_sentence_in_a_table_has_its_button(show):
    """Of the Reader, as notes in the margin and as a table, and of the timeline's list."""
    reader = html(show("reader", query={"doc": "d0"}))
    rows, notes = reader.partition("lh-hits-table")[2], reader.partition("<article")[2].partition("</article>")[0]
    assert rows.count('id="lh-row-') == rows.partition("</table>")[0].count("lh-add-short") > 0
    assert notes.count("<b>") == notes.count("lh-add-short") > 0
    dated = html(show("timeline")).partition("lh-dated")[2].partition("</table>")[0]
    assert dated.count("lh-add-short") == dated.count("<tr>") - 1 - dated.count("lh-came") > 0


def test_a_word_of_a_concordance_is_kept_with_its_sentence(show, kept):
    page = html(show("words", query={"show": "关系"})).partition('class="lh-kwic"')[2]
    place = page.partition('data-place="')[2].partition('"')[0]
    briefing_adding.take(place)
    (entry,) = kept.open("Briefing").briefing.entries
    assert entry.text in ("关系", "關係")
    assert len(entry.seen) > len(entry.text)


def test_quote_is_kept_with_its_place_and_words(show, kept):
    show("outcomes")
    briefing_adding.take("d0|6|17|d0-p000")
    (entry,) = kept.open("Briefing").briefing.entries
    assert (entry.kind, entry.doc_id, entry.start, entry.end, entry.prediction_id) == ("quote", "d0", 6, 17, "d0-p000")
    assert entry.text
    assert entry.text in tables.current().tables.documents["text"].iloc[0]
    assert entry.text in entry.seen


@pytest.mark.parametrize("place", ["", "d0", "none|0|3|", "d0|-1|3|", "d0|3|3|", "d0|0|9999999|", "d0|٣|٤|", "d0|x|y|z|w"])
def test_place_that_is_none_adds_nothing(show, kept, place):
    show("outcomes")
    briefing_adding.take(place)
    assert kept.listed() == []


def test_full_briefing_takes_nothing_more_and_says_so(show, kept, monkeypatch):
    show("outcomes")
    told = []
    monkeypatch.setattr(briefing_adding.st, "toast", lambda text, **_: told.append(text))
    monkeypatch.setattr("analysis.briefings.MOST_ENTRIES", 1)
    briefing_shelf.create(Briefing(), "a")
    briefing_adding.take("d0|6|17|")
    briefing_adding.take("d0|6|17|")
    briefing_adding.tell()
    assert kept.open("a").briefing.entries[0].kind == "quote"
    assert "1 are the most" in told[-1].replace("\\", "")
