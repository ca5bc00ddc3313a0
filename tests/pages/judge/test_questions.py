"""The page of questions over the invented documents: what is asked, decided, answered, brought in and out."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from analysis.verification import question_files, questions
from analysis.verification.own_questions import OwnQuestions
from analysis.verification.questions import Source
from pages.parts import docket, question_list
from tests.analysis.asked import question
from tests.pages.conftest import HOSTILE, html

THAW = question("thaw", en="Relations thaw", zh="双边关系改善", issue="relations", opened=date(2024, 1, 1), closes=date(2024, 12, 31),
                terms=("改善", "转暖"), actors=(), own=True)


@pytest.fixture
def own(show):
    """Return the user's questions behind the page, which is opened once so that its library is there."""
    show("questions")
    kept = docket.own()
    assert isinstance(kept, OwnQuestions)
    return kept


def texts(page) -> str:
    return html(page) + "".join(element.value for element in page.code)


def test_every_question_stands_in_the_list_with_its_answer(show, own):
    own.save([THAW])
    page = show("questions", query={"status": "overdue"})
    assert not page.exception
    assert "Relations thaw" in html(page) and "Unanswered" in html(page)


def test_a_question_not_known_is_named(show, own):
    page = show("questions", query={"question": "nothing"})
    assert not page.exception
    assert "There is no question “nothing” here." in html(page)


def confirm_all(show):
    page = show("questions", query={"look": "links"})
    for _ in range(2):
        page = page.button(key="confirm_link").click().run()
    return page


def test_a_proposal_is_confirmed_by_a_person_and_counts_from_then_on(show, own):
    own.save([THAW])
    page = show("questions", query={"look": "links"})
    assert "2 links are proposed" in html(page)
    assert "Proposed (" in html(page) and "says “" in html(page)
    page = page.button(key="confirm_link").click().run()
    assert "One link confirmed." in html(page) and "One link is proposed" in html(page)
    (kept,) = own.decisions().itertuples()
    assert (kept.question_id, kept.decision, kept.direction) == ("thaw", "confirmed", 1)
    page = page.button(key="undo_links").click().run()
    assert "2 links are proposed" in html(page)
    assert own.decisions().empty


def test_a_proposal_is_rejected_turned_or_put_off_by_its_key(show, own):
    own.save([THAW])
    page = show("questions", query={"look": "links"})
    keys = {button.key: button.proto.shortcut for button in page.button if button.key in ("confirm_link", "reject_link", "turn_link", "later_link")}
    assert keys == {"confirm_link": "a", "reject_link": "x", "turn_link": "s", "later_link": "l"}
    first = next(radio.key for radio in page.radio)
    page = page.button(key="later_link").click().run()
    second = next(radio.key for radio in page.radio)
    assert first != second
    page = page.button(key="turn_link").click().run()
    page = page.button(key="reject_link").click().run()
    (kept,) = own.decisions().itertuples()
    assert (kept.decision, kept.direction) == ("rejected", -1)


def test_all_from_a_bound_on_are_confirmed_at_once(show, own):
    own.save([THAW])
    page = show("questions", query={"look": "links"})
    page = page.button(key="confirm_sure").click().run()
    assert not page.exception
    assert len(own.decisions()) == 2
    assert "Nothing is proposed" in html(page)


def test_a_question_shows_what_was_expected_and_why_a_row_does_not_count(show, own):
    own.save([THAW])
    confirm_all(show)
    own.save([questions.resolved(THAW, "no", date(2024, 12, 31), [Source("某报", "https://example.org/a")])])
    page = show("questions", query={"question": "thaw"})
    assert not page.exception
    shown = html(page)
    assert "No: answered on 31 December 2024." in shown
    assert "2 commentators gave it 43 % on average" in shown.replace("43%", "43 %")
    assert 'href="https://example.org/a"' in shown and "counts" in shown
    early = questions.resolved(THAW, "yes", date(2024, 6, 1), [Source("某报")])
    own.save([early])
    assert "said when the answer was known" in html(show("questions", query={"question": "thaw"}))


def fill(page, **typed):
    for name, value in typed.items():
        next(field for kind in (page.text_input, page.text_area, page.selectbox, page.date_input, page.multiselect) for field in kind
             if field.key.startswith(f"ask_{name}_")).set_value(value)
    return page


def test_a_question_is_asked_and_its_page_opens(show, own):
    page = show("questions", query={"look": "ask"})
    fill(page, en="They meet by May", issue="summit", opened=date(2024, 1, 1), closes=date(2025, 5, 31), terms="会晤，见 面")
    page = page.button[-1].click().run()
    assert not page.exception
    asked = docket.current().book.asked["they-meet-by-may"]
    assert asked.own and asked.terms == ("会晤", "见 面") and asked.zh == "They meet by May"
    assert "They meet by May" in html(page)


def test_a_fault_in_a_question_asked_is_named_and_nothing_typed_is_lost(show, own):
    page = show("questions", query={"look": "ask"})
    fill(page, en="They meet")
    page = page.button[-1].click().run()
    assert not page.exception
    told = texts(page)
    assert "issue: no such code" in told and "closes: no day" in told
    assert any(field.value == "They meet" for field in page.text_input)
    assert own.read(questions.Known.of(docket.tables.current().codebook))[0] == []


