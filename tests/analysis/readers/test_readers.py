import json
from datetime import date

import pytest

from analysis import readers
from analysis.readers import ReadingError

SIMPLIFIED = "分析人士认为,双方在关税问题上不会让步,谈判还将继续。"
TRADITIONAL = "分析人士認為,雙方在關稅問題上不會讓步,談判還將繼續。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gbk", "gb18030"])
def test_simplified_text_is_read_in_any_encoding(encoding):
    assert readers.read("a.txt", SIMPLIFIED.encode(encoding)).readings[0].text == SIMPLIFIED


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "big5", "gbk"])
def test_traditional_text_is_read_in_any_encoding(encoding):
    assert readers.read("a.txt", TRADITIONAL.encode(encoding)).readings[0].text == TRADITIONAL


def test_windows_line_ends_become_plain():
    assert readers.read("a.txt", "一行。\r\n二行。\r三行。".encode()).readings[0].text == "一行。\n二行。\n三行。"


@pytest.mark.parametrize(("name", "data", "says"), [
    ("empty.txt", b"", "holds no text (0 bytes)"),
    ("blank.txt", b" \n\t\n", "holds no text"),
    ("mark.txt", b"\xfe\xff", "holds no text (2 bytes)"),
    ("tab.txt", b"\x0b", "holds no text (1 bytes)"),
    ("mark.txt", " \n".encode("utf-16"), "holds no text"),
    ("page.txt", b"%PDF-1.7 ...", "is a PDF file"),
    ("sheet.txt", b"PK\x03\x04....", "is a ZIP or Office file"),
    ("noise.txt", bytes(range(256)) * 20, "zero bytes"),
    ("mixed.txt", SIMPLIFIED.encode() + b"\xff\xfe\xfa\x81" * 9, "no encoding found"),
    ("page.doc", b"<html>", "no reader for .doc"),
    ("README", b"x", "no reader for a file without ending"),
    ("a.md", b"---\ntitle: [x\n---\ntext", "no YAML"),
    ("a.md", b"---\n- x\n---\ntext", "expected lines like title"),
    ("a.md", b"---\ntitle: x\n---\n", "no text below"),
    ("a.md", "---\npublished: soon\n---\n正文。".encode(), "published: expected a day"),
    ("a.md", "---\na: !!bool x\n---\n正文。".encode(), "front matter is no YAML"),
    ("a.md", "---\na: !!int ''\n---\n正文。".encode(), "front matter is no YAML"),
    ("a.md", "---\na: !!timestamp x\n---\n正文。".encode(), "front matter is no YAML"),
    ("a.jsonl", b'{"text": ""}\n{"title"', "line 1 has no text; line 2 is no JSON"),
    ("a.jsonl", b"[" * 100000, "line 1 is no JSON"),
])
def test_bad_input_is_refused_with_file_reason_and_next_move(name, data, says):
    with pytest.raises(ReadingError) as raised:
        readers.read(name, data)
    assert str(raised.value).startswith(name) and says in str(raised.value)
    assert raised.value.move


def test_a_told_encoding_overrides_what_would_be_found():
    assert readers.read("a.txt", "關稅".encode("big5"), "big5").readings[0].text == "關稅"
    with pytest.raises(ReadingError, match="no encoding is called klingon"):
        readers.read("a.txt", b"x", "klingon")
    with pytest.raises(ReadingError, match="is not big5"):
        readers.read("a.txt", SIMPLIFIED.encode("utf-8") + b"\xff", "big5")


@pytest.mark.parametrize("name", ["undefined", "unicode_escape", "raw_unicode_escape", "utf-7", "idna", "punycode", "base64", "utf-8\0"])
def test_codec_that_is_no_encoding_of_files_is_refused(name):
    with pytest.raises(ReadingError, match="no encoding is called"):
        readers.read("a.txt", b"\\ud800 +2AA-", name)


def test_front_matter_says_title_outlet_author_day_and_address():
    front = "---\ntitle: '会谈: 之后'\noutlet: 某报\nauthor: 某人\npublished: 2024-05-06\nurl: https://example.org/a\n---\n\n正文。\n"
    reading = readers.read("a.md", front.encode()).readings[0]
    assert (reading.title, reading.outlet, reading.author, reading.published, reading.url, reading.text) == (
        "会谈: 之后", "某报", "某人", date(2024, 5, 6), "https://example.org/a", "正文。")


def test_markdown_without_front_matter_is_its_text():
    assert readers.read("a.md", "# 标题\n\n正文。".encode()).readings[0].text == "# 标题\n\n正文。"


def test_a_json_line_is_a_document():
    lines = [{"text": "正文一。", "title": "甲", "published": "2024-05-06T08:00:00Z"}, {"text": "正文二。", "author": None}]
    data = "\n".join(json.dumps(line) for line in lines).encode() + b"\n\n"
    first, second = readers.read("a.jsonl", data).readings
    assert (first.source, first.title, first.published) == ("a.jsonl#1", "甲", date(2024, 5, 6))
    assert (second.source, second.author, second.published) == ("a.jsonl#2", "", None)


def test_a_lone_surrogate_in_json_becomes_a_replacement_sign():
    text = readers.read("a.jsonl", b'{"text": "\\ud800\\u5173\\u7a0e"}').readings[0].text
    assert text == "\ufffd关税"
