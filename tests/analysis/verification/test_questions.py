from datetime import date

import pandas as pd
import pytest

from analysis.schemas import QUESTION_SOURCES, QUESTIONS
from analysis.verification import questions
from analysis.verification.questions import Question, Source
from tests.analysis.asked import ENTRY, KNOWN, question


@pytest.fixture(scope="module")
def shipped(book):
    return questions.load(book)


def test_at_least_forty_questions_are_shipped_without_a_fault(shipped):
    assert shipped.faults == ()
    assert len(shipped.asked) >= 40
    assert QUESTIONS.check(questions.table(shipped.asked.values())) is not None


def test_every_shipped_answer_names_pages_and_most_two(shipped):
    answered = [asked for asked in shipped.asked.values() if asked.resolution in ("yes", "no")]
    sources = [questions.sources_of(asked) for asked in answered]
    assert all(source.title and source.url for told in sources for source in told)
    assert sum(len(told) >= 2 for told in sources) / len(answered) > 0.9
    QUESTION_SOURCES.check(questions.sources_table(answered))


def test_shipped_questions_are_asked_in_both_languages(shipped):
    assert all(asked.en != asked.zh for asked in shipped.asked.values())
    assert all(bool(asked.criteria) == bool(asked.criteria_zh) and bool(asked.note) == bool(asked.note_zh) for asked in shipped.asked.values())


def test_an_entry_is_read_whole():
    made, faults = questions.read("they-meet", ENTRY | {
        "actors": ["putin"], "terms": ["会晤", "见 面"], "resolution": "yes", "settled_by": "met", "criteria": "In one room.",
        "sources": [{"title": "某报", "url": "https://example.org/a", "seen": date(2030, 6, 1)}]}, KNOWN)
    assert faults == []
    assert made == Question("they-meet", ENTRY["en"], ENTRY["zh"], "summit", 1, date(2030, 1, 1), date(2030, 12, 31),
                            "In one room.", ("putin",), ("会晤", "见 面"), "yes", date(2030, 5, 5), "met", "",
                            (Source("某报", "https://example.org/a", date(2030, 6, 1)),))


def test_one_language_stands_for_both():
    made, _ = questions.read("q", ENTRY | {"en": ""}, KNOWN)
    assert made.en == made.zh == ENTRY["zh"]


@pytest.mark.parametrize(("change", "fault"), [
    ({"issue": "nothing"}, "issue: no such code in the codebook: “nothing”"),
    ({"actors": ["nobody"]}, "actors: no such code"),
    ({"actors": "putin"}, "actors: expected texts"),
    ({"terms": ["a|b"]}, "terms: expected texts without |"),
    ({"valence": 2}, "valence: expected 1"),
    ({"valence": True}, "valence: expected 1"),
    ({"closes": ""}, "closes: no day"),
    ({"closes": "soon"}, "closes: expected a day such as 2026-12-31, found “soon”"),
    ({"closes": "2030-02-30"}, "closes: expected a day"),
    ({"closes": "2029-12-31"}, "opens on 2030-01-01, after it closes on 2029-12-31"),
    ({"resolution": "maybe"}, "resolution: expected one of open, yes, no, void"),
    ({"resolution": "yes"}, "resolved_on: yes, but without a day"),
    ({"resolution": "no", "resolved_on": "2030-12-31"}, "sources: answered no without a source"),
    ({"resolution": "yes", "resolved_on": "2030-12-31"}, "sources: answered yes without a source"),
    ({"resolution": "void"}, "resolved_on: void, but without a day"),
    ({"resolved_on": "2030-05-05"}, "resolution: open, but with a day"),
    ({"settled_by": "nothing", "resolution": "yes"}, "settled_by: no such key in data/outcomes/happened.csv: “nothing”"),
    ({"settled_by": "met", "resolution": "yes", "resolved_on": "2030-06-06"}, "2030-06-06, but met was on 2030-05-05"),
    ({"resolution": "void", "resolved_on": "2029-06-06"}, "answered on 2029-06-06, before it opened on 2030-01-01"),
    ({"sources": [{"title": "a", "url": "javascript:alert(1)"}]}, "sources 1: expected an address"),
    ({"sources": [{"url": ""}]}, "sources 1: expected a title or an address"),
    ({"en": "", "zh": " "}, "en, zh: no proposition"),
    ({"note": 7}, "note: expected a text"),
    ({"resolvedon": ""}, "“resolvedon”: no such field"),
])
def test_a_fault_names_field_and_what_was_found(change, fault):
    made, faults = questions.read("q", ENTRY | change, KNOWN)
    assert made is None
    assert any(fault in told for told in faults), faults


