from datetime import date

import pytest
import streamlit as st

from analysis.backup import backup
from analysis.imports import Jobs, supervisor
from analysis.library import Library
from analysis.projects import Projects
from pages.parts import library_list, tables
from tests.pages.conftest import html

TEXT = "甲评论员认为,双方很可能达成协议。"


def press(page, label):
    next(button for button in page.button if button.label == label).click().run()
    assert not page.exception


def kept(library, *texts):
    """Bring texts into a library and return them as the table has them."""
    for number, text in enumerate(texts):
        library.add(f"{number}.txt", text.encode())
    return library.page(falling=False).documents


def test_pasted_text_is_taken_and_told(show):
    page = show("library")
    page.text_area(key="paste_text").set_value(TEXT)
    page.text_input(key="paste_title").set_value("某题")
    page.date_input(key="paste_published").set_value(date(2024, 5, 6))
    press(page, "Add this text")
    assert "taken" in html(page)
    assert [reading.published for reading in tables.library().readings()] == [date(2024, 5, 6)]


def test_pasting_nothing_says_what_to_do(show):
    page = show("library")
    press(page, "Add this text")
    assert "Paste a text first" in html(page)


def test_same_text_twice_is_told(show):
    page = show("library")
    for _ in range(2):
        page.text_area(key="paste_text").set_value(TEXT)
        page.text_input(key="paste_title").set_value("某题")
        press(page, "Add this text")
    assert "already there" in html(page)


def test_sample_cannot_be_deleted(show):
    page = show("library")
    assert "Your documents" in html(page)
    assert not [button for button in page.button if button.key == "delete"]


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


@pytest.mark.parametrize(("column", "value", "field", "after"), [
    ("title", "另一题", "heading", "另一题"), ("outlet", "某刊", "outlet", "某刊"), ("url", "https://example.org/a", "url", "https://example.org/a"),
    ("published", "2023-03-04", "published", date(2023, 3, 4))])
def test_what_is_typed_into_the_table_is_kept(show, column, value, field, after):
    show("library")
    rows = kept(tables.library(), TEXT)
    library_list.change(rows, {0: {column: value}})
    assert getattr(tables.library().page().documents[0], field) == after
    assert [(change.field, change.who) for change in tables.library().history(rows[0].doc_id)] == [(column, "me")]


def test_who_comes_second_is_told_what_the_first_did(show):
    show("library")
    rows = kept(tables.library(), TEXT)
    tables.library().amend(rows[0].doc_id, "outlet", "先报")
    library_list.change(rows, {0: {"outlet": "后报"}})
    assert "it is now 先报" in st.session_state["note"]
    assert tables.library().page().documents[0].outlet == "先报"


def test_a_search_and_an_order_are_kept_in_the_address(show):
    page = show("library")
    kept(tables.library(), TEXT, "谈判有望重启。")
    page.run()
    page.text_input(key="list_search").set_value("重启").run()
    assert not page.exception
    assert page.session_state["own"]["library"] == {"search": ["重启"]}
    page.text_input(key="list_search").set_value("无此词").run()
    assert "Nothing here" in html(page)


def test_more_than_a_page_is_turned(show, monkeypatch):
    monkeypatch.setattr(library_list, "ROWS", 2)
    page = show("library")
    kept(tables.library(), TEXT, "谈判有望重启。", "谈判破裂。")
    page.run()
    assert "1 to 2 of 3" in html(page)
    page.button(key="list_after").click().run()
    assert "3 to 3 of 3" in html(page) and page.button(key="list_after").disabled


def test_an_import_tells_what_became_of_each_document_also_later(show):
    page = show("library")
    page.file_uploader[0].set_value(("a.jsonl", '{"text": "谈判破裂。"}\n{"text": ""}\n'.encode(), "text/plain")).run()
    page.button(key="add_files").click().run()
    assert not page.exception
    assert "1 taken" in page.expander[0].label and "1 refused" in page.expander[0].label
    assert "has no text" in html(page)
    assert "1 taken" in show("library").expander[0].label