def answer(page, what, **typed):
    next(radio for radio in page.radio if radio.key.startswith("answer_")).set_value(what)
    for name, value in typed.items():
        next(field for kind in (page.text_input, page.date_input) for field in kind if f"_{name}" in field.key).set_value(value)
    return next(button for button in page.button if button.label == "Keep the answer").click().run()


def test_a_question_is_answered_with_a_day_and_a_source(show, own):
    own.save([THAW])
    page = answer(show("questions", query={"question": "thaw"}), "yes", day=date(2024, 8, 1), title_0="某报", url_0="https://example.org/a")
    assert not page.exception
    asked = docket.current().book.asked["thaw"]
    assert (asked.resolution, asked.resolved_on, asked.sources[0].url) == ("yes", date(2024, 8, 1), "https://example.org/a")
    assert "Yes: answered on 1 August 2024." in html(page)


@pytest.mark.parametrize(("typed", "fault"), [
    ({"day": date(2024, 8, 1)}, "answered yes without a source"),
    ({"title_0": "某报"}, "yes, but without a day"),
    ({"day": date(2024, 8, 1), "url_0": "javascript:alert(1)"}, "expected an address"),
    ({"day": date(2190, 8, 1), "title_0": "某报"}, "has not come yet"),
])
def test_an_answer_without_day_or_source_is_not_kept(show, own, typed, fault):
    own.save([THAW])
    page = answer(show("questions", query={"question": "thaw"}), "yes", **typed)
    assert fault in texts(page)
    assert docket.current().book.asked["thaw"].resolution == "open"


def test_a_shipped_question_changed_can_be_taken_back_and_brought_back(show, own):
    key = "trump-putin-again-2026"
    shipped = docket.current().book.asked[key]
    own.save([question(key, en="Changed", zh="改过", own=True)])
    page = show("questions", query={"question": key})
    page = page.button(key="withdraw").click().run()
    assert docket.current().book.asked[key] == shipped
    page = page.button(key="bring_back_withdrawn").click().run()
    assert not page.exception
    assert docket.current().book.asked[key].en == "Changed"


def test_questions_go_out_and_come_in(show, own):
    page = show("questions", query={"look": "files"})
    data = question_files.to_csv([THAW, question("wrong", issue="nothing")])
    page.get("file_uploader")[0].set_value(("a.csv", data, "text/csv"))
    page = next(button for button in page.button if button.label == "Import").click().run()
    assert not page.exception
    assert "One question taken in" in html(page)
    assert "row 2 (line 3): issue: no such code" in texts(page)
    assert docket.current().book.asked["thaw"] == THAW


def test_what_is_no_file_of_questions_is_refused(show, own):
    page = show("questions", query={"look": "files"})
    page.get("file_uploader")[0].set_value(("a.csv", b"x,y\n1,2\n", "text/csv"))
    page = next(button for button in page.button if button.label == "Import").click().run()
    assert "does not name the columns" in texts(page)


def test_hostile_questions_stay_text(show, own):
    own.save([question("hostile", en=HOSTILE, zh=HOSTILE, criteria=HOSTILE, note=HOSTILE, issue="relations",
                       sources=(Source(HOSTILE, "https://example.org/'onmouseover=x"),), own=True)])
    for query in ({}, {"question": "hostile"}):
        page = show("questions", query=query)
        assert not page.exception
        assert "<script>window.canary" not in html(page) and "<img" not in html(page)
        assert "'onmouseover" not in html(page)


def test_the_overview_tells_what_is_due_and_what_was_answered(show, own):
    own.save([question("soon", en="They meet soon", zh="即将会晤", closes=(docket.today() + pd.Timedelta(days=9)).date(),
                       opened=date(2024, 1, 1), own=True),
              question("done", en="They met", zh="已会晤", opened=date(2024, 1, 1), resolution="void", resolved_on=date(2025, 5, 5), own=True)])
    shown = html(show("overview"))
    assert "Due soon" in shown and "They meet soon" in shown
    assert "Answered lately" in shown and "They met" in shown


@pytest.mark.parametrize(("issue", "told", "untold"), [("relations", 0, 1), ("sanctions", 1, 0)])
def test_the_overview_tells_only_of_questions_that_its_predictions_bear_on(show, own, monkeypatch, issue, told, untold):
    show("overview")
    question_list._known.clear()
    opened = docket.current()
    asked = opened.questions[opened.questions["resolution"] == "yes"].head(2)
    # One on relations and one on sanctions, as the documents shown have them.
    links = pd.DataFrame({"prediction_id": ["d0-p000", "d0-p002"], "question_id": asked["question_id"], "decision": "confirmed"})
    monkeypatch.setattr(docket, "current", lambda spoken="": replace(opened, questions=asked, links=links))
    shown = html(show("overview", query={"issue": issue}))
    assert asked["question_id"].iloc[told] in shown
    assert asked["question_id"].iloc[untold] not in shown


def test_an_own_answer_stands_on_the_timeline(show, own):
    own.save([questions.resolved(THAW, "yes", date(2025, 3, 3), [Source("某报", "https://example.org/a")])])
    page = show("timeline")
    assert not page.exception
    assert "Relations thaw" in html(page)


def test_where_nothing_is_open_any_more_the_list_holds_what_was_answered(show):
    page = show("questions", query={"issue": "relations"})
    assert not page.exception
    page = show("questions", query={"issue": "syria"})
    assert not page.exception
