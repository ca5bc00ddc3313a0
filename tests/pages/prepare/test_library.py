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


def test_sample_cannot_be_deleted(show):
    page = show("library")
    assert "Your documents" in html(page)
    assert not [button for button in page.button if button.key == "delete"]


def test_own_document_can_be_deleted_and_brought_back(show):
    page = show("library", own=("d0",))
    done = []
    tables.library().remove = lambda doc_id: done.append(("removed", doc_id))
    tables.library().restore = lambda doc_id: done.append(("restored", doc_id))
    page.button(key="delete").click().run()
    assert "deleted" in html(page)
    page.button(key="bring_back").click().run()
    assert done == [("removed", "d0"), ("restored", "d0")]


def test_file_that_cannot_be_read_is_refused_with_the_reason(show):
    page = show("library")
    page.file_uploader[0].set_value(("empty.txt", b"", "text/plain")).run()
    assert "holds no text" in html(page)
    page.button(key="add_files").click().run()
    assert not page.exception
    assert "refused" in html(page)


def test_what_a_file_holds_is_shown_before_it_is_taken_and_in_another_encoding_if_asked(show):
    page = show("library")
    page.file_uploader[0].set_value(("a.txt", TEXT.encode("gb18030"), "text/plain")).run()
    assert "很可能达成协议" in html(page) and tables.library().readings() == []
    page.selectbox(key="import_encoding").set_value("big5hkscs").run()
    assert "很可能达成协议" not in html(page)
    page.selectbox(key="import_encoding").set_value("").run()
    page.button(key="add_files").click().run()
    assert [reading.text for reading in tables.library().readings()] == [TEXT]


def test_a_told_column_is_remembered_for_the_next_table(show):
    page = show("library")
    table = f"编号,备注\n1,{TEXT.replace(',', '，')}\n".encode()
    page.file_uploader[0].set_value(("a.csv", table, "text/csv")).run()
    assert "no column holds the texts" in html(page)
    page.selectbox(key="column_text_").set_value("备注").run()
    assert "很可能达成协议" in html(page)
    page.button(key="add_files").click().run()
    assert len(tables.library().readings()) == 1
    page.file_uploader[0].set_value(("b.csv", table.replace(b"1,", b"2,"), "text/csv")).run()
    assert page.selectbox(key="column_text_").value == "备注"


def test_an_address_inside_is_refused_with_the_reason(show):
    page = show("library")
    page.text_input(key="fetch_url").set_value("http://127.0.0.1/")
    next(button for button in page.button if button.label == "Fetch and add").click().run()
    assert not page.exception
    assert "not on the public internet" in html(page) and tables.library().readings() == []


def test_no_address_is_asked_for_where_fetching_is_off(show, monkeypatch):
    monkeypatch.setenv("LUNHENG_URL_IMPORT", "off")
    assert not [field for field in show("library").text_input if field.key == "fetch_url"]


def test_sample_can_be_left_out(show):
    page = show("library")
    page.toggle(key="sample").set_value(False).run()
    assert tables.library().shows_sample is False


def test_date_of_an_own_document_can_be_corrected(show):
    page = show("library", own=("d0",))
    corrected = []
    tables.library().set_published = lambda doc_id, day: corrected.append((doc_id, day))
    page.date_input(key="change_published").set_value(date(2023, 3, 4))
    page.button(key="set_date").click().run()
    assert corrected == [("d0", date(2023, 3, 4))]
    assert not page.exception


def test_how_the_day_of_an_own_document_is_known_is_told(show):
    page = show("library", own=("d0",))
    tables.library().dating = lambda doc_id: ("found", "dateline 2021-12-31 17:23, certain")
    page.run()
    assert not page.exception
    assert "found in the text: dateline 2021-12-31 17:23, certain" in html(page)


def test_a_repost_is_told_and_can_be_counted_apart(show):
    page = show("library")
    for text in (TEXT * 20, TEXT * 20 + "完"):
        page.text_area(key="paste_text").set_value(text)
        page.text_input(key="paste_title").set_value("某题")
        next(button for button in page.button if button.label == "Add this text").click().run()
    assert "a repost of" in html(page) and "1 repost" in html(page)
    assert len(tables.library().readings()) == 1
    next(toggle for toggle in page.toggle if toggle.label == "Counted apart").set_value(True).run()
    assert not page.exception
    assert len(tables.library().readings()) == 2
