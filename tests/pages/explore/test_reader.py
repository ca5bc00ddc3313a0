from tests.pages.conftest import ORDINARY, html


def test_document_of_the_link_is_opened_at_its_place(show):
    page = show("reader", query={"doc": "d1", "at": "5"})
    assert "制裁之后" in html(page)
    assert html(page).count('id="lh-here"') == 1


def test_unknown_document_is_said_and_another_shown(show):
    page = show("reader", query={"doc": "nowhere"})
    assert "a document that is not here" in html(page)
    assert "lh-reader" in html(page)


def test_place_beyond_the_text_is_passed_over(show):
    page = show("reader", query={"doc": "d1", "at": "999999"})
    assert not page.exception
    assert "lh-here" not in html(page)


def test_layer_switched_off_is_kept_in_the_address(show):
    page = show("reader")
    assert 'lh-date"' in html(page)
    page.pills(key="layers").set_value(["predictions"]).run()
    assert 'lh-date"' not in html(page)
    assert page.session_state["own"]["reader"]["marks"] == ["predictions"]


def test_filter_hides_marks_and_the_page_says_how_many(show):
    page = show("reader", query={"doc": "d0", "issue": "sanctions"})
    assert "Marked: 2 of 4 predictions" in html(page)


def test_every_voice_can_be_jumped_to(show):
    assert html(show("reader", query={"doc": "d0"})).count("甲评论员</span> 2</a>") == 1


def test_long_document_is_read_in_parts(show):
    long = [{**ORDINARY[0], "said": [(who, issue, likelihood, valence, sentence * 700) for
                                     who, issue, likelihood, valence, sentence in ORDINARY[0]["said"]]}]
    page = show("reader", documents=long)
    assert "Part 1 of" in html(page)
    assert "Later part" in html(page)
