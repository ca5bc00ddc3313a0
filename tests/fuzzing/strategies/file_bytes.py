"""Bytes of every format that is read: whole files, the same bent in several ways, one under another's name, and noise."""

import io
import json
import zipfile

from hypothesis import strategies as st

from tests.analysis.readers import hostile
from tests.fuzzing.strategies.texts import short, texts

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030", "big5hkscs", "big5", "utf-32", "latin-1", "shift_jis")
# What stands in files of a format, and is worth having once too often or in the wrong place.
TOKENS = {
    ".txt": (b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\0", b"\x81\x30\x81\x30", b"\x83\x36\xc7\x38", b"\xed\xa0\x80"),
    ".md": (b"---\n", b"title: ", b"published: 2025-02-30\n", b"published: 2024-06-01T00:00:00Z\n", b"? ", b"- ", b"&a ", b"*a", b"!!float ", b"0x", b"{", b"[", b"'", b"\t", b"\"\\ud800\"",
            b"a: .inf\n", b"1: 2\n", b"null: ~\n", b"published: 10:20:30\n", b"<<: x\n", b"!!timestamp '2001-1-1'\n", b"!!binary '//'\n"),
    ".jsonl": (b'{"text":', b'"\\ud800"', b'"\\u0000"', b"NaN", b"1e999", b"[", b"{", b"}", b",", b'"published":', b"true", b"null", b'"2025-02-30"', b"\xe2\x80\xa8", b"9" * 5000,
               b'"published": 20240601,', b'"title": {"a": []},', b'"author": "\\udfff",'),
    ".html": (b"<p>", b"</p>", b"<div>", b"<!--", b"-->", b"<![CDATA[", b"<script>", b"<meta charset=gb2312>", b"<meta property=article:published_time content=2025-02-30>", b"<svg>", b"<table><tr><td>",
              b"&#xD800;", b"&#0;", b"<?xml ", b"<a href=javascript:>", b"<base href='//['>", b"<link rel=canonical href='http://[bad'>", b"<title>", b"\xc3\x28", b"<template>", b"<math>", b"<frameset>", b"<br>" * 9,
              b'<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","author":[1,null]}]}</script>', b'<meta name=author content="\xf0\x9f\x98\x80">'),
    ".docx": (b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"\xff\xff\xff\xff"),
    ".pdf": (b"obj", b"endobj", b"stream", b"endstream", b"xref", b"trailer", b"%%EOF", b"<<", b">>", b"/Kids [2 0 R]", b"/Count -1", b"/Type /Page", b"99999999 0 R", b"/Length 999999", b"BT ET"),
    ".csv": (b'"', b'""', b",", b";", b"\t", b"|", b"\r", b"\0", b"text,", b"\xd5\xfd\xce\xc4,", b"\n" * 9, b"=1+1", b"published\n", b"2025\xe5\xb9\xb413\xe6\x9c\x8845\xe6\x97\xa5,"),
    ".xlsx": (b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"\0\0\0\0"),
    ".zip": (b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"\xff\xff\xff\xff", b"../", b"\0"),
}
ENDINGS = tuple(TOKENS)


def files(ending: str) -> st.SearchStrategy[bytes]:
    """Return a strategy for what a file of an ending may hold."""
    return st.one_of(_made(ending), _made(ending), _bent(ending), _bent(ending), st.binary(max_size=200),
                     st.sampled_from(ENDINGS).map(hostile.whole))


def _bent(ending: str) -> st.SearchStrategy[bytes]:
    """Return a strategy for a whole file, or a made-up one, with some places cut out, doubled, overwritten or put in."""
    change = st.tuples(st.integers(0, 10**6), st.sampled_from(("cut", "double", "write", "put")), st.integers(1, 40),
                       st.one_of(st.sampled_from(TOKENS[ending]), st.binary(min_size=1, max_size=8)))
    return st.builds(_changed, st.one_of(st.just(hostile.whole(ending)), _made(ending)), st.lists(change, min_size=1, max_size=6), st.booleans())


def _changed(data: bytes, changes: list, short_of_its_end: bool) -> bytes:
    held = bytearray(data)
    for number, how, size, put in changes:
        place = number % (len(held) + 1)
        if how == "cut":
            del held[place:place + size]
        elif how == "double":
            held[place:place] = held[place:place + size]
        elif how == "write":
            held[place:place + len(put)] = put
        else:
            held[place:place] = put
    return bytes(held[:len(held) * 2 // 3] if short_of_its_end else held)


def encoded() -> st.SearchStrategy[bytes]:
    """Return a strategy for a text in an encoding, whole or cut in the middle of a character."""
    return st.builds(lambda text, encoding, cut: text.encode(encoding, "replace")[:-1 if cut else None], texts(6), st.sampled_from(ENCODINGS), st.booleans())


def _json() -> st.SearchStrategy[object]:
    values = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), short(), st.sampled_from(("2024-06-01", "2025-02-30", "x")))
    return st.recursive(values, lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(short(1), inner, max_size=3)), max_leaves=5)


