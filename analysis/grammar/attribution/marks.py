"""The signs of a text made plain before voices are sought in it: straight quotation marks, scare quotes, datelines."""

import re
from collections.abc import Sequence

from analysis.grammar.quotation import Quote

# "某社某地5月28日电(记者 某某)", "【某社1月18日讯】", "〔记者某某/台北报导〕": what follows begins a sentence.
_DATELINE = re.compile(
    r"\d日(?:专|综合)?电(?: ?\([^()\n]{2,40}\))?|"
    r"^[ ]*[【〔\[(](?=[^】〕\])\n]{2,40}(?:讯|报导|报道|[日专]电)[】〕\])])[^】〕\])\n]{2,44}[】〕\])]", re.MULTILINE)

_SINGLE = re.compile(r":‘(?P<said>[^‘’“”\n]{12,}[。!?…])’")
_WIRES = ("日电", "专电", "合电", "讯】", "讯]", "讯)", "讯〕", "报导", "报道】", "报道)", "报道〕", "电)", "电】")


def paired(folded: str) -> str:
    """Return a folded text with its straight quotation marks turned in pairs, line by line: `"…"` is `“…”`.

    A whole sentence in single marks behind a colon, as broadcasters of Taiwan print it (`林某說:『…。』`), is speech too.
    """
    if ":‘" in folded:
        folded = _SINGLE.sub(":“\\g<said>”", folded)
    if '"' not in folded:
        return folded
    return "\n".join(_paired_line(line) if '"' in line else line for line in folded.split("\n"))


def _paired_line(line: str) -> str:
    if line.count('"') % 2:
        # Inches, or a mark lost: nobody can say which opens.
        return line
    parts = line.split('"')
    return parts[0] + "".join("“”"[number % 2] + part for number, part in enumerate(parts[1:]))


def plain(text: str, found: Sequence[Quote]) -> str:
    """Return a text whose `“` and `”` are speech alone and whose datelines end like sentences; no place is moved."""
    characters = None
    for quote in found:
        if not quote.spoken:
            characters = characters or list(text)
            characters[quote.start] = "‘"
            if quote.closed:
                characters[quote.end - 1] = "’"
    for dateline in _DATELINE.finditer(text) if any(word in text for word in _WIRES) else ():
        characters = characters or list(text)
        characters[dateline.end() - 1] = "。"
    return "".join(characters) if characters else text
