from dataclasses import replace
from datetime import date

import pytest

from analysis.library import Library
from analysis.schemas import LINKS
from analysis.verification.own_questions import OwnQuestions
from analysis.verification.questions import Known, Source
from tests.analysis.asked import KNOWN, corpus, link, question

SAID = corpus(("甲", "summit", "will", 1, "普京必将会晤。", ""))
ROW = next(SAID.predictions.itertuples())


@pytest.fixture
def own():
    with Library() as library:
        yield OwnQuestions(library.engine)


def test_a_question_kept_is_there_after_reopening(own):
    asked = question(terms=("会晤",), sources=(Source("某报", "", date(2030, 2, 1)),), own=True)
    own.save([asked])
    with Library() as again:
        assert OwnQuestions(again.engine).read(KNOWN) == ([asked], [])


def test_an_edit_stands_for_what_it_was_and_nothing_is_lost(own):
    own.save([question(en="First")])
    own.save([question(en="Second")])
    assert [asked.en for asked in own.read(KNOWN)[0]] == ["Second"]
    assert [entry["en"] for _, entry in own.versions("they-meet")] == ["First", "Second"]


def test_a_question_withdrawn_can_be_brought_back(own):
    own.save([question()])
    own.withdraw("they-meet")
    assert own.read(KNOWN) == ([], [])
    own.bring_back("they-meet")
    assert [asked.question_id for asked in own.read(KNOWN)[0]] == ["they-meet"]
    assert [entry is None for _, entry in own.versions("they-meet")] == [False, True, False]


def test_what_never_was_cannot_be_brought_back(own):
    with pytest.raises(KeyError, match="no question nothing"):
        own.bring_back("nothing")


def test_a_question_whose_issue_left_the_codebook_is_named_and_kept(own):
    own.save([question()])
    poorer = Known(frozenset({"sanctions"}), KNOWN.actors, KNOWN.happened)
    asked, faults = own.read(poorer)
    assert asked == [] and "they-meet" in faults[0] and "issue" in faults[0]
    assert len(own.read(KNOWN)[0]) == 1


def test_the_last_decision_on_a_place_and_question_stands(own):
    own.decide(LINKS.frame([link(ROW), link(ROW, "another", direction=-1)]))
    own.decide(LINKS.frame([link(ROW, decision="rejected")]))
    kept = own.decisions().set_index("question_id")
    assert kept["decision"].to_dict() == {"another": "confirmed", "they-meet": "rejected"}
    assert kept.loc["another", "direction"] == -1 and kept["own"].all()
    assert (kept["prediction_id"] == "").all()


def test_a_decision_taken_back_is_none(own):
    own.decide(LINKS.frame([link(ROW)]))
    own.decide(LINKS.frame([link(ROW, decision="proposed")]))
    assert own.decisions().empty


def test_the_state_changes_with_every_change(own):
    states = [own.state()]
    own.save([question()])
    states.append(own.state())
    own.withdraw("they-meet")
    states.append(own.state())
    own.decide(LINKS.frame([link(ROW)]))
    states.append(own.state())
    assert len(set(states)) == 4


def test_hostile_text_is_kept_as_text(own):
    text = "'); DROP TABLE question_versions; --\u202e<script>"
    asked = replace(question(own=True), en=text, zh=text)
    own.save([asked])
    assert own.read(KNOWN)[0] == [asked]
