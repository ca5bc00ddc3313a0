"""Files that mean harm or are broken, two hundred of them, made anew from a seed; none of it is anybody's."""

import io
import json
import random
import zipfile
from functools import cache

SENTENCE = "顾远认为，新一轮关税谈判大概率破裂，双方都不会让步。李简则指出，协议有望在年底前签署。"
ENDINGS = (".txt", ".md", ".jsonl", ".html", ".docx", ".pdf", ".csv", ".xlsx", ".zip")


@cache
def whole(ending: str) -> bytes:
    """Return a file as it should be, from which broken ones are made."""
    if ending == ".docx":
        import docx

        document, out = docx.Document(), io.BytesIO()
        for number in range(20):
            document.add_paragraph(f"{number}{SENTENCE}")
        document.save(out)
        return out.getvalue()
    if ending == ".xlsx":
        import openpyxl

        book, out = openpyxl.Workbook(), io.BytesIO()
        book.active.append(["标题", "正文"])
        for number in range(20):
            book.active.append([f"题{number}", f"{number}{SENTENCE}"])
        book.save(out)
        return out.getvalue()
    if ending == ".pdf":
        return _pdf("(Talks will fail) Tj")
    if ending == ".zip":
        return packed({f"{number}.txt": f"{number}{SENTENCE}".encode() for number in range(5)})
    return {".txt": SENTENCE * 20, ".md": f"---\ntitle: 题\npublished: 2025-03-04\n---\n{SENTENCE * 20}",
            ".jsonl": "\n".join(json.dumps({"text": f"{number}{SENTENCE}"}, ensure_ascii=False) for number in range(20)),
            ".html": f"<html><head><title>题</title></head><body><article>{f'<p>{SENTENCE}</p>' * 10}</article></body></html>",
            ".csv": "标题,正文\n" + "\n".join(f"题{number},{number}{SENTENCE}" for number in range(20))}[ending].encode()


def packed(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return an archive of files, their names as given."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def _pdf(drawn: str, extra: str = "") -> bytes:
    stream = f"BT /F1 12 Tf 72 700 Td {drawn} ET"
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
               "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
               f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    out, places = b"%PDF-1.4\n", []
    for number, held in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{held}\nendobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    return out + (f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {extra} >>\n"
                  f"startxref\n{len(out)}\n%%EOF\n").encode()


def _inside(kind: str, name: str, text: bytes) -> bytes:
    """Return a Word document or workbook with one of its parts replaced."""
    with zipfile.ZipFile(io.BytesIO(whole(kind))) as archive:
        held = {part: archive.read(part) for part in archive.namelist()}
    return packed(held | {name: text})


@cache
def _bombs() -> dict[str, bytes]:
    zeros = bytes(12_000_000)
    lie = bytearray(packed({"a.txt": bytes(60_000_000)}))
    # What the archive says a member unpacks to: nothing much.
    for mark, place in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        start = lie.find(mark)
        lie[start + place:start + place + 4] = (1000).to_bytes(4, "little")
    inner = packed({"a.txt": zeros})
    for _ in range(5):
        inner = packed({"b.zip": inner, "c.zip": inner})
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    entities = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY l0 "笑">{laughs}]>'
    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    yaml = "a0: &a0 [笑,笑]\n" + "".join(f"a{n}: &a{n} [*a{n - 1},*a{n - 1},*a{n - 1},*a{n - 1}]\n" for n in range(1, 16))
    return {
        "zeros.zip": packed({"a.txt": zeros}), "lie.zip": bytes(lie), "nested.zip": inner,
        "many.zip": packed({f"{number}.txt": b"" for number in range(20_001)}, zipfile.ZIP_STORED),
        "zeros.docx": _inside(".docx", "word/document.xml", zeros), "zeros.xlsx": _inside(".xlsx", "xl/worksheets/sheet1.xml", zeros),
        "laughs.docx": _inside(".docx", "word/document.xml",
                               f"{entities}<w:document {word}><w:body><w:p><w:r><w:t>&l9;</w:t></w:r></w:p></w:body></w:document>".encode()),
        "outside.docx": _inside(".docx", "word/document.xml",
                                (f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY o SYSTEM "file:///etc/passwd">]><w:document {word}><w:body>'
                                 "<w:p><w:r><w:t>&o;</w:t></w:r></w:p></w:body></w:document>").encode()),
        "laughs.xlsx": _inside(".xlsx", "xl/sharedStrings.xml", f"{entities}<sst><si><t>&l9;</t></si></sst>".encode()),
        "laughs.html": f"{entities}<html><body><p>&l9;{SENTENCE}</p></body></html>".encode(),
        "laughs.md": f"---\n{yaml}---\n{SENTENCE}".encode()}


