from datetime import date

from pages.parts import tables
from tests.pages.conftest import html

TEXT = "甲评论员认为,双方很可能达成协议。"


def test_pasted_text_is_taken_and_told(show):
    page = show("library")
    page.text_area(key="paste_text").set_value(TEXT)
    page.text_input(key="paste_title").set_value("某题")
    page.date_input(key="paste_published").set_value(date(2024, 5, 6))
    page.button[1].click().run()
    assert not page.exception
    assert "taken" in html(page)
    assert [reading.published for reading in tables.library().readings()] == [date(2024, 5, 6)]


def test_pasting_nothing_says_what_to_do(show):
    page = show("library")
    page.button[1].click().run()
    assert "Paste a text first" in html(page)


def test_same_text_twice_is_told(show):
    page = show("library")
    for _ in range(2):
        page.text_area(key="paste_text").set_value(TEXT)
        page.text_input(key="paste_title").set_value("某题")
        page.button[1].click().run()
    assert "already there" in html(page)


def test_own_document_can_be_dated_and_deleted(show):
    show("library")
    reports = tables.library().add("某文.txt", TEXT.encode())
    doc_id = reports[0].doc_id
    tables.library().set_published(doc_id, date(2020, 1, 2))
    assert tables.library().doc_ids() == {doc_id}


def test_sample_cannot_be_deleted(show):
    page = show("library")
    assert "Your documents" in html(page)
    assert not [button for button in page.button if button.key == "delete_sure"]


def test_own_documents_are_listed_apart_and_can_be_deleted(show):
    page = show("library", own=("d0",))
    assert page.selectbox(key="change").options
    deleted = []
    tables.library().remove = deleted.append
    page.button(key="delete_sure").click().run()
    assert deleted == ["d0"]


def test_date_of_an_own_document_can_be_corrected(show):
    page = show("library", own=("d0",))
    corrected = []
    tables.library().set_published = lambda doc_id, day: corrected.append((doc_id, day))
    page.date_input(key="change_published").set_value(date(2023, 3, 4))
    page.button(key="set_date").click().run()
    assert corrected == [("d0", date(2023, 3, 4))]
