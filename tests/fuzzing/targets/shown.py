"""Any selection over tables of any documents into everything that is shown: summaries, findings, charts, files."""

import io
from datetime import date
from functools import cache

import networkx as nx
import pandas as pd
import python_calamine
from hypothesis import strategies as st

from analysis import (
    agreement,
    chronology,
    citations,
    co_occurrence,
    collocations,
    compare,
    concordance,
    evidence,
    finder,
    findings,
    groups,
    incremental,
    keyness,
    networks,
    pipeline,
    portrait,
    reliability,
    segmentation,
    spreadsheets,
    summaries,
    trends,
)
from analysis import codebook as codebooks
from analysis.language import CODES
from analysis.narrowing import narrow, of_document
from analysis.schemas import SCHEMAS, Tables
from analysis.selection import Selection
from analysis.spreadsheets import FORMS
from analysis.summaries import VALUES
from charts import exhibits
from charts.export import chart
from tests.fuzzing.strategies import frames, own_work, queries, texts
from tests.fuzzing.target import Target
from tests.fuzzing.targets.coding import documents_of
from tests.pages.conftest import HOSTILE_DOCUMENT, ORDINARY
from tests.pages.conftest import coded as invented

_TODAY = date(2026, 11, 22)


@cache
def corpora() -> tuple[Tables, ...]:
    """Return tables that everything must be able to show: ordinary ones, hostile ones, coded ones, silent ones, none at all."""
    book = codebooks.load()
    hostile = [("顾远认为，2025年底前中美关系很可能改善。李简说：“制裁不会解除，如果谈判破裂。”\n" * 3, "<b>题</b>", "=报", "顾远", date(2024, 6, 1)),
               ("\u202e王之瀚認為，俄烏停火大概率在明年春天達成！普京與特朗普可能會晤。", "{{题}}", "", "王之瀚", None),
               ("顾远认为，制裁将加码；李简指出，会晤有望举行，北约难以扩大。", "三", "@报", "", date(1, 1, 1)), ("空。", "四", "", "", date(9999, 12, 31))]
    return invented(ORDINARY + HOSTILE_DOCUMENT), pipeline.code(documents_of(hostile), book), Tables.empty(), pipeline.code(documents_of(hostile[3:]), book)


def selected(case: tuple) -> None:
    """A selection keeps rows that were there, and no table loses its schema."""
    number, chosen, _ = case
    book, tables = codebooks.load(), corpora()[number]
    kept = narrow(tables, chosen, book)
    for schema in SCHEMAS:
        rows = schema.check(getattr(kept, schema.name))
        assert len(rows) <= len(getattr(tables, schema.name))
    if not chosen.narrowed:
        assert all(len(getattr(kept, schema.name)) == len(getattr(tables, schema.name)) for schema in SCHEMAS)
    assert set(kept.predictions["doc_id"]) <= set(kept.documents["doc_id"])
    assert Selection.from_query(chosen.to_query()) == chosen
    for part in ("issues", "since", "sides", "least"):
        chosen.without(part)


def summed_up(case: tuple) -> None:
    """Every summary, finding and list can be made of any selection, in any language."""
    number, chosen, (word, language, per, value) = case
    book = codebooks.load()
    tables = narrow(corpora()[number], chosen, book)
    least = chosen.least % 4 + 1
    findings.overview(tables, book, language=language)
    findings.sources(tables, chosen, book, made=_TODAY, language=language)
    findings.in_words(tables, chosen, book, language=language)
    findings.stands_out(tables, book, chosen, language=language)
    table = summaries.matrix(tables, book, value=value, least=least, language=language)
    findings.issues(table, book, value=value, least=least, language=language)
    rows = summaries.outcomes(tables.predictions, book, mapping=chosen.mapping if chosen.mapping in book.mappings else "lunheng")
    findings.outcomes(rows, book, None, language=language)
    dated = chronology.dated(tables, book, language=language)
    findings.timeline(dated, tables, language=language)
    if len(dated):
        first, last = chronology.extent(dated)
        chronology.in_lanes(chronology.within(dated, first, last), "issue", tables, book, language=language)
        chronology.as_of(dated, tables, first)
    trend = trends.over_time(tables, book, by="commentator", per=per, language=language)
    trends.finding(trend, what="outlook", per=per, least=least, left_out=0, codebook=book, language=language)
    trends.words_over_time(tables, [word], per=per)
    drifted = trends.drift(tables.predictions, book, least=least, language=language)
    trends.finding_drift(drifted, codebook=book, language=language)
    co_occurrence.finding_named(co_occurrence.named_by(tables, book, least=1, language=language), language=language)
    pairs = co_occurrence.together(tables, book, least=1, language=language)
    co_occurrence.finding_together(pairs, language=language)
    taken = networks.positions(tables.predictions)
    tied = networks.ties(taken)
    camps = networks.communities(tied, taken)
    by_issue = networks.issue_agreement(tables.predictions, book, least=least, language=language)
    networks.finding(camps, networks.polarisation(tied, camps, by_issue), shared=1, language=language)
    nx.parse_graphml(networks.graphml(networks.graph(tied, camps)).decode())
    for who in list(tables.commentaries["commentator"].unique())[:2]:
        portrait.named(tables, who, book, language=language)
        portrait.words(tables, who, book)
    ranked = summaries.ranked_words(tables, book)
    findings.words(ranked, tables, language=language)
    by_voice = groups.assign(tables, "commentator")
    keyness.measure(keyness.counts(tables.words, by_voice, codebook=book), least=least)
    parted = groups.split(tables, "commentator", list(by_voice["group"].unique())[:2]) if "group" in by_voice else {}
    compare.amounts(parted)
    for sort in (None, "left", "right"):
        concordance.lines(tables, word, sort=sort)
    collocations.near(tables, word, cut=lambda text: segmentation.cut(text, book), least=1)
    evidence.sentences(tables, list(tables.predictions["prediction_id"]), mapping=book.mappings["lunheng"])
    evidence.mention_sentences(tables, tables.mentions)
    for found in finder.find(finder.index(tables, book, language=language), word):
        assert found is not None
    for style in citations.STYLES:
        citations.written(citations.listed(tables.documents, {}, style=style, seen=_TODAY))