def _kinds(chance: random.Random) -> list[tuple[str, bytes]]:
    made = list(_bombs().items())
    for ending in ENDINGS:
        data = whole(ending)
        made += [(f"cut{number}{ending}", data[:chance.randrange(1, len(data))]) for number in range(4)]
        made += [(f"empty{ending}", b""), (f"blank{ending}", b" \r\n\t" * 50), (f"zeros{ending}", bytes(4096)),
                 (f"noise{ending}", chance.randbytes(4096))]
        made += [(f"{other[1:]}-as{ending}", whole(other)) for other in chance.sample([end for end in ENDINGS if end != ending], 3)]
        for number in range(3):
            broken = bytearray(data)
            for _ in range(max(len(data) // 200, 4)):
                broken[chance.randrange(len(data))] = chance.randrange(256)
            made.append((f"flipped{number}{ending}", bytes(broken)))
    text = SENTENCE.encode()
    locked = bytearray(packed({"a.txt": text}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.find(mark) + place] |= 1
    made += [
        ("locked.zip", bytes(locked)), ("locked.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + chance.randbytes(5000)),
        ("locked.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + chance.randbytes(5000)),
        ("locked.pdf", _pdf("(x) Tj", "/Encrypt << /Filter /Standard /V 1 /R 2 /O (a) /U (b) /P -4 >> /ID [(a) (b)]")),
        ("loop.pdf", whole(".pdf").replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]")),
        ("far.pdf", whole(".pdf").replace(b"/Count 1", b"/Count 9999999")),
        ("mojibake.txt", SENTENCE.encode().decode("latin-1").encode()), ("mojibake.csv", SENTENCE.encode("gb18030").decode("latin-1").encode()),
        ("half.txt", text[:-1]), ("mixed.txt", text + SENTENCE.encode("gb18030")), ("utf16.txt", SENTENCE.encode("utf-16")),
        ("utf16-cut.txt", SENTENCE.encode("utf-16")[:-1]), ("utf32.txt", SENTENCE.encode("utf-32")), ("big5.txt", "顧遠認為談判破裂。".encode("big5")),
        ("nulls.txt", text.replace("，".encode(), b"\0")), ("nulls.jsonl", json.dumps({"text": f"谈判\0破裂{SENTENCE}"}).encode()),
        ("nulls.csv", f"text\n谈判\0破裂{SENTENCE}\n".encode()),
        ("line.txt", SENTENCE.encode() * 12_000), ("line.jsonl", b'{"text":"' + text * 12_000 + b'"}'), ("line.csv", text * 12_000),
        ("line.md", text * 12_000), ("line.html", text * 12_000),
        ("../../etc/passwd.txt", text), ("C:\\windows\\a.txt", text), ("/abs/olute.txt", text), ("..", text), ("", text), (".txt", text),
        ("a\0b.txt", text), ("长" * 300 + ".txt", text), ("\u202ecod.txt", text), ("a\nb.txt", text), ("a.txt/", text), ("a.exe", text),
        ("paths.zip", packed({"../../a.txt": text, "/etc/b.txt": text + b"1", "C:\\c.txt": text + b"2", "d/../../e.txt": text + b"3"})),
        ("twice.zip", whole(".zip") + whole(".zip")), ("tail.zip", whole(".zip") + chance.randbytes(100)),
        ("head.zip", chance.randbytes(100) + whole(".zip")), ("folder.zip", packed({"a/": b"", "__MACOSX/a.txt": text})),
        ("inner.zip", packed({"a.zip": whole(".zip"), "b.exe": b"MZ", "c.txt": text})), ("none.zip", packed({})),
        ("deep.html", b"<div>" * 20_000 + text + b"</div>" * 20_000), ("open.html", b"<p>" * 50_000 + text),
        ("script.html", f"<script>{'x=1;' * 5000}</script>".encode()), ("charset.html", f'<meta charset="no-such">{SENTENCE}'.encode("gb18030")),
        ("attributes.html", b"<p " + b"a='1' " * 30_000 + b">" + text), ("comment.html", b"<!--" + text * 100),
        ("deep.jsonl", b"[" * 100_000), ("number.jsonl", b'{"text":"' + text + b'","n":' + b"9" * 6000 + b"}"),
        ("surrogate.jsonl", rb'{"text":"\ud800 \udc00 x"}'), ("list.jsonl", b'{"text":["a"]}\n[]\n3\nnull'), ("nan.jsonl", b'{"text":NaN}'),
        ("day.jsonl", json.dumps({"text": SENTENCE, "published": "2025-02-30"}).encode()),
        ("quotes.csv", f'text\n"{SENTENCE}\n{SENTENCE}'.encode()), ("wide.csv", ",".join(f"c{n}" for n in range(20_000)).encode() + b"\n1"),
        ("same.csv", "text,text,text\n一,二,三\n".encode()), ("heads.csv", b"text,title\n"), ("formula.csv", f"text\n=cmd|' /c calc'!A1{SENTENCE}\n".encode()),
        ("ragged.csv", f"text,title\n{SENTENCE}\n{SENTENCE},a,b,c,d\n,,,\n".encode()),
        ("tags.md", f"---\na: !!python/object/apply:os.system ['true']\n---\n{SENTENCE}".encode()), ("open.md", b"---\ntitle: x\n" + text),
        ("list.md", f"---\n- a\n---\n{SENTENCE}".encode()), ("day.md", f"---\npublished: 2025-13-45\n---\n{SENTENCE}".encode()),
        ("deep.md", b"---\na: " + b"[" * 3000 + b"\n---\n" + text), ("colon.md", f"---\ntitle: a: b: c\n---\n{SENTENCE}".encode())]
    return made


def files(n: int = 200, seed: int = 1) -> list[tuple[str, bytes]]:
    """Return `n` names with what the files hold, at most some megabytes each."""
    chance = random.Random(seed)
    made = _kinds(chance)
    while len(made) < n:
        ending = chance.choice(ENDINGS)
        data = bytearray(whole(ending))
        start = chance.randrange(len(data))
        data[start:start + chance.randrange(1, 60)] = chance.randbytes(chance.randrange(1, 60))
        made.append((f"torn{len(made)}{ending}", bytes(data)))
    return made[:n] if len(made) == n else chance.sample(made, n)
