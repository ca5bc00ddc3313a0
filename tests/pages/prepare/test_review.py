import pytest

from analysis.reviews import Review, Reviews
from pages.parts import review_form, tables
from tests.pages.conftest import html


def kept():
    return Reviews(tables.library().engine).standing()


def test_a_key_accepts_the_row_and_the_next_one_comes(show):
    page = show("review")
    before = html(page)
    assert "0 of " in before and "Nothing is reviewed yet" in before
    page.button(key="accept").click().run()
    assert not page.exception
    assert [review.verdict for review in kept()] == ["accept"]
    assert "1 of " in html(page) and "accepted" in html(page)


def test_a_row_put_right_is_what_every_page_shows(show):
    page = show("review")
    row = tables.current().tables.predictions.set_index("prediction_id").loc[
        next(box.key for box in page.selectbox if box.key.startswith("row_likelihood_")).removeprefix("row_likelihood_")]
    other = "wont" if row.likelihood != "wont" else "will"
    next(box for box in page.selectbox if box.key.startswith("row_likelihood_")).set_value(other)
    page.button(key="correct").click().run()
    assert not page.exception
    after = tables.current()
    assert after.tables.predictions.set_index("prediction_id").loc[row.name, "likelihood"] == other
    assert after.standing == {row.name: "corrected"}


def test_a_decision_can_be_undone(show):
    page = show("review")
    n = len(tables.current().tables.predictions)
    page.button(key="reject").click().run()
    assert len(tables.current().tables.predictions) == n - 1
    page.button(key="undo").click().run()
    assert not page.exception
    assert len(tables.current().tables.predictions) == n and kept() == []


def test_what_is_put_off_comes_last(show):
    page = show("review")
    first = next(box.key for box in page.selectbox if box.key.startswith("row_issue_"))
    page.button(key="later").click().run()
    assert next(box.key for box in page.selectbox if box.key.startswith("row_issue_")) != first
    assert kept() == []


def test_words_that_are_not_in_the_document_are_refused_with_the_reason(show):
    page = show("review")
    page.text_area(key="add_quote").set_value("这里没有这句话")
    next(button for button in page.button if button.label == "Add this prediction").click().run()
    assert "do not stand in" in html(page) and kept() == []


def test_a_missed_prediction_is_added_at_its_place(show):
    page = show("review")
    documents = tables.current().tables.documents
    quote = documents["text"].iloc[0][:6]
    page.selectbox(key="add_document").set_value(documents["doc_id"].iloc[0])
    page.text_area(key="add_quote").set_value(quote)
    page.selectbox(key="add_issue_new").select_index(0)
    page.text_input(key="add_outcome_new").set_value("结果")
    next(button for button in page.button if button.label == "Add this prediction").click().run()
    assert not page.exception
    (review,) = kept()
    assert (review.verdict, review.quote, review.start) == ("add", quote, documents["text"].iloc[0].find(quote))
    assert set(tables.current().standing.values()) == {"added"}


def test_a_missed_prediction_is_first_looked_for_in_the_document_and_the_voice_shown(show):
    page = show("review")
    rows = tables.current().tables.predictions.set_index("prediction_id")
    for _ in range(3):
        shown = next(box.key for box in page.selectbox if box.key.startswith("row_issue_")).removeprefix("row_issue_")
        assert page.selectbox(key="add_document").value == rows.loc[shown, "doc_id"]
        assert page.selectbox(key="add_commentator_new").value == rows.loc[shown, "commentator"]
        page.button(key="later").click().run()


def test_two_spellings_become_one_voice(show):
    page = show("review")
    before = page.selectbox(key="rename_from").value
    page.text_input(key="rename_to").set_value("某人")
    next(button for button in page.button if button.label == "Rename").click().run()
    assert not page.exception
    assert before not in set(tables.current().tables.predictions["commentator"])


def test_a_voice_without_a_name_is_refused_and_nothing_is_kept(show):
    page = show("review")
    next(button for button in page.button if button.label == "Rename").click().run()
    assert "Not kept" in html(page) and kept() == []


@pytest.mark.parametrize("issue", ["summit"])
def test_only_what_the_filter_leaves_is_reviewed(show, issue):
    page = show("review", query={"issue": issue})
    assert not page.exception
    ids = [box.key.removeprefix("row_issue_") for box in page.selectbox if box.key.startswith("row_issue_")]
    rows = tables.current().tables.predictions.set_index("prediction_id")
    assert all(rows.loc[key, "issue"] == issue for key in ids)


def test_a_chart_says_how_much_of_it_was_reviewed_and_can_be_limited_to_that(show):
    show("review").button(key="accept").click().run()
    whole = html(show("outcomes"))
    assert "1 of 6 predictions reviewed" in whole
    limited = show("outcomes", query={"reviewed": "yes"})
    assert not limited.exception
    assert "1 of 1 predictions reviewed" in html(limited)


def test_decisions_are_told_with_their_maker_and_many_end_with_how_many_more(show):
    show("review")
    row = tables.current().tables.predictions.iloc[0]
    for number in range(14):
        Reviews(tables.library().engine).keep(Review(row.doc_id, "prediction", "accept" if number % 2 else "reject", row.issue, int(row.start), int(row.end),
                                                     row.quote, review_form.as_coded(row) if number % 2 else {}, f"coder {number}"))
    page = show("review")
    told = next(part for part in html(page).split("<table") if "lh-decided" in part)
    assert told.count("<tr>") == 13 and "coder 13 · " in told and "coder 1 · " not in told and "2 more" in told
    assert len(page.selectbox(key="take_back").options) == 14
