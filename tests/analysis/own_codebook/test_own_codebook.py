from datetime import date

import pandas as pd
import pytest

from analysis import corpus, documents, pipeline
from analysis.lexicon import lexicon
from analysis.library import Library
from analysis.own_codebook import (
    Entry,
    EntryError,
    OwnCodebook,
    Stale,
    changed_forms,
    faults_of,
    from_toml,
    laid_over,
    suggested_code,
    to_toml,
)
from analysis.own_codebook.preview import examples, preview, put, without
from analysis.readers import Reading
from analysis.schemas import SCHEMAS

MOON = Entry("issue", "lunar_base", "Lunar base", "月面基地", "security", terms=("月面基地", "嫦娥营地"), excludes=("月面基地模型",),
             coded=("月面基地有望在年内动工。",), not_coded=("他买了一个月面基地模型。",))
GU = Entry("actor", "gu_yuan", "Gu Yuan", "顾远", "person", terms=("顾远", "顾老师"))
BALL = Entry("cue", "in_the_bag", "in the bag", "手到擒来", "predicate", "will", terms=("手到擒来了呗",), coded=("停火手到擒来了呗。",))
TEXTS = ("顾远的看法不新。\n月面基地大概率不会按期建成,制裁有望解除。\n", "双方都累了。\n停火手到擒来了呗。\n", "双方立场相去甚远。\n军控谈判大概率会破裂。\n")
READINGS = [Reading(f"{number}.txt", text, author="秦山", published=date(2025, 3, number)) for number, text in enumerate(TEXTS, 1)]


@pytest.fixture
def own(any_library):
    return OwnCodebook(any_library.engine)


def codes(book, text, kind="issue"):
    terms = lexicon(book)
    actors = terms.actors(text, None)
    return [hit.code for hit in (terms.issues(text, actors) if kind == "issue" else actors)]


def test_no_entry_leaves_the_shipped_codebook_as_it_is(book):
    assert laid_over(book, []) is book


def test_a_new_issue_is_coded_and_its_excluded_word_is_not(book):
    laid = laid_over(book, [MOON])
    assert codes(laid, "月面基地将动工。") == ["lunar_base"] and codes(laid, "月面基地模型展出。") == []
    assert laid.label("lunar_base", "zh-Hant") == "月面基地" and "lunar_base" not in book.issues
    assert laid.fingerprint != book.fingerprint


def test_an_own_entry_adds_to_a_shipped_one_and_takes_from_it(book):
    laid = laid_over(book, [Entry("issue", "nato", terms=("海王星条约",), without=("东扩",))])
    assert codes(laid, "海王星条约生效。") == ["nato"] and codes(laid, "东扩停止。") == [] and codes(book, "东扩停止。") == ["nato"]
    assert laid.issues["nato"].en == book.issues["nato"].en


def test_an_actors_own_form_is_taken_from_whoever_had_it(book):
    laid = laid_over(book, [Entry("actor", "gu_yuan", "Gu", "顾远", "person", terms=("普京",))])
    assert codes(laid, "普京表态。", "actor") == ["gu_yuan"] and codes(book, "普京表态。", "actor") == ["putin"]


def test_an_own_cue_makes_a_prediction(book):
    table = documents.table(READINGS[1:2])
    assert pipeline.code(table, book).predictions.empty
    (row,) = pipeline.code(table, laid_over(book, [BALL])).predictions.itertuples()
    assert (row.likelihood, row.cue, row.quote) == ("will", "手到擒来了呗", "停火手到擒来了呗")


def test_a_cue_can_be_put_out_of_use(book):
    table = documents.table(READINGS[:1])
    assert list(pipeline.code(table, book).predictions["cue"]) == ["大概率不会", "有望"]
    assert list(pipeline.code(table, laid_over(book, [Entry("cue", "very_likely", without=("有望",))])).predictions["cue"]) == ["大概率不会"]


