import shutil
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from analysis import (
    co_occurrence,
    collocations,
    compare,
    concordance,
    corpus,
    finder,
    findings,
    groups,
    mapped,
    marked,
    narrowing,
    parts,
    pipeline,
    segmentation,
    store,
    summaries,
    trends,
)
from analysis.documents import table
from analysis.indexed import Index
from analysis.marked import Marked
from analysis.readers import Reading
from analysis.schemas import NONE, SCHEMAS
from analysis.selection import Selection
from charts import exhibits
from charts.shown import grouping
from tests.analysis import test_store
from tests.analysis.engines import runs

VOICES = ("顾远", "李简")
SELECTIONS = (Selection(), Selection(commentators=VOICES[:1]), Selection(since=date(2025, 3, 5), until=date(2025, 3, 9)),
              Selection(commentators=VOICES, since=date(2025, 3, 3)))
# What the index cannot narrow to is counted from rows that are marked.
BY_ROWS = (Selection(issues=("trade",)), Selection(actors=("united_states",)), Selection(sides=("apart",)), Selection(words=("签署",)),
           Selection(commentators=VOICES, issues=("trade",), since=date(2025, 3, 3)))


@pytest.fixture(scope="module")
def coded(book):
    written = [Reading(f"{number}.txt", runs.text(number), title=f"第{number}篇", outlet="东西"[number % 2] + "方论坛", author="林之恒", published=date(2025, 3, number + 1))
               for number in range(12)]
    # One without a day, one of which nobody says anything, one in the other script.
    written += [Reading("undated.txt", runs.text(12), title="某日"), Reading("nobody.txt", "华盛顿与北京的关税谈判仍在继续。", published=date(2025, 4, 2)),
                Reading("hant.txt", "顧遠認為,關稅談判勢必破裂,關稅談判無望。", title="繁體", published=date(2025, 3, 5))]
    made = pipeline.code(table(written), book)
    # What is counted is there to be counted: without a voice there is neither a prediction nor a cell.
    assert set(VOICES) < set(made.predictions["commentator"]) and (made.predictions["condition"] != "").any()
    return made


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("result")


@pytest.fixture(scope="module")
def opened(coded, place):
    said = {schema.name: [parts.arrow(getattr(coded, schema.name), schema.name)] for schema in SCHEMAS}
    rows = {name: len(tables[0]) for name, tables in said.items()}
    parts.keep(str(place), parts.Note("a", rows), said)
    parts.publish(str(place), ["a"], ["a"], "code", rows, 0)
    return mapped.open_mapped(parts.open_result(str(place)), place / "opened")


@pytest.fixture(scope="module")
def in_memory(coded):
    """The same tables, of which it is thought that they are many."""
    with pytest.MonkeyPatch.context() as few:
        few.setattr(narrowing, "_MANY", 0)
        return narrowing.with_marks(replace(coded))


def index_of(tables):
    return narrowing.counted(tables).index


def voiced(tables, name):
    return getattr(tables, name).merge(tables.commentaries[["commentary_id", "commentator"]], on="commentary_id")


def test_tables_on_disk_are_the_same_tables(coded, opened):
    runs.same(coded, opened)


@pytest.mark.parametrize("selection", SELECTIONS)
def test_counts_are_those_of_the_frames(coded, opened, book, selection):
    kept, index = narrowing.narrow(coded, selection, book), index_of(opened)
    for kind in ("issue", "actor"):
        counts = kept.mentions.loc[kept.mentions["kind"] == kind, "code"].value_counts()
        assert index.named(kind, selection).to_dict() == counts.to_dict()
    for by in ("issue", "commentator"):
        assert index.judged(by, selection).to_dict() == kept.predictions[by].value_counts().to_dict()
    named = voiced(kept, "mentions").query("kind == 'issue'").groupby(["commentator", "code"]).size()
    assert index.mention_cells(selection).set_index(["commentator", "issue"])["n"].to_dict() == named.to_dict()
    words = kept.words[kept.words["word"].str.len() >= 2].groupby("word")["count"].sum()
    assert index.words(selection, most=10_000).set_index("word")["count"].to_dict() == words.to_dict()
    assert index.counts(selection) == {"documents": len(narrowing.narrow(coded, Selection(since=selection.since, until=selection.until), book).documents),
                                       "mentions": len(kept.mentions), "predictions": len(kept.predictions)}


