import re
from datetime import date

import pandas as pd
import pytest

from analysis import (
    chronology,
    co_occurrence,
    codebook,
    compare,
    findings,
    groups,
    networks,
    portrait,
    summaries,
    trends,
)
from analysis.language import CODES
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


def everything_said(tables, language):
    """Return every finding the sample's size allows."""
    dated = chronology.dated(tables, BOOK, language=language)
    taken = networks.positions(tables.predictions)
    tied = networks.ties(taken)
    camps = networks.communities(tied, taken)
    told = networks.polarisation(tied, camps, networks.issue_agreement(tables.predictions, BOOK, language=language))
    pairs = co_occurrence.together(tables, BOOK, language=language)
    drift = trends.drift(tables.predictions, BOOK, language=language)
    yield findings.overview(tables, BOOK, language=language)
    yield findings.outcomes(summaries.outcomes(tables.predictions, BOOK, "summit"), BOOK, "summit", language=language)
    yield findings.outcomes(summaries.outcomes(tables.predictions, BOOK), BOOK, None, language=language)
    for value in summaries.VALUES:
        table = summaries.matrix(tables, BOOK, value=value, language=language)
        yield findings.issues(table, BOOK, value=value, language=language)
    yield findings.timeline(dated, tables, language=language)
    yield chronology.finding_as_of(chronology.as_of(dated, tables, pd.Timestamp("2024-12-31")), pd.Timestamp("2024-12-31"), language=language)
    yield findings.words(summaries.ranked_words(tables, BOOK), tables, language=language)
    yield networks.finding(camps, told, language=language)
    yield networks.finding_two_mode(taken, BOOK, language=language)
    for kind in ("congruence", "conflict"):
        yield networks.finding_tie(tied, camps, kind=kind, language=language)
    yield co_occurrence.finding_named(co_occurrence.named_by(tables, BOOK, language=language), language=language)
    for value in ("mentions", "outlook"):
        table = co_occurrence.on_issues(tables, BOOK, value=value, language=language)
        yield co_occurrence.finding_on_issues(table, value=value, codebook=BOOK, language=language)
    yield co_occurrence.finding_together(pairs, language=language)
    for what in ("outlook", "predictions", "mentions"):
        for by in ("issue", None):
            per = {"outlook": "year", "predictions": "quarter", "mentions": "month"}[what]
            over = trends.over_time(tables, BOOK, what=what, by=by, per=per, language=language)
            yield trends.finding(over, what=what, per=per, codebook=BOOK, language=language)
    yield trends.finding_drift(drift, codebook=BOOK, language=language)
    for who in tables.predictions["commentator"].unique()[:6]:
        own = groups.split(tables, "commentator", [who])[who]
        yield portrait.finding(compare.issues({who: own}, BOOK, language=language), tables, who, codebook=BOOK, language=language)
    both = groups.split(tables, "commentator", list(tables.predictions["commentator"].unique()[:2]))
    yield compare.finding(compare.positions(compare.issues(both, BOOK, language=language)), list(both), codebook=BOOK, language=language)


@pytest.mark.parametrize("language", CODES)
def test_every_finding_is_short_in_every_language(language):
    for tables in (invented.many(8, 6), Tables.empty(), invented.four()):
        for finding in everything_said(tables, language):
            if language == "en":
                assert 0 < len(finding.title.split()) <= 15, finding.title
                assert not re.search("[，。：；（）]", finding.title + finding.subtitle + finding.note)
            else:
                assert 0 < len(finding.title) <= 30, finding.title
                # Codes, labels and names may be Latin; a sentence is not.
                assert not re.search(r"(?:\b[a-z]{2,} ){2,}[a-z]{2,}\b", finding.title + finding.subtitle + finding.note), finding


def test_a_finding_says_the_same_in_each_script():
    said = [findings.overview(expecting("wont", "wont", "will"), BOOK, language=code).title for code in CODES]
    assert said == ["2 of 3 predictions point to the parties moving further apart", "3 条预测中，2 条认为各方将更趋对立",
                    "3 條預測中，2 條認為各方將更趨對立"]


def test_an_issue_inside_a_sentence_has_no_capital():
    book = codebook.load()
    rows = [invented.prediction(number, name, "relations", likelihood, 1) for number, (name, likelihood) in
            enumerate([("甲", "will"), ("乙", "wont"), ("丙", "wont")])]
    title = findings.issues(summaries.matrix(invented.tables(rows), book, least=1), book).title
    assert title == "Commentators split on relations"