def told_further(case: tuple) -> None:
    """What pages tell beside the charts can be told of any selection: networks, comparisons, agreement, what is kept and found again."""
    number, chosen, (word, language, _, value) = case
    book = codebooks.load()
    whole = corpora()[number]
    tables = narrow(whole, chosen, book)
    documents, rows = frozenset(tables.documents["doc_id"]), tables.predictions
    figures = agreement.figures(agreement.Coding(documents, rows), agreement.Coding(documents, rows))
    assert agreement.show(figures, "甲", "乙")
    met = agreement.pairs(rows, rows)
    assert len({first for first, _ in met}) == len(met)
    codings = {"甲": agreement.Coding(documents, rows), "乙": agreement.Coding(documents, rows)}
    reliability.figures(codings, tables.documents)
    found = reliability.units({name: coding.predictions for name, coding in codings.items()})
    assert all(not reliability.differ(unit, list(codings)) for unit in found if len(unit) == len(codings))
    for measure in ("mentions", "outlook"):
        table = co_occurrence.on_issues(tables, book, value=measure, least=1, language=language)
        co_occurrence.finding_on_issues(table, value=measure, codebook=book, language=language)
    co_occurrence.graph(tables, co_occurrence.together(tables, book, least=1), book)
    co_occurrence.places(tables, ["china", "usa"])
    taken = networks.positions(rows)
    tied = networks.ties(taken)
    camps = networks.communities(tied, taken)
    networks.finding_tie(tied, camps, kind="conflict", shared=1, language=language)
    network = networks.two_mode(taken, book, language=language)
    networks.finding_two_mode(taken, book, language=language)
    networks.nodes_csv(network)
    networks.edges_csv(network)
    trends.paths(rows, trends.drift(rows, book))
    trends.finest(tables)
    assert 0 <= trends.undated(tables) <= len(tables.documents)
    portrait.everybody(tables)
    summaries.most_judged(rows)
    outcome_rows = summaries.outcomes(rows, book)
    summaries.median(outcome_rows)
    summaries.conditions(outcome_rows)
    for who in list(tables.commentaries["commentator"].unique())[:2]:
        compare.likeness(tables, who)
        evidence.of_cell(tables, who, "", value=value)
    collocations.finding(collocations.near(tables, word, cut=lambda text: segmentation.cut(text, book), least=1), word, language=language)
    dated = chronology.dated(tables, book, language=language)
    if len(dated):
        first, last = chronology.extent(dated)
        chronology.not_shown(dated, tables)
        chronology.middles(dated, (first, last))
        chronology.zoomed((first, last), 30, (first, last))
        chronology.finding_as_of(chronology.as_of(dated, tables, first), first, language=language)
    citations.frame(citations.listed(tables.documents, {}, seen=_TODAY))
    incremental.holding(tables.documents, [word] if word.strip() else [])
    for document in tables.documents["doc_id"]:
        assert len(of_document(whole, document).documents) == 1


def drawn(case: tuple) -> None:
    """Every chart can be drawn of any selection with any choices, or says that there is nothing to draw."""
    number, chosen, code, options, language, form = case
    book = codebooks.load()
    tables = narrow(corpora()[number], chosen, book)
    exhibit = exhibits.make(code, tables, chosen, book, language=language, options=exhibits.chosen(code, options), made=_TODAY, whole=corpora()[number])
    assert exhibit.finding.title
    chart.file(exhibit, form)


def exported(case: tuple) -> None:
    """A frame is written in every form, and read back as it was; no text is a formula."""
    table, about = case
    for form in FORMS:
        data = spreadsheets.file(table, form, about=about)
        if form == "parquet":
            pd.testing.assert_frame_equal(pd.read_parquet(io.BytesIO(data)), table, check_dtype=False)
        elif form == "xlsx":
            book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
            assert len(book.get_sheet_by_index(0).to_python()) <= len(table) + 1
        elif form == "jsonl" and len(table.columns):
            assert data.count(b"\n") == len(table)
        elif form == "csv":
            assert data.startswith(b"\xef\xbb\xbf")


_WORD = st.one_of(st.sampled_from(("制裁", "会晤", "關係", "a", "<b>", "，", "\n")), texts.short(2))
_LANGUAGES = st.sampled_from(CODES)
_NUMBERS = st.sampled_from((0, 1, 1, 2, 3))
_HOW = st.tuples(_WORD, _LANGUAGES, st.sampled_from(("month", "quarter", "year")), st.sampled_from(VALUES))

TARGETS = (
    Target("a selection over tables", st.tuples(_NUMBERS, queries.selections(), st.none()), selected, 1200, 20),
    Target("summaries, findings and lists", st.tuples(_NUMBERS, queries.selections(), _HOW), summed_up, 80, 2),
    Target("what is told beside the charts", st.tuples(_NUMBERS, queries.selections(), _HOW), told_further, 80, 2),
    Target("charts", st.tuples(_NUMBERS, queries.selections(), st.sampled_from(exhibits.codes()), queries.parameters(), _LANGUAGES, st.sampled_from(("json", "csv"))), drawn, 250, 5),
    Target("a frame as a file and back", st.tuples(frames.any_frame(), st.one_of(st.none(), st.dictionaries(own_work.names(), own_work.names(), max_size=3))), exported, 700, 6),
)
