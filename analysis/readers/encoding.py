"""Bytes to text: UTF-8, UTF-16, GB18030 and Big5, found or told."""

import codecs
import re

from analysis.readers.reading import ReadingError

# Signatures of files that are no text, with what to do about them.
BINARY = {
    b"%PDF": ("a PDF file", "Give it the ending .pdf."),
    b"PK\x03\x04": ("a ZIP or Office file", "Give it the ending of its kind: .docx, .xlsx or .zip."),
    b"\xd0\xcf\x11\xe0": ("an old Office file", "Save its text as .txt."),
    b"\x89PNG": ("a picture", "Text inside pictures is not read."),
    b"\xff\xd8\xff": ("a picture", "Text inside pictures is not read."),
    b"\x1f\x8b": ("a compressed file", "Unpack it first."),
}
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
CHINESE = ("gb18030", "big5hkscs")
# What running Chinese text is made of: the most frequent characters of either script.
COMMON = set("的一是不了在人有我他这這个個们們中来來上大为為和国國地到以说說时時要就出会會可也你对對生能而子那得于於着著"
             "下自之年过過发發后後作里裡用道行所然家种種事成方多经經么麼去法学學如都同现現当當没沒动動面起看定天分还還进進"
             "好小部其些主样樣理心本前开開但因只从從想实實日军軍者意无無力它与與长長把机機十民第公此已工使情明性知全三又"
             "关關点點正业業外将將两兩高间間由问問很最重并並物手应應战戰向头頭文体體政美相见見被利什二等产產或新己制身果"
             "加西斯月话話合回特代内內信表化老给給世位次度门門任常先海通教儿兒原东東声聲提立及比员員解水名真论論处處走义義"
             "各入几幾口认認条條平系係气氣题題活尔爾更别別打女变變四神总總何电電数數安少报報才结結反受目太量再感建务務做接"
             "必场場件计計管期市直德资資命山金指克许許统統区區保至队隊形社便空决決治展马馬科司五基眼书書非则則听聽白却卻"
             "界达達光放强強即像难難且权權思王象完设設式色路记記南品住告类類求据據程北边邊死张張该該交规規万萬取拉格望觉覺"
             "术術领領共确確传傳师師观觀清今切院让讓识識候带帶导導争爭运運，。、：；！？“”「」《》（）")
_MOSTLY = 0.2
_SIGN = re.compile(r"[^\s\0\ufeff]")
_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)")
# Codecs of Python's own that no file and no page is written in; some take minutes for what others take a moment for.
_NO_TEXT = {"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape", "utf-7"}
# What pages call GB2312 and Big5 is written in their supersets.
_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}


def decode(data: bytes, source: str, encoding: str | None = None) -> str:
    """Return a file's text, its line ends as `\\n`.

    Parameters
    ----------
    data : bytes
    source : str
        The file's name, for the error.
    encoding : str, optional
        Used instead of what would be found.

    Raises
    ------
    ReadingError
        For an empty or binary file, or bytes that are no text in any encoding tried.
    """
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf"):
        raise ReadingError(source, f"holds no text ({len(data)} bytes)", "Check that the right file was saved.")
    for signature, (kind, move) in BINARY.items():
        if data.startswith(signature):
            raise ReadingError(source, f"is {kind}, not text", move)
    text = _told(data, source, encoding) if encoding else _found(data, source)
    if not _SIGN.search(text):
        # A mark of its order alone, or blanks of two bytes each.
        raise ReadingError(source, f"holds no text ({len(data)} bytes)", "Check that the right file was saved.")
    return re.sub("\r\n?", "\n", text).replace("\0", "\ufffd")


def declared(data: bytes) -> str | None:
    """Return the encoding a web page says it is in, where its bytes bear that out; pages saved anew are often UTF-8 all the same."""
    try:
        data.decode("utf-8")
        return None
    except UnicodeDecodeError:
        pass
    found = _DECLARED.search(data[:4096])
    if found is None:
        return None
    name = found[1].decode("ascii").lower()
    name = _SUPERSETS.get(name, name)
    if not _is_known(name):
        return None
    try:
        data.decode(name)
    except UnicodeError:
        return None
    return name


def _told(data: bytes, source: str, encoding: str) -> str:
    if not _is_known(encoding):
        raise ReadingError(source, f"no encoding is called {encoding[:40]}", "Try utf-8, gb18030 or big5.")
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeError as error:
        place = f"byte {error.start} does not fit" if isinstance(error, UnicodeDecodeError) else "it does not fit"
        raise ReadingError(source, f"is not {encoding}: {place}", "Leave the encoding out, or try another.") from None


def _is_known(name: str) -> bool:
    """Say whether an encoding of texts is called so."""
    try:
        b"a".decode(name)
    except UnicodeError:
        return codecs.lookup(name).name not in _NO_TEXT
    except (LookupError, ValueError):
        return False
    return codecs.lookup(name).name not in _NO_TEXT


def _found(data: bytes, source: str) -> str:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _told(data, source, encoding)
    if b"\0" in data[:4096]:
        raise ReadingError(source, "holds zero bytes, so it is not text", "Save it as UTF-8 text.")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    # Two bytes a character, and nearly every pair is valid in both: what is real Chinese tells them apart.
    guesses = {}
    for encoding in CHINESE:
        try:
            guesses[encoding] = data.decode(encoding)
        except UnicodeDecodeError:
            continue
    if guesses:
        best = max(guesses.values(), key=_chineseness)
        if _chineseness(best) >= _MOSTLY:
            return best
    # Imported here: hardly any file comes so far.
    from charset_normalizer import from_bytes

    guess = from_bytes(data).best()
    if guess is None or _chineseness(str(guess)) < _MOSTLY:
        raise ReadingError(source, "is in no encoding found here (tried UTF-8, UTF-16, GB18030, Big5)",
                           "Save it as UTF-8, or name its encoding.")
    return str(guess)


def _chineseness(text: str) -> float:
    signs = [character for character in text[:20000] if ord(character) > 127]
    return sum(character in COMMON for character in signs) / len(signs) if signs else 0.0