def test_an_entry_over_one_no_longer_shipped_is_left_out_and_named(book):
    laid = laid_over(book, [Entry("issue", "gone", terms=("某某",)), MOON])
    assert "lunar_base" in laid.issues and "gone" not in laid.issues
    assert any("own codebook [issue.gone]" in fault for fault in laid.faults)


@pytest.mark.parametrize(("entry", "says"), [
    (Entry("planet", "x"), "kind: expected one of"),
    (Entry("issue", "Bad Code", "a", "b", "security", terms=("甲乙",)), "code: expected small letters"),
    (Entry("issue", "new_one", "a", "b", "security"), "terms: a new entry needs at least one"),
    (Entry("issue", "new_one", "", "", "security", terms=("甲乙",)), "a new entry needs a label"),
    (Entry("issue", "new_one", "a", "b", "astrology", terms=("甲乙",)), "group: expected one of"),
    (Entry("cue", "new_one", "a", "b", "modal", "perhaps", terms=("甲乙",)), "likelihood: expected one of"),
    (Entry("issue", "new_one", "a", "b", "security", terms=("的",)), "a single character"),
    (Entry("issue", "new_one", "a", "b", "security", terms=("甲" * 61,)), "longer than 60"),
    (Entry("actor", "new_one", "a", "b", "person", country="atlantis", terms=("甲乙",)), "no actor 'atlantis'"),
])
def test_an_entry_that_cannot_hold_is_refused_with_its_fault(book, own, entry, says):
    assert any(says in fault for fault in faults_of(entry, book))
    with pytest.raises(EntryError, match=r"\[" + entry.kind):
        own.keep(MOON, entry, shipped=book)
    assert own.entries() == ()


def test_entries_are_the_same_after_a_file(book):
    hostile = Entry("issue", "hostile", 'a "b" \\ \x7f', "甲\t乙", "security", terms=("=1+1", '"]\\n["'))
    found, faults = from_toml(to_toml([MOON, hostile, GU, BALL]))
    assert found == [MOON, hostile, GU, BALL] and faults == []


@pytest.mark.parametrize(("text", "says"), [
    ("[issue", "Mend the line named"), ("[planet.x]\nen = 'a'", "expected one of issue"), ("issue = 3", "expected one of issue"),
    ("[issue]\nx = 3", "no such part"), ("[issue.x]\nterms = 'a'", "expected a list"), ("[issue.x]\nterms = [3]", "expected a list"),
    ("[issue.x]\nen = 3", "expected a text"), ("[issue.x]\ncolour = 'red'", "no such part")])
def test_a_broken_file_says_where_and_the_rest_is_read(text, says):
    found, faults = from_toml(text)
    assert found == [] and says in faults[0]
    if text.startswith("[issue.x]"):
        found, _ = from_toml(text + "\n[issue.good]\nen = 'A'\n")
        assert [entry.code for entry in found] == ["good"]


def test_every_version_can_be_had_again_and_says_what_changed(own, book):
    own.keep(MOON, shipped=book, coder="甲")
    second = Entry("issue", "lunar_base", "Lunar base", "月面基地", "security", terms=("月面基地", "登月营"), excludes=MOON.excludes)
    own.keep(second, shipped=book, coder="乙")
    own.remove("issue", "lunar_base")
    first, changed, removed = own.history()
    assert (first.before, first.after, first.coder) == (None, MOON, "甲")
    assert changed.differences()["terms"] == (("登月营",), ("嫦娥营地",)) and changed.before == MOON
    assert removed.after is None and own.entries() == ()
    assert own.entries(first.version) == (MOON,)
    own.go_back(changed.version)
    assert own.entries() == (second,) and len(own.history()) == 4
    assert own.go_back(own.version()) == []
    own.go_back(0)
    assert own.entries() == ()


def test_the_second_to_change_an_entry_is_shown_what_the_first_did(own, book):
    seen = own.version()
    own.keep(MOON, shipped=book, coder="甲", seen=seen)
    own.keep(GU, shipped=book, coder="乙", seen=seen)
    with pytest.raises(Stale) as told:
        own.keep(MOON, shipped=book, coder="乙", seen=seen)
    assert (told.value.change.coder, told.value.change.after) == ("甲", MOON)