def test_cells_of_predictions_have_the_mean_of_the_unconditional_ones(coded, opened):
    rows = coded.predictions[(coded.predictions["valence"] != 0) & (coded.predictions["commentator"] != NONE)]
    cells = index_of(opened).statement_cells().set_index(["commentator", "issue"])
    assert cells["said"].to_dict() == rows.groupby(["commentator", "issue"]).size().to_dict()
    firm = rows[rows["condition"] == ""].groupby(["commentator", "issue"])["outlook"].mean()
    assert cells["outlook"].dropna().to_dict() == pytest.approx(firm.to_dict())


@pytest.mark.parametrize("selection", SELECTIONS + BY_ROWS)
def test_pages_count_the_same_with_and_without_the_index(coded, opened, book, selection):
    plain, counted = (narrowing.narrow(tables, selection, book) for tables in (coded, opened))
    assert narrowing.counted(plain) is None and narrowing.counted(counted) is not None
    for kind in ("issue", "actor"):
        assert narrowing.named(plain, kind).to_dict() == narrowing.named(counted, kind).to_dict()
    assert narrowing.judged_by(plain, "commentator").to_dict() == narrowing.judged_by(counted, "commentator").to_dict()
    cells = [summaries.matrix(tables, book, value="mentions", least=1).cells for tables in (plain, counted)]
    pd.testing.assert_frame_equal(*cells)


@pytest.mark.parametrize("selection", SELECTIONS + BY_ROWS)
def test_sentences_that_name_actors_are_the_same_with_and_without_the_index(coded, opened, in_memory, book, selection):
    plain, *counted = (narrowing.narrow(tables, selection, book) for tables in (coded, opened, in_memory))
    first, second = [*narrowing.named(plain, "actor").index, "mars", "venus"][:2]
    issue = narrowing.named(plain, "issue").index[0]
    voice = plain.commentaries["commentator"].mode()[0]
    asked = [(first, {}), ([first, second], {}), (first, {"other": second}), (first, {"issue": issue}), ([first, second], {"commentator": voice}),
             (second, {"commentator": voice, "issue": issue}), (first, {"commentator": "火星人"}), ("mars", {})]
    found = 0
    for actors, also in asked:
        expected = co_occurrence.places(plain, actors, **also)
        found += len(expected)
        for tables in counted:
            pd.testing.assert_frame_equal(co_occurrence.places(tables, actors, **also), expected, check_dtype=False)
    assert found or plain.mentions.query("kind == 'actor'").empty


@pytest.mark.parametrize("named", ["first", "火星"])
def test_the_index_knows_which_words_are_said(coded, opened, named):
    word = coded.words["word"].iloc[0] if named == "first" else named
    assert narrowing.said(opened, word) == narrowing.said(coded, word) == (named == "first")


@pytest.mark.parametrize("selection", BY_ROWS)
def test_a_selection_by_what_sentences_hold_is_counted_without_the_index_and_takes_no_rows(opened, book, selection):
    kept = narrowing.narrow(opened, selection, book)
    count = narrowing.counted(kept)
    assert not isinstance(count, narrowing.Counted) and count.named("issue").sum() + count.named("actor").sum()
    assert not [name for name, rows in kept.__dict__["_rows"].items() if not callable(rows)]


@pytest.mark.parametrize("selection", SELECTIONS)
def test_the_index_and_marked_rows_count_the_same(opened, book, selection):
    asked = narrowing.counted(narrowing.narrow(opened, selection, book))
    marked = Marked(opened, asked._kept)
    words = list(asked.ranked(2)["word"].head(3))
    for ask in (lambda count: count.mention_cells(), lambda count: count.mention_cells("actor"), lambda count: count.months("issue"),
                lambda count: count.months("commentator"), lambda count: count.ranked(2),
                lambda count: count.months_of(words)):
        pd.testing.assert_frame_equal(ask(asked), ask(marked), check_dtype=False)
    for ask in (lambda count: count.named("issue"), lambda count: count.judged("commentator"), lambda count: count.frequency(),
                lambda count: count.mostly_in(words)):
        pd.testing.assert_series_equal(ask(asked).sort_index(), ask(marked).sort_index(), check_dtype=False, check_names=False)
    assert (asked.speaking(), asked.surfaces(["united_states"])) == (marked.speaking(), marked.surfaces(["united_states"]))


