import io
import json
from datetime import datetime

import openpyxl
import pandas as pd
import pyarrow.parquet as parquet
import pytest

from analysis import spreadsheets

RISKY = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=HYPERLINK(\"http://x\")"]


def frame(**columns):
    return pd.DataFrame(columns).astype({name: "str" for name, values in columns.items() if isinstance(values[0], str)})


def opened(made, **how):
    return openpyxl.load_workbook(io.BytesIO(spreadsheets.file(made, "xlsx", **how)))


def test_text_is_never_a_formula():
    sheet = opened(frame(text=RISKY))["data"]
    assert [sheet.cell(row, 1).data_type for row in range(2, 8)] == ["s"] * 6
    assert sheet["A2"].value == "=1+1"
    written = pd.read_csv(io.BytesIO(spreadsheets.file(frame(text=RISKY), "csv")), dtype=str)
    assert all(text.startswith("'") for text in written["text"])


def test_columns_keep_their_types_and_the_header_stays():
    made = frame(day=[pd.Timestamp("2024-05-20"), pd.NaT], n=[1, 2], share=[0.5, float("nan")], sure=[True, False], word=["论", "論"])
    sheet = opened(made)["data"]
    assert sheet["A2"].value == datetime(2024, 5, 20)
    assert sheet["A3"].value is None
    assert [sheet.cell(2, column).data_type for column in range(2, 6)] == ["n", "n", "b", "s"]
    assert sheet["C3"].value is None
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:E3"


def test_a_day_before_excels_first_is_written_as_text():
    made = pd.DataFrame({"day": pd.Series([datetime(1812, 6, 24)], dtype="datetime64[us]")})
    assert opened(made)["data"]["A2"].value == "1812-06-24"


def test_addresses_are_links_and_their_column_is_gone():
    made = frame(title=["一", "二"], url=["https://news.example/1", "javascript:alert(1)"])
    sheet = opened(made, links={"title": "url"})["data"]
    assert sheet["A2"].hyperlink.target == "https://news.example/1"
    assert sheet["A3"].hyperlink is None
    assert sheet.max_column == 1


@pytest.mark.parametrize("text", ["长" * 40_000, "😀" * 20_000])
def test_a_text_longer_than_a_cell_ends_with_a_sign_for_it(text):
    value = opened(frame(text=[text]))["data"]["A2"].value
    assert value.endswith("…")
    assert len(value.encode("utf-16-le")) // 2 <= 32_767
    assert spreadsheets.file(frame(text=[text]), "jsonl").decode().count(text[0]) == len(text)


def test_signs_xml_has_no_place_for_are_replaced():
    assert opened(frame(text=["a\x00b\x1fc"]))["data"]["A2"].value == "a\ufffdb\ufffdc"


def test_csv_begins_with_the_mark_excel_looks_for():
    assert spreadsheets.file(frame(text=["论"]), "csv").startswith(b"\xef\xbb\xbf")


def test_parquet_and_json_lines_hold_what_was_given():
    made = frame(day=[pd.Timestamp("2024-05-20")], text=["=1+1 论😀"])
    assert parquet.read_table(io.BytesIO(spreadsheets.file(made, "parquet"))).to_pylist()[0]["text"] == "=1+1 论😀"
    assert json.loads(spreadsheets.file(made, "jsonl")) == {"day": "2024-05-20", "text": "=1+1 论😀"}


@pytest.mark.parametrize("rows", [0, 10_000])
@pytest.mark.parametrize("form", spreadsheets.FORMS)
def test_no_row_and_ten_thousand_rows(form, rows):
    made = pd.DataFrame({"n": range(rows), "text": pd.Series(["论"] * rows, dtype="str")})
    written = spreadsheets.file(made, form)
    if form == "xlsx":
        assert openpyxl.load_workbook(io.BytesIO(written), read_only=True)["data"].max_row == rows + 1
    elif form == "csv":
        assert written.count(b"\r\n") == rows + 1
    elif form == "jsonl":
        assert written.count(b"\n") == rows
    else:
        assert parquet.read_table(io.BytesIO(written)).num_rows == rows


def test_sheets_of_one_name_are_told_apart():
    book = openpyxl.load_workbook(io.BytesIO(spreadsheets.workbook({"a/b": frame(x=["1"]), "a?b": frame(x=["2"])})))
    assert len(book.sheetnames) == 2


@pytest.mark.parametrize("form", ["csv", "xlsx", "jsonl"])
def test_day_before_the_year_1000_is_written_with_four_digits(form):
    days = pd.DataFrame({"day": pd.Series([pd.Timestamp("0999-01-02")], dtype="datetime64[us]")})
    written = spreadsheets.file(days, form)
    told = openpyxl.load_workbook(io.BytesIO(written)).active["A2"].value if form == "xlsx" else written.decode()
    assert "0999-01-02" in told