def test_a_stopped_import_goes_on_where_it_stopped(show):
    page = show("library")
    jobs = Jobs(tables.library().engine)
    job = jobs.begin(1, [("a.txt", TEXT.encode(), "")])
    jobs.cancel(job)
    page.run()
    assert "Stopped after 0 of 1 files" in html(page)
    page.button(key=f"resume_{job}").click().run()
    assert not page.exception
    assert jobs.get(job).state == "done" and len(tables.library().readings()) == 1


def test_an_import_under_way_is_shown_and_can_be_stopped(show, monkeypatch):
    page = show("library")
    monkeypatch.setattr(supervisor, "start", lambda *_: None)
    jobs = Jobs(tables.library().engine)
    job = jobs.begin(1, [("a.txt", TEXT.encode(), "")])
    page.run()
    assert not page.exception
    page.button(key=f"cancel_{job}").click().run()
    assert jobs.get(job).state == "cancelled"


def test_projects_are_made_chosen_renamed_deleted_and_brought_back(show):
    page = show("library")
    page.text_input(key="project_name").set_value("台海")
    press(page, "Make it")
    assert page.selectbox(key="choose_project").value == 2
    page.text_input(key="project_called").set_value("海峡")
    press(page, "Rename")
    assert Projects(tables.library().engine).names() == {1: "", 2: "海峡"}
    press(page, "Delete “海峡”")
    assert Projects(tables.library().engine).names() == {1: ""}
    press(page, "Bring “海峡” back")
    assert page.selectbox(key="choose_project").value == 2


def test_a_project_in_the_address_is_opened_and_one_that_is_not_there_is_passed_over(show):
    page = show("library")
    Projects(tables.library().engine).make("台海")
    assert show("library", query={"project": "2"}).run().selectbox(key="choose_project").value == 2
    page = show("library", query={"project": "7"}).run()
    assert not page.exception
    assert page.selectbox(key="choose_project").value == 1


def test_documents_of_another_project_are_not_listed(show):
    page = show("library")
    there = Projects(tables.library().engine).make("台海")
    kept(tables.library().of(there), TEXT)
    page.run()
    assert "None yet." in html(page)
    page.selectbox(key="choose_project").set_value(there).run()
    assert "None yet." not in html(page)


def test_the_whole_library_dropped_on_an_empty_one_is_read_back(show, tmp_path):
    page = show("library")
    with Library(f"sqlite:///{tmp_path / 'other.db'}") as other:
        other.add("a.txt", TEXT.encode())
        backup(other.engine, tmp_path / "all.zip")
    whole = ("all.zip", (tmp_path / "all.zip").read_bytes(), "application/zip")
    page.file_uploader[0].set_value(whole).run()
    assert "is a whole library" in html(page)
    page.button(key="add_files").click().run()
    assert "1 document was read back" in html(page)
    assert [reading.text for reading in tables.library().readings()] == [TEXT]
    page.file_uploader[0].set_value(whole).run()
    page.button(key="add_files").click().run()
    assert "nothing was changed" in html(page)


def test_a_repost_is_told_and_can_be_counted_apart(show):
    page = show("library")
    for text in (TEXT * 20, TEXT * 20 + "完"):
        page.text_area(key="paste_text").set_value(text)
        page.text_input(key="paste_title").set_value("某题")
        press(page, "Add this text")
    assert "a repost of" in html(page)
    assert len(tables.library().readings()) == 1
    listing = tables.library().page(shown="reposts")
    assert library_list.frame(listing.documents, "reposts")["alike"][0] > 90
    library_list.change(listing.documents, {0: {"apart": True}})
    assert len(tables.library().readings()) == 2
    page.segmented_control(key="list_shown").set_value("reposts").run()
    assert not page.exception