def test_entries_outlive_the_program(own, book):
    own.keep(MOON, shipped=book)
    with Library(own.engine.url.render_as_string(hide_password=False)) as again:
        assert OwnCodebook(again.engine).over(book).issues["lunar_base"].zh == "月面基地"


def test_only_documents_that_hold_a_changed_word_are_coded_again_and_all_tables_are_the_same(book, monkeypatch, tmp_path):
    monkeypatch.setenv("LUNHENG_CORPUS", "")
    counts, code = [], pipeline.code

    def counting(table, *arguments):
        counts.append(list(table["source"]))
        return code(table, *arguments)

    monkeypatch.setattr(pipeline, "code", counting)
    with Library() as library:
        for reading in READINGS:
            library.add(reading.source, reading.text.encode(), published=reading.published)
        corpus.coded(library)
        for entry in (MOON, BALL, GU):
            OwnCodebook(library.engine).keep(entry, shipped=book)
            made = corpus.coded(library)
        assert [sorted(names) for names in counts] == [["1.txt", "2.txt", "3.txt"], ["1.txt"], ["2.txt"], ["1.txt"]]
        OwnCodebook(library.engine).keep(Entry("actor", "gu_yuan", "Other label", "顾远", "person", terms=GU.terms), shipped=book)
        corpus.coded(library)
        assert len(counts) == 4
        anew = code(made.tables.documents, OwnCodebook(library.engine).over(book))
        for schema in SCHEMAS:
            pd.testing.assert_frame_equal(getattr(made.tables, schema.name), getattr(anew, schema.name))


def test_a_word_broken_by_a_line_or_in_the_other_script_counts_as_held(book):
    from analysis.incremental import holding
    table = documents.table([Reading("a.txt", "他说月面\n基地要建。"), Reading("b.txt", "月面基地與嫦娥營地。"), Reading("c.txt", "别的事。"),
                             Reading("d.txt", "另外的事。", title="月面基地之争")])
    assert holding(table, changed_forms([], [MOON])).tolist() == [True, True, False, True]
    assert not holding(table, ()).any()


def test_a_draft_shows_what_it_would_code_and_what_no_longer(book):
    tables = pipeline.code(documents.table(READINGS), book)
    told = preview(tables, book, [], put([], MOON))
    assert (told.documents, told.tried) == (1, 1)
    came = told.differences[told.differences["came"]]
    assert ("mention", "lunar_base", "月面基地") in set(zip(came["what"], came["code"], came["detail"]))
    assert ("prediction", "lunar_base", "unlikely") in set(zip(came["what"], came["code"], came["detail"]))
    with_it = pipeline.code(documents.table(READINGS), laid_over(book, [MOON]))
    back = preview(with_it, book, [MOON], without([MOON], "issue", "lunar_base")).differences
    assert set(back.loc[~back["came"], "code"]) == {"lunar_base"}


def test_a_draft_that_no_document_holds_changes_nothing(book):
    tables = pipeline.code(documents.table(READINGS[1:]), book)
    assert preview(tables, book, [], [MOON]).differences.empty


@pytest.mark.parametrize("entry", [MOON, BALL])
def test_an_entrys_own_examples_are_tried(book, entry):
    told = examples(entry, laid_over(book, [entry]))
    assert len(told) == len(entry.coded) + len(entry.not_coded)
    assert all(wanted == is_coded for _, wanted, is_coded in told)


@pytest.mark.parametrize(("en", "zh", "code"), [("Lunar base!", "", "lunar_base"), ("", "月面", "own_6708_9762"), ("5G", "五代", "own_4e94_4ee3"), ("", "", "")])
def test_a_code_is_made_from_the_labels(en, zh, code):
    assert suggested_code(en, zh) == code


@pytest.mark.parametrize("text", ["a = " + "9" * 5000, "a = " + "[" * 3000])
def test_number_too_long_and_nesting_too_deep_are_told_as_faults(text):
    found, (fault,) = from_toml(text)
    assert found == [] and fault.startswith("not read")