@pytest.mark.parametrize("selection", SELECTIONS + BY_ROWS)
def test_marks_count_what_the_rows_of_a_selection_hold(coded, book, selection):
    kept = narrowing.narrow(coded, selection, book)
    count, spoken = narrowing.marks(kept), kept.commentaries.set_index("commentary_id")["commentator"]
    spoken = spoken[spoken != "none"]
    days = kept.documents.set_index("doc_id")["published"]
    mentions = kept.mentions.assign(commentator=kept.mentions["commentary_id"].map(spoken), month=kept.mentions["doc_id"].map(days).dt.to_period("M"))
    for kind in ("issue", "actor"):
        named = mentions[mentions["kind"] == kind]
        assert count.named(kind).to_dict() == named["code"].value_counts().to_dict()
        cells = count.mention_cells(kind).set_index(["commentator", "issue"])["n"]
        assert cells.to_dict() == named.groupby(["commentator", "code"]).size().to_dict()
        assert len(count.named_in(kind)) == len(set(zip(named["code"], count.sentences("mentions")[named.index])))
    issues = mentions[(mentions["kind"] == "issue") & mentions["commentator"].notna()]
    months = count.months("issue").set_index(["month", "issue"])["n"]
    assert {(str(month)[:7], issue): n for (month, issue), n in months.items()} == {
        (str(month), issue): n for (month, issue), n in issues.groupby(["month", "code"]).size().items()}
    for by in ("issue", "commentator"):
        assert count.judged(by).to_dict() == kept.predictions[by].value_counts().to_dict()

    words = kept.words.assign(commentator=kept.words["commentary_id"].map(spoken))
    by_word = words.groupby("word")
    assert count.frequency().to_dict() == by_word["count"].sum().to_dict()
    assert count.ranked(1).set_index("word")["voices"].to_dict() == by_word["commentator"].nunique().to_dict()
    assert count.speaking() == words["commentator"].nunique()
    assert count.unspoken() == set(words.loc[words["commentary_id"] == "none", "doc_id"])
    assert count.spoken().to_dict() == words[words["commentary_id"] != "none"].groupby("commentary_id")["count"].sum().to_dict()
    mostly = words.groupby(["word", "doc_id"])["count"].sum().reset_index().sort_values(["count", "doc_id"], ascending=[False, True]).drop_duplicates("word")
    some = list(mostly["word"].head(20))
    assert count.mostly_in(some).to_dict() == mostly.set_index("word")["doc_id"].loc[some].to_dict()
    own = kept.commentaries["commentary_id"].iloc[::2]
    assert count.within(own).frequency().to_dict() == words[words["commentary_id"].isin(own)].groupby("word")["count"].sum().to_dict()


def test_rows_of_a_document_are_found_in_any_order(coded):
    doc_id = coded.documents["doc_id"].iloc[3]
    mixed = replace(coded, mentions=coded.mentions.sort_values("surface").reset_index(drop=True))
    for tables in (coded, mixed):
        found = narrowing.of_document(tables, doc_id).mentions
        pd.testing.assert_frame_equal(found, tables.mentions[tables.mentions["doc_id"] == doc_id].reset_index(drop=True))
    nowhere = narrowing.of_document(coded, "nowhere")
    assert nowhere.documents.empty and nowhere.mentions.empty


