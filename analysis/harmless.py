"""What strangers wrote, made harmless for whoever shows it: one function for each kind of reader.

Documents, names, questions and addresses come from anywhere. HTML and Markdown are seen to where they are written
(`pages/parts/markup.py`, `charts/lettering.py`); here stands what every format has in common.
"""

import re
from typing import Any

# Bidirectional controls can make a sentence read as its opposite; zero-width signs and control codes hide in words, halves of a
# surrogate pair and noncharacters end the file they are written into.
HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164"
                    "\ud800-\udfff\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]")
# Written from right to left: without a border around them, the numbers beside them change places.
LEFTWARDS = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001eeff]")
# OWASP, CSV Injection: what a spreadsheet takes for the beginning of a formula; in China and Japan also by its full-width form.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_UNSTORED = re.compile("[\x00\ud800-\udfff]")
_WEB = re.compile(r"https?://[^\s\x00-\x20\x7f-\x9f\"'<>\\^`{|}]+", re.IGNORECASE)
_LONGEST_ADDRESS = 2000


def storable(text: str) -> str:
    """Return a text as every database and file can hold it: half a surrogate pair, and a null, become U+FFFD each."""
    return _UNSTORED.sub("\ufffd", text)


def storable_all(value: Any) -> Any:
    """Return what a JSON or TOML file held, with every text in it, names of fields too, storable."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, dict):
        return {storable_all(name): storable_all(one) for name, one in value.items()}
    return [storable_all(one) for one in value] if isinstance(value, list) else value


def code(sign: str) -> str:
    """Return how a sign that cannot be seen is written: `U+202E`."""
    return f"U+{ord(sign):04X}"


def coded(text: str) -> str:
    """Return a text with every sign that cannot be seen written as its code."""
    return HIDDEN.sub(lambda found: code(found.group()), text)


def seen(text: str) -> str:
    """Return a text as a document for printing holds it: without the signs that cannot be seen. Tabs and ends of lines stay."""
    return HIDDEN.sub("", text)


def web_address(text: str) -> str:
    """Return an address where a browser may be sent to it, that is one of the web; else nothing.

    Notes
    -----
    `javascript:` and `data:` run, `file:` and `\\\\host\\` tell another machine who opens them. An address with blanks, quotes or
    signs that cannot be seen is none: it would read as another than it is.
    """
    return text if len(text) <= _LONGEST_ADDRESS and _WEB.fullmatch(text) and not HIDDEN.search(text) else ""


def cell(text: str) -> str:
    """Return a text with an apostrophe before it where a spreadsheet would read it as a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def terminal(text: str) -> str:
    """Return a text whose signs move no cursor, ring no bell and turn no line around: each is written as an escape of Python and JSON."""
    return HIDDEN.sub(lambda found: "".join(f"\\u{ord(half):04x}" for half in _halves(found.group())), text)


def _halves(sign: str) -> str:
    """Return a sign as JSON escapes it: beyond the basic plane, as the two halves of its pair."""
    if sign <= "\uffff":
        return sign
    over = ord(sign) - 0x10000
    return chr(0xD800 + (over >> 10)) + chr(0xDC00 + (over & 0x3FF))
