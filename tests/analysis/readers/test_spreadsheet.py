import io
from datetime import date, datetime

import openpyxl
import pytest

from analysis import readers
from analysis.readers import ReadingError, spreadsheet

ROWS = [["題名", "報紙名稱", "刊登日期", "全文", "原文連結"],
        ["能否破局", "某报", datetime(2025, 3, 4), "顾远认为，谈判大概率破裂。\n李简不同意。", "https://example.org/1"],
        ["再谈", "某报", "2025年3月5日", "谈判有望重启。", None]]


def workbook(**sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_is_a_document_a_row_whatever_script_its_headings_are_in():
    first, second = readers.read("a.xlsx", workbook(表=ROWS)).readings
    assert (first.source, first.title, first.outlet, first.published, first.url) == (
        "a.xlsx#2", "能否破局", "某报", date(2025, 3, 4), "https://example.org/1")
    assert first.text == "顾远认为，谈判大概率破裂。\n李简不同意。"
    assert (second.published, second.url) == (date(2025, 3, 5), "")


def test_each_sheet_with_texts_is_read_and_one_without_is_named():
    held = readers.read("a.xlsx", workbook(甲=ROWS, 乙=ROWS, 丙=[["姓名", "电话"], ["某", "1"]], 空=[]))
    assert [reading.source for reading in held.readings] == ["a.xlsx#甲!2", "a.xlsx#甲!3", "a.xlsx#乙!2", "a.xlsx#乙!3"]
    assert [fault.reason for fault in held.faults] == ["no column holds the texts (found 姓名, 电话)"]


@pytest.mark.parametrize(("encoding", "delimiter"), [("utf-8-sig", ","), ("gb18030", ","), ("utf-16", "\t"), ("big5hkscs", ";")])
def test_a_csv_is_read_in_any_encoding_with_any_delimiter(encoding, delimiter):
    rows = [["標題", "內容", "日期"], ["一", '"關稅談判,難以取得突破;下週再談。\n雙方不會讓步。"', "2025/3/4"]]
    data = "\r\n".join(delimiter.join(row) for row in rows).encode(encoding)
    reading = readers.read("a.csv", data).readings[0]
    assert (reading.title, reading.text, reading.published) == ("一", "關稅談判,難以取得突破;下週再談。\n雙方不會讓步。", date(2025, 3, 4))


def test_a_column_can_be_told_where_its_heading_says_nothing():
    data = "编号,备注\n1,谈判有望重启。".encode()
    with pytest.raises(ReadingError, match=r"no column holds the texts \(found 编号, 备注\)\. Say which column"):
        readers.read("a.csv", data)
    assert readers.read("a.csv", data, columns={"text": "备注"}).readings[0].text == "谈判有望重启。"


def test_the_columns_are_shown_before_the_rows_are_taken():
    sheet = spreadsheet.sheets("a.xlsx", workbook(表=ROWS))[0]
    assert sheet.columns == {"title": "題名", "outlet": "報紙名稱", "published": "刊登日期", "text": "全文", "url": "原文連結"}
    assert len(sheet.rows) == 2


def test_a_row_without_text_or_with_no_day_is_named_and_the_rest_is_taken():
    data = "text,published\n谈判有望重启。,2025-03-04\n,2025-03-04\n谈判破裂。,someday\n".encode()
    held = readers.read("a.csv", data)
    assert [reading.source for reading in held.readings] == ["a.csv#2"]
    assert [str(fault).split(". ")[0] for fault in held.faults] == [
        "a.csv#3: has no text", "a.csv#4: published: expected a day like 2018-06-10, found 'someday'"]


@pytest.mark.parametrize(("name", "data", "says"), [
    ("a.xlsx", b"PK\x03\x04", "no Excel workbook"), ("a.xlsx", b"\xd0\xcf\x11\xe0", "old .xls"), ("a.csv", b"text\n", "no row below"),
    ("a.csv", b"", "holds no text"), ("a.xlsx", workbook(空=[["text"]]), "no row below")])
def test_what_is_no_table_is_refused(name, data, says):
    with pytest.raises(ReadingError, match=says):
        readers.read(name, data)