@pytest.mark.parametrize("selection", SELECTIONS + BY_ROWS)
@pytest.mark.parametrize("taken", [False, True], ids=["before", "after"])
def test_what_a_selection_keeps_of_a_document_is_found_before_and_after_its_rows_are_taken(coded, in_memory, book, selection, taken):
    for whole in (coded, in_memory):
        kept = narrowing.narrow(whole, selection, book)
        expected = narrowing.narrow(coded, selection, book)
        if taken:
            assert len(kept.mentions) and len(kept.predictions)
        for doc_id in coded.documents["doc_id"]:
            found = narrowing.of_document(kept, doc_id)
            for schema in SCHEMAS:
                rows = getattr(expected, schema.name)
                pd.testing.assert_frame_equal(getattr(found, schema.name), rows[rows["doc_id"] == doc_id].reset_index(drop=True))


def test_few_pairs_and_many_are_counted_alike(in_memory, monkeypatch):
    # Before 1970 months count down from nothing.
    old = replace(in_memory, documents=in_memory.documents.assign(published=in_memory.documents["published"] - pd.DateOffset(years=60)))
    monkeypatch.setattr(narrowing, "_MANY", 0)
    ways = (lambda count: count.mention_cells(), lambda count: count.ranked(2), lambda count: count.months("issue"), lambda count: count.months_of(["关税"]))
    few = [ask(narrowing.counted(narrowing.with_marks(replace(tables)))) for tables in (in_memory, old) for ask in ways]
    monkeypatch.setattr(marked, "_DENSE", 0)
    many = [ask(narrowing.counted(narrowing.with_marks(replace(tables)))) for tables in (in_memory, old) for ask in ways]
    for one, other in zip(few, many, strict=True):
        pd.testing.assert_frame_equal(one, other)
        assert len(one)


def test_a_selection_that_hangs_on_sentences_is_not_counted_here():
    assert Index.answers(Selection(commentators=VOICES))
    assert not Index.answers(Selection(actors=("united_states",)))
    assert not Index.answers(Selection(sides=("apart",)))


@pytest.mark.parametrize("selection", SELECTIONS + BY_ROWS)
def test_pages_count_words_actors_and_months_the_same_with_and_without_the_index(coded, opened, book, selection):
    plain, counted = (narrowing.narrow(tables, selection, book) for tables in (coded, opened))

    def asked(tables):
        yield summaries.ranked_words(tables, book, most=1000)
        yield summaries.ranked_words(tables, actors=True)
        for kinds in (None, ("state",)):
            matrix = co_occurrence.named_by(tables, book, kinds=kinds, least=1)
            yield from (matrix.cells, matrix.rows, matrix.columns)
        for by, per in (("issue", "month"), ("commentator", "quarter"), (None, "year")):
            yield trends.over_time(tables, book, what="mentions", by=by, per=per)
        most = list(summaries.ranked_words(tables, book, most=8)["word"])
        yield trends.words_over_time(tables, most, per="month")
        yield pd.DataFrame({"written": concordance.as_written(tables, most)})
        for word in most[:2]:
            yield collocations.near(tables, word, cut=lambda folded: segmentation.cut(folded, book))
            yield concordance.lines(tables, word)
        found = sorted(map(repr, finder.index(tables, book).entries))
        yield pd.DataFrame({"entry": found})
        yield pd.DataFrame({"voices": [findings.voices_of(tables)], "parties": [findings.parties(tables, book)]})

    for wanted, found in zip(asked(plain), asked(counted), strict=True):
        assert len(wanted) or selection != Selection()
        pd.testing.assert_frame_equal(wanted, found)


@pytest.mark.parametrize("code", ["overview", "outcomes", "issues", "timeline", "timeline_issues", "actors_named", "actors_issues", "actors_together", "words",
                                  "words_cloud", "company", "word_trend", "answered", "networks", "division", "keyness", "compare", "compare_words",
                                  "commentator", "commentator_change", "commentator_words", "commentator_named"])
def test_charts_are_the_same_with_and_without_the_index(coded, opened, in_memory, book, code):
    for selection in (Selection(), SELECTIONS[-1], BY_ROWS[0], BY_ROWS[2]):
        plain, *counted = (exhibits.make(code, narrowing.narrow(tables, selection, book), selection, book, made=date(2025, 5, 1), whole=tables)
                           for tables in (coded, opened, in_memory))
        for found in counted:
            assert (plain.finding, plain.options, plain.source) == (found.finding, found.options, found.source)
            pd.testing.assert_frame_equal(plain.data, found.data)
            pd.testing.assert_frame_equal(plain.quotes, found.quotes)
            assert plain.draw().to_json() == found.draw().to_json()


