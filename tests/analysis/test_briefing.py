import pytest

from analysis.briefing import Briefing, BriefingError, Entry, start
from analysis.selection import Selection


def test_a_briefing_comes_back_from_json_as_it_was():
    made = Briefing("標題", "分析员", "zh-Hant", "slides", (Entry("exhibit", "issues", "issue=summit&value=count", notes="说明"),
                                                      Entry("quote", doc_id="d1", start=3, end=9), Entry("text", text="段落😀")))
    assert Briefing.from_json(made.to_json()) == made


@pytest.mark.parametrize("text, said", [
    ("[]", "expected an object"), ("{", "expected JSON"), ("9" * 5000, "expected JSON"), ("[" * 100_000, "expected JSON"),
    ('{"title": 3, "entries": [{"kind": "exhibit", "cod": "x"}]}', "title: expected a text, found 3"),
    ('{"title": 3, "entries": [{"kind": "exhibit", "cod": "x"}]}', "number 1: cod: no such field"),
    ('{"entries": [{"kind": "song"}]}', "kind: expected one of exhibit, quote, text"),
    ('{"language": "fr"}', "language: expected one of en"), ('{"entries": [{"code": "x"}]}', "number 1: expected an object with kind")])
def test_every_fault_is_named(text, said):
    with pytest.raises(BriefingError, match=said):
        Briefing.from_json(text)


def test_an_entry_knows_its_filter():
    assert Entry("exhibit", "issues", "issue=summit&issue=nato&value=count").selection() == Selection(issues=("summit", "nato"))


def test_a_template_begins_with_its_charts_under_the_filter():
    made = start("one_page", query={"issue": ["summit"]})
    assert [entry.code for entry in made.entries] == ["overview", "timeline"]
    assert made.entries[0].selection().issues == ("summit",)


def test_an_entry_moves_and_the_others_keep_their_order():
    made = Briefing(entries=tuple(Entry("text", text=text) for text in "abc"))
    assert [entry.text for entry in made.moved(0, 2).entries] == ["b", "c", "a"]