def test_all_faults_are_named_at_once_in_the_language_asked_for():
    _, faults = questions.read("Not An Id", ENTRY | {"issue": "nothing", "valence": 7, "opened": "?"}, KNOWN, "zh-Hans")
    assert len(faults) == 4
    assert any("编码本中没有这个代码" in fault for fault in faults)


def test_a_broken_file_leaves_the_others_in_use_and_is_named(tmp_path, book):
    (tmp_path / "a.toml").write_text("[they-meet]\nen = 'They meet'\nissue = 'summit'\nvalence = 1\nopened = 2030-01-01\n"
                                     "closes = 2030-12-31\n[wrong]\nen = 'x'\n", encoding="utf-8")
    (tmp_path / "b.toml").write_text("[they-meet\n", encoding="utf-8")
    read = questions.load(book, tmp_path)
    assert list(read.asked) == ["they-meet"]
    assert len(read.faults) == 2
    assert "[wrong]" in read.faults[0] and "issue:" in read.faults[0]


def test_a_question_that_stands_in_two_files_is_named(tmp_path, book):
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text("[they-meet]\nen = 'They meet'\nissue = 'summit'\nvalence = 1\nopened = 2030-01-01\ncloses = 2030-12-31\n", encoding="utf-8")
    assert any("they-meet stands twice" in fault for fault in questions.load(book, tmp_path).faults)


def test_the_table_of_sources_says_when_each_was_seen():
    asked = question(resolution="yes", resolved_on=date(2030, 5, 6), sources=(Source("某报", "", date(2030, 5, 7)), Source("别报")))
    seen = questions.sources_table([asked])["seen"]
    assert seen.iloc[0] == pd.Timestamp("2030-05-07") and pd.isna(seen.iloc[1])


def test_a_question_of_ones_own_stands_for_the_shipped_one_of_its_id(shipped):
    key = next(iter(shipped.asked))
    mine = question(key, own=True)
    assert shipped.with_own([mine]).asked[key] == mine
    assert not shipped.asked[key].own


def test_an_entry_reads_back_as_the_same_question(shipped, book):
    known = questions.Known.of(book)
    for asked in shipped.asked.values():
        assert questions.read(asked.question_id, questions.entry(asked), known) == (asked, [])


def test_an_answer_can_be_given_and_taken_back():
    told = questions.resolved(question(), "yes", date(2030, 5, 6), [Source("某报")])
    assert (told.resolution, told.resolved_on, told.sources, told.own) == ("yes", date(2030, 5, 6), (Source("某报"),), True)
    again = questions.resolved(told, "open", date(2030, 5, 6))
    assert (again.resolution, again.resolved_on, again.sources) == ("open", None, (Source("某报"),))


@pytest.mark.parametrize(("text", "taken", "name"), [
    ("They meet by May!", (), "they-meet-by-may"), ("They meet", ("they-meet",), "they-meet-2"), ("双方会晤", (), "question-1"),
    ("双方会晤", ("question-1",), "question-2")])
def test_a_new_question_is_named_by_its_words(text, taken, name):
    assert questions.name_of(text, taken) == name


def test_what_settled_a_question_gives_its_sources_first(shipped):
    settled = next(asked for asked in shipped.asked.values() if asked.settled_by == "helsinki-2018")
    assert questions.sources_of(settled)[0].title.startswith("Xinhua")