def test_a_small_corpus_in_memory_is_counted_from_its_rows_and_a_large_one_from_marks(coded, in_memory):
    assert narrowing.counted(narrowing.with_marks(replace(coded))) is None
    assert narrowing.counted(in_memory).named("issue").to_dict() == coded.mentions.loc[coded.mentions["kind"] == "issue", "code"].value_counts().to_dict()
    # Another state of the same rows, as reviews make it, is counted anew.
    fewer = replace(in_memory, predictions=coded.predictions.head(2))
    assert narrowing.counted(fewer) is None


@pytest.mark.parametrize("word", ["谈判", "談判", "关税", "顾远认为", "制", "2025", "火星"])
@pytest.mark.parametrize("selection", [Selection(), *BY_ROWS[:2], SELECTIONS[2]])
def test_places_of_a_word_are_the_same_however_often_texts_were_looked_through(coded, in_memory, book, word, selection):
    plain, counted = (narrowing.narrow(tables, selection, book) for tables in (coded, in_memory))
    within = frozenset(plain.commentaries["commentary_id"].iloc[::2])
    for _ in range(2):
        for choice in ({}, {"most": 3}, {"within": within}):
            pd.testing.assert_frame_equal(concordance.places(plain, word, **choice), concordance.places(counted, word, **choice))


@pytest.mark.parametrize("by", groups.BY)
def test_groups_hold_the_same_with_and_without_the_index(coded, opened, book, by):
    for selection in (Selection(), BY_ROWS[0]):
        plain, counted = (narrowing.narrow(tables, selection, book) for tables in (coded, opened))
        offered = grouping.offered(plain, by)
        assert offered == grouping.offered(counted, by)
        parts = [grouping.split(tables, by, *offered[:2]) for tables in (plain, counted)]
        assert offered or by == "camp"
        pd.testing.assert_frame_equal(*(compare.words(part, book) for part in parts))
        pd.testing.assert_frame_equal(*(compare.issues(part, book) for part in parts))
        for wanted, found in zip(*(part.values() for part in parts), strict=True):
            runs.same(wanted, found)


@pytest.mark.parametrize("most", [0, 1_000_000])
def test_the_dashboard_shows_a_result_in_place_of_its_own(coded, tmp_path, monkeypatch, most):
    runs.build(runs.write(tmp_path / "in.jsonl", runs.lines()), tmp_path / "result")
    monkeypatch.setattr(store, "_IN_MEMORY", most)
    monkeypatch.setenv("LUNHENG_TABLES", str(tmp_path / "result"))
    shown = corpus.open_corpus(None)
    assert (narrowing.counted(shown.tables) is not None) == (most == 0)
    runs.same(shown.tables, runs.tables(tmp_path / "result"))


@pytest.mark.parametrize(("name", "damage"), [("mentions.arrow", test_store.flipped), ("documents.arrow", test_store.cut), ("index.duckdb", test_store.zeroed),
                                              ("about.json", test_store.foldered)])
def test_a_damaged_file_of_a_result_laid_out_is_noticed_and_all_laid_out_again(coded, opened, place, tmp_path, name, damage):
    shutil.copytree(place, tmp_path / "result")
    result = parts.open_result(str(tmp_path / "result"))
    damage(tmp_path / "result" / "opened" / result.fingerprint / name)
    again = mapped.open_mapped(result, tmp_path / "result" / "opened")
    runs.same(coded, again)
    assert index_of(again).counts()["documents"] == len(coded.documents)


def test_whole_files_are_shown_too(coded, tmp_path, monkeypatch):
    store.write(coded, tmp_path)
    monkeypatch.setenv("LUNHENG_TABLES", str(tmp_path))
    pd.testing.assert_frame_equal(corpus.open_corpus(None).tables.predictions, coded.predictions)


def test_a_folder_without_a_result_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("LUNHENG_TABLES", str(tmp_path))
    with pytest.raises(parts.PartsError, match=r"holds no manifest\.json"):
        corpus.open_corpus(None)