def _said(values: st.SearchStrategy[object]) -> st.SearchStrategy[dict]:
    return st.fixed_dictionaries({}, optional=dict.fromkeys(("text", "title", "author", "outlet", "published", "url", "date", "x"), values))


def _made(ending: str) -> st.SearchStrategy[bytes]:
    """Return a strategy for a file of the right build with any text in it."""
    if ending in (".docx", ".xlsx"):
        part = "word/document.xml" if ending == ".docx" else "xl/sharedStrings.xml"
        return st.builds(lambda text, name: _with_part(ending, name, text), encoded(), st.sampled_from((part, part, "[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "xl/workbook.xml")))
    if ending == ".zip":
        member = st.tuples(st.one_of(short(2), st.sampled_from(("a.txt", "../b.csv", "甲.html", "c.zip", "d/e.jsonl", "__MACOSX/f.txt"))).map(_storable), encoded())
        return st.lists(member, max_size=4).map(lambda members: hostile.packed(dict(members)))
    if ending == ".jsonl":
        row = st.one_of(_said(st.one_of(texts(4), _json())), _said(texts(4)).map(lambda said: {"text": "谈判或将破裂。", **said}), _json())
        return st.lists(row, max_size=4).map(lambda rows: "\n".join(json.dumps(row, ensure_ascii=len(rows) % 2 == 0) for row in rows).encode("utf-8", "replace"))
    if ending == ".md":
        return st.builds(lambda said, text: "---\n{}\n---\n{}".format("\n".join(f"{name}: {value}" for name, value in said.items()), text).encode("utf-8", "replace"),
                         _said(st.one_of(short(), _json().map(str))), texts(5))
    if ending == ".csv":
        rows = st.lists(st.lists(st.one_of(short(), texts(3)), min_size=1, max_size=4), max_size=4)
        return st.builds(lambda rows, heads, between, encoding: _sheet([heads, *rows], between).encode(encoding, "replace"), rows,
                         st.sampled_from((["正文", "标题"], ["text", "published"], ["TEXT", "text", "url"], ["x"], ["作者", "内容", "日期"])), st.sampled_from(",;\t|"), st.sampled_from(ENCODINGS))
    if ending == ".html":
        return st.builds(lambda text, title, token: (f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>".encode("utf-8", "replace") + token
                                                     + b"".join(f"<p>{line}</p>".encode("utf-8", "replace") for line in text.split("\n")) + b"</article></body></html>"),
                         texts(8), short(), st.sampled_from(TOKENS[".html"]))
    if ending == ".pdf":
        return st.builds(lambda drawn, extra: hostile._pdf(drawn, extra), st.sampled_from(("(Talks will fail) Tj", "<FEFF8C08> Tj", "(\\777\\0) Tj", "[(a) -9e9 (b)] TJ", "", "q " * 500)),
                         st.sampled_from(("", "/Info 1 0 R", "/Prev 0", "/Encrypt 9 0 R", "/Size -1")))
    return encoded()


def _storable(name: str) -> str:
    """Return a name that Python's own packing takes; others are made by bending bytes."""
    return name.encode("utf-8", "replace").decode() or "x"


def _sheet(rows: list[list[str]], between: str) -> str:
    return "\n".join(between.join('"{}"'.format(cell.replace('"', '""')) if len(cell) % 2 else cell for cell in row) for row in rows)


def _with_part(ending: str, name: str, data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(hostile.whole(ending))) as packed:
        held = {part: packed.read(part) for part in packed.namelist()}
    told = data.decode("utf-8", "replace").replace("<", "").replace("&", "").replace("\0", "").encode()
    word = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:body></w:document>'
    sheet = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>%s</t></si></sst>'
    wrapped = {"word/document.xml": word % told, "xl/sharedStrings.xml": sheet % told}.get(name, data)
    return hostile.packed(held | {name: wrapped})


def names(ending: str) -> st.SearchStrategy[str]:
    """Return a strategy for a file's name with an ending, or nearly."""
    return st.one_of(st.just("a" + ending), short().map(lambda name: name + ending), st.just("A" + ending.upper()), st.just("x.jpg" + ending))


def told_encodings() -> st.SearchStrategy[str | None]:
    """Return a strategy for an encoding somebody names: none mostly, one that is, one that is not."""
    return st.one_of(st.none(), st.none(), st.sampled_from(("utf-8", "gb18030", "big5", "utf-7", "idna", "base64", "rot13", "undefined", "unicode_escape", "raw_unicode_escape", "no-such", "", "utf-8\0", "zip", "mbcs", "punycode", "utf_16")))
