from datetime import date

import pandas as pd
import pytest

from analysis import chronology, findings, summaries
from analysis.schemas import Tables
from analysis.selection import Selection
from tests.charts import invented

BOOK = invented.codebook()


def expecting(*likelihoods, issue="summit", valence=1):
    return invented.tables([invented.prediction(number, f"第{number}人", issue, likelihood, valence)
                            for number, likelihood in enumerate(likelihoods, 1)])


@pytest.mark.parametrize(("likelihoods", "title"), [
    (("wont", "wont", "will"), "2 of 3 predictions point to the parties moving further apart"),
    (("wont",), "The one prediction points to the parties moving further apart"),
    (("likely", "will"), "All 2 predictions point to the parties coming closer"),
    (("wont", "will"), "Predictions are divided: 1 point further apart, 1 closer, 0 neither"),
    (("possible", "possible", "will"), "2 of 3 predictions leave it open whether the parties come closer"),
])
def test_the_overview_says_which_way_most_point(likelihoods, title):
    assert findings.overview(expecting(*likelihoods), BOOK).title == title


def test_what_stands_on_no_side_is_noted_and_not_counted():
    finding = findings.overview(invented.four(), BOOK)
    assert finding.note.startswith("Not drawn: 1 prediction of things")


def test_parties_are_named_only_where_two_clearly_are_the_subject():
    rows = [invented.mention("land_a", "甲国")] * 8 + [invented.mention("land_b", "乙国")] * 5
    assert findings.parties(invented.tables([], mentions=rows), BOOK) == "Aland and Bland"
    assert findings.parties(invented.tables([], mentions=rows[:6]), BOOK) == "the parties"
    assert findings.parties(invented.tables([], mentions=rows[:8] + rows[8:9] * 1), BOOK) == "the parties"


def test_a_person_counts_for_the_country():
    rows = [invented.mention("land_a", "甲国")] * 6 + [invented.mention("li", "李某")] * 6
    assert findings.parties(invented.tables([], mentions=rows), BOOK) == "Aland and Bland"


@pytest.mark.parametrize(("likelihoods", "title"), [
    (("wont", "unlikely", "will"), "Leaders' meeting: 2 of 3 commentators expect no progress, 1 expects progress"),
    (("wont", "wont"), "Leaders' meeting: all 2 who judge it expect no progress"),
    (("possible",), "Leaders' meeting: the one commentator who judges it leaves it open"),
])
def test_outcomes_say_what_most_expect(likelihoods, title):
    frame = summaries.outcomes(expecting(*likelihoods).predictions, BOOK, "summit")
    assert findings.outcomes(frame, BOOK, "summit").title == title


def test_outcomes_under_conditions_only_say_so():
    tables = invented.tables([invented.prediction(1, "李某", "summit", "will", 1, condition="如果甲国让步")])
    finding = findings.outcomes(summaries.outcomes(tables.predictions, BOOK, "summit"), BOOK, "summit")
    assert finding.title == "Leaders' meeting: everything said hangs on a condition"


def test_issues_name_the_split_and_the_agreement():
    rows = [invented.prediction(number, name, issue, likelihood, 1) for number, (name, issue, likelihood) in enumerate([
        ("甲", "summit", "will"), ("乙", "summit", "wont"), ("丙", "summit", "wont"),
        ("甲", "sanctions", "wont"), ("乙", "sanctions", "unlikely")])]
    table = summaries.matrix(invented.tables(rows), BOOK, least=1)
    assert findings.issues(table, BOOK).title == "Commentators split on Leaders' meeting; none expects progress on Sanctions"


def test_the_timeline_says_how_many_have_a_day():
    due = invented.prediction(1, "李某", "summit", "will", 1, horizon=(pd.NaT, pd.Timestamp("2024-06-03")))
    rest = [invented.prediction(number, "李某", "summit", "will", 1) for number in range(2, 7)]
    tables = invented.tables([due, *rest])
    title = findings.timeline(chronology.dated(tables, BOOK), tables).title
    assert title == "Only 1 of 6 predictions can be placed on a calendar; 1 names a day"


def test_the_word_all_share_is_the_finding():
    words = [invented.word("建设性", 2, voice=name) for name in "甲乙丙"] + [invented.word("突破", 9, voice="甲")]
    tables = invented.tables([], words=words)
    finding = findings.words(summaries.ranked_words(tables, BOOK), tables)
    assert finding.title == "建设性 is the one word all 3 commentators use"


def test_every_finding_is_short_and_every_page_survives_nothing():
    many, empty = invented.many(20, 10), Tables.empty()
    for tables in (many, empty, invented.four()):
        dated = chronology.dated(tables, BOOK)
        titles = [findings.overview(tables, BOOK).title,
                  findings.outcomes(summaries.outcomes(tables.predictions, BOOK, "summit"), BOOK, "summit").title,
                  *(findings.issues(summaries.matrix(tables, BOOK, value=value), BOOK, value=value).title
                    for value in summaries.VALUES),
                  findings.timeline(dated, tables).title,
                  findings.words(summaries.ranked_words(tables, BOOK), tables).title]
        assert all(0 < len(title.split()) <= 15 for title in titles), titles


def test_what_stands_out_links_to_the_page_that_shows_it():
    rows = [invented.prediction(number, name, "summit", likelihood, 1) for number, (name, likelihood) in enumerate([
        ("甲", "wont"), ("乙", "wont"), ("丙", "unlikely"), ("丁", "possible")])]
    found = findings.stands_out(invented.tables(rows), BOOK, Selection(least=1))
    assert (found[0].figure, found[0].page, found[0].query) == ("All 3", "outcomes", {"issue": ["summit"]})
    assert found[-1].figure == "0 of 4"
    assert findings.stands_out(Tables.empty(), BOOK, Selection()) == []


def test_the_selection_is_said_in_words():
    said = findings.in_words(invented.four(), Selection(issues=("summit",), sides=("apart",)), BOOK)
    assert said == "Leaders' meeting · 3 commentators · further apart · 1 document, May 2024"


def test_sources_carry_dates_mapping_and_day_made():
    said = findings.sources(invented.four(), Selection(), BOOK, made=date(2026, 11, 22))
    assert said == "Source: 某报, 20 May 2024. Words to numbers: Lunheng points. Made 22 Nov 2026."


def test_many_sources_are_counted():
    documents = [invented.document(f"d{number}", published=f"2024-0{number}-01", outlet=f"报{number}") for number in range(1, 6)]
    said = findings.sources(invented.tables([], documents=documents), Selection(), BOOK, made=date(2026, 11, 22))
    assert said.startswith("Sources: 5 documents from 5 outlets, 1 January 2024 to 1 May 2024.")
