from dataclasses import replace

import pytest

from analysis.reviews import Assignments, Review, Reviews
from pages.parts import tables
from pages.parts.review_form import as_coded
from tests.pages.conftest import HOSTILE_DOCUMENT, html


def rows():
    return [row for _, row in tables.as_coded().tables.predictions.iterrows() if row["doc_id"] == "d0"]


def decision(row, verdict, coder, **said):
    return Review(row["doc_id"], "prediction", verdict, row["issue"], int(row["start"]), int(row["end"]), row["quote"],
                  {} if verdict == "reject" else as_coded(row) | said, coder)


@pytest.fixture
def two(show):
    """A document that two coders are done with: they differ on the likelihood of its first row and on whether its second is one."""
    def opened(name, *, done=True, blank=False):
        show("coders")
        engine = tables.library().engine
        given = Assignments(engine)
        given.assign(["d0"], ["甲", "乙"], blank=blank)
        first, second, *others = rows()
        Reviews(engine).keep(decision(first, "accept", "甲"), decision(first, "correct", "乙", likelihood="possible"), decision(second, "reject", "甲"),
                             *(decision(row, "accept", who) for row in others for who in "甲乙"))
        for coder in "甲乙" if done else "甲":
            given.finish("d0", coder)
        return show(name)

    return opened


def test_documents_are_given_out_and_a_coder_finds_theirs(show):
    page = show("coders")
    page.multiselect(key="give_documents").set_value(["d0"])
    page.multiselect(key="give_coders").set_value(["甲", "乙"])
    next(button for button in page.button if button.label == "Give them out").click().run()
    assert not page.exception and "2 assignments made" in html(page)
    page.text_input(key="coder_name").set_value("甲").run()
    assert "1 document is yours" in html(page)
    page.button(key="finish").click().run()
    assert [task.coder for task in Assignments(tables.library().engine).listed() if task.done_at] == ["甲"]


def test_one_coder_alone_is_refused_no_document_and_no_name_neither(show):
    page = show("coders")
    next(button for button in page.button if button.label == "Give them out").click().run()
    assert "a name of their own" in html(page) and Assignments(tables.library().engine).listed() == []


def test_nothing_is_told_of_blind_work_until_all_are_done(two):
    shown = html(two("coders", done=False))
    assert "Nothing can be compared yet" in shown and "0 put right, 1 rejected" not in shown


def test_nothing_is_settled_until_all_are_done(two):
    assert "There is nothing to settle yet" in html(two("adjudication", done=False))


def test_agreement_is_told_by_variable_and_document(two):
    page = two("coders")
    assert not page.exception
    shown = html(page)
    assert "How far they agree" in shown and "Likelihood" in shown and "甲乙关系会走向何方" in shown
    assert "2 differences are still open" in shown


def test_a_difference_is_settled_and_every_page_follows(two):
    page = two("adjudication")
    assert not page.exception and "2 differences to settle" in html(page)
    page.button(key="take_1").click().run()
    assert not page.exception and "1 difference to settle; 1 settled" in html(page)
    page.button(key="take_none").click().run()
    assert not page.exception and "All is settled" in html(page)
    after = tables.current()
    told = after.tables.predictions[after.tables.predictions["doc_id"] == "d0"]
    assert len(told) == 3 and len(after.standing) == 3
    assert sorted(told["likelihood"]) == ["possible", "possible", "will"]


def test_a_voice_on_which_coders_differ_is_settled_before_its_predictions(two):
    page = two("adjudication")
    for coder, name in (("甲", "甲先生"), ("乙", "甲女士")):
        Reviews(tables.library().engine).keep(Review("d0", "voice", "rename", "甲评论员", said={"commentator": name}, coder=coder))
    tables.decided()
    page.run()
    assert not page.exception and "What is" in html(page) and "甲女士" in html(page)
    page.button(key="take_2").click().run()
    assert not page.exception and "What is" not in html(page)
    (made,) = [review for review in Reviews(tables.library().engine).every() if review.adjudicated]
    assert (made.kind, made.said["commentator"]) in {("voice", "甲先生"), ("voice", "甲女士")}
    assert made.said["commentator"] in set(tables.current().tables.commentaries["commentator"])


def test_the_program_is_measured_on_what_was_settled(two, show):
    page = two("adjudication")
    page.button(key="take_2").click().run()
    page.button(key="take_none").click().run()
    shown = html(show("coders"))
    assert "it found 100 % of people" in shown and "75 % of its own are theirs" in shown


def test_who_began_blank_settles_what_the_program_alone_found(two):
    page = two("adjudication", blank=True)
    assert not page.exception and "difference" in html(page)
    page.button(key="take_none").click().run()
    assert not page.exception
    assert [review.verdict for review in Reviews(tables.library().engine).every() if review.adjudicated] == ["reject"]


def test_something_else_can_be_said_than_any_coder_said(two):
    page = two("adjudication")
    box = next(box for box in page.selectbox if box.key.startswith("settle_likelihood_"))
    box.set_value("unlikely")
    page.button(key="settle_otherwise").click().run()
    assert not page.exception
    (made,) = [review for review in Reviews(tables.library().engine).every() if review.adjudicated]
    assert (made.verdict, made.said["likelihood"]) == ("correct", "unlikely")


def test_a_coder_sees_only_their_own_work_on_a_document_coded_blind(two, show):
    two("coders", done=False)
    page = show("review")
    page.text_input(key="coder_name").set_value("乙").run()
    assert not page.exception
    shown = html(page)
    assert "You code 1 document here together with others" in shown and "甲</span></td>" not in shown
    page.text_input(key="coder_name").set_value("丙").run()
    assert "1 document is left out" in html(page)


def test_hostile_names_stay_text(show):
    show("coders")
    Assignments(tables.library().engine).assign(["d0"], ["<script>window.canary=1</script>", "乙"])
    page = show("coders", documents=HOSTILE_DOCUMENT)
    assert not page.exception and "<script>window.canary" not in html(page)


def test_two_decisions_at_once_show_the_second_what_the_first_did(show):
    page = show("review")
    key = next(box.key for box in page.selectbox if box.key.startswith("row_issue_")).removeprefix("row_issue_")
    row = tables.as_coded().tables.predictions.set_index("prediction_id", drop=False).loc[key]
    Reviews(tables.library().engine).keep(replace(decision(row, "correct", "甲", likelihood="possible" if row["likelihood"] != "possible" else "will")))
    page.button(key="accept").click().run()
    assert not page.exception and "decided on" in html(page) and "Yours was not kept" in html(page)
    assert len(Reviews(tables.library().engine).every()) == 1
    page.button(key="keep_mine").click().run()
    assert [review.verdict for review in Reviews(tables.library().engine).every()] == ["correct", "accept"]
    assert "Yours was not kept" not in html(page)


def test_what_is_given_done_and_to_be_taken_is_said_as_one_would(two):
    assert "1 document is given to coders; none is done yet" in html(two("coders", done=False))
    assert "1 document is given to coders; 1 is done" in html(two("coders"))
    labels = [button.label for button in two("adjudication").button]
    assert "Take the program’s" in labels and "Take 甲" in labels


def test_what_coders_still_differ_on_is_one_row_of_review(two):
    page = two("review")
    assert f"of {len(tables.current().tables.predictions)} predictions reviewed" in html(page)
