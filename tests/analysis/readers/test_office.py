"""Word documents, PDF files and archives."""

import io
import random
import zipfile
from pathlib import Path

import docx
import pytest

from analysis import readers
from analysis.readers import ReadingError

PRINTED = (Path(__file__).parent / "files" / "opinion.pdf").read_bytes()


def word(*paragraphs, table=(), title=""):
    document = docx.Document()
    document.core_properties.title = title
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if table:
        grid = document.add_table(len(table), len(table[0]))
        for row, cells in zip(grid.rows, table):
            for cell, text in zip(row.cells, cells):
                cell.text = text
        document.add_paragraph("表后。")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def packed(files, **choices):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, **choices) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_a_word_document_keeps_paragraphs_and_tables_in_order():
    reading = readers.read("a.docx", word("顾远：", "谈判大概率破裂。", table=[("日期", "事件"), ("3月10日", "磋商")], title="关税")).readings[0]
    assert reading.text == "顾远：\n谈判大概率破裂。\n日期\t事件\n3月10日\t磋商\n表后。"
    assert reading.title == "关税"


def test_whoever_typed_a_word_document_is_not_its_voice():
    assert readers.read("a.docx", word("正文。")).readings[0].author == ""


@pytest.mark.parametrize(("data", "says"), [
    (b"PK\x03\x04broken", "no Word document"), (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "encrypted, or an old .doc"),
    (b"plain text", "no Word document"), (packed({"a.txt": "x"}), "no Word document"), (word(""), "holds no text"), (b"", "no Word document")])
def test_what_is_no_word_document_is_refused_with_the_next_move(data, says):
    with pytest.raises(ReadingError, match=says) as raised:
        readers.read("a.docx", data)
    assert raised.value.move


def test_a_printed_page_is_read_without_page_numbers_and_running_heads():
    text = readers.read("a.pdf", PRINTED).readings[0].text
    assert text.startswith("许文 某大学教授\n高层会谈能否打破关税僵局？")
    assert "合订本" not in text and "\n1\n" not in text
    assert text.count("页的正文说") == 2


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", PRINTED[:400], b"no pdf at all"])
def test_a_broken_pdf_is_refused(data):
    with pytest.raises(ReadingError, match="is no PDF, or a broken one"):
        readers.read("a.pdf", data)


def test_an_archive_is_read_file_by_file_and_what_cannot_be_is_named():
    held = readers.read("a.zip", packed({"甲/一.txt": "正文一。", "../../etc/二.md": "---\ntitle: 乙\n---\n正文二。", "图.png": b"x",
                                         "坏.docx": b"x", "内.zip": packed({"c.txt": "y"}), "__MACOSX/._一.txt": b"x", ".DS_Store": b"x"}))
    assert [(reading.source, reading.text) for reading in held.readings] == [("a.zip/一.txt", "正文一。"), ("a.zip/二.md", "正文二。")]
    assert {fault.source: fault.reason for fault in held.faults} == {
        "a.zip/图.png": "is of a kind that is not read", "a.zip/坏.docx": "is no Word document, or a broken one",
        "a.zip/内.zip": "is an archive in an archive"}


def test_a_name_written_by_chinese_windows_is_read():
    data = packed({"xx.txt": "正文。"}).replace(b"xx.txt", "名.txt".encode("gbk"))
    assert readers.read("a.zip", data).readings[0].source == "a.zip/名.txt"


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    with pytest.raises(ReadingError, match="times its size, as no text does"):
        readers.read("a.zip", packed({"a.txt": b"0" * 20_000_000}))
    with pytest.raises(ReadingError, match="times its size, as no text does"):
        readers.read("a.docx", packed({"word/document.xml": b"0" * 20_000_000}))


def test_an_empty_archive_says_so():
    with pytest.raises(ReadingError, match="holds no file"):
        readers.read("a.zip", packed({}))


def test_a_damaged_file_is_refused_and_never_breaks_the_reader():
    whole = {"a.docx": word("顾远：", "谈判大概率破裂。"), "a.pdf": PRINTED, "a.zip": packed({"a.txt": "正文。" * 50, "b.html": "<p>正文。</p>"})}
    chance = random.Random(7)
    for name, data in whole.items():
        for _ in range(25):
            damaged = bytearray(data[:chance.randrange(1, len(data))] if chance.random() < 0.5 else data)
            for _ in range(chance.randrange(1, 30)):
                damaged[chance.randrange(len(damaged))] = chance.randrange(256)
            try:
                readers.read(name, bytes(damaged))
            except ReadingError as error:
                assert error.move and str(error).startswith("a.")


def test_member_without_a_name_is_read_as_one_that_is_called_nothing():
    made = bytearray(packed({"a": b"x"}))
    # The directory's entry: a name of no characters.
    place = made.find(b"PK\x01\x02")
    made[place + 28:place + 30] = b"\0\0"
    del made[place + 46:place + 47]
    end = made.find(b"PK\x05\x06")
    made[end + 12:end + 16] = (end - place).to_bytes(4, "little")
    assert zipfile.ZipFile(io.BytesIO(made)).namelist() == [""]
    (fault,) = readers.read("a.zip", bytes(made)).faults
    assert fault.source == "a.zip/untitled" and fault.move
