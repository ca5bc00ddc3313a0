"""Reference lists of the documents quoted, after GB/T 7714-2015 and APA 7."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

import pandas as pd

from analysis.harmless import seen as visible
from analysis.harmless import web_address
from analysis.rows import DocumentRow

STYLES = ("gbt7714", "apa")
_MOST_APA = 20


@dataclass(frozen=True)
class Reference:
    """One document in a list.

    Attributes
    ----------
    number : int
        Its place in the list, from 1.
    doc_id : str
    text : str
        The reference without its number.
    italic : (int, int)
        Which part of the text APA sets in italics; equal where nothing is. Chinese has no italics and gets none.
    url : str
        Where the document can be read, else empty; it stands in the text too.
    """

    number: int
    doc_id: str
    text: str
    italic: tuple[int, int] = (0, 0)
    url: str = ""


def listed(documents: pd.DataFrame, urls: Mapping[str, str] | None = None, *, style: str = "gbt7714", seen: date) -> list[Reference]:
    """Return the reference list of some documents.

    Parameters
    ----------
    documents : frame, schema DOCUMENTS
        GB/T 7714 lists them in the order given, as they are quoted; APA by who wrote them and when.
    urls : dict of str to str, optional
        Addresses by doc_id, as `Corpus.urls` has them.
    style : {"gbt7714", "apa"}
    seen : date
        The day on which the addresses were last open, which GB/T 7714 wants with every address.

    Raises
    ------
    ValueError
        For any other style.

    Notes
    -----
    GB/T 7714-2015, 信息与文献 参考文献著录规则. With author, outlet and address a document is an article in an online newspaper
    (`傅刚, 赵承. 题名[N/OL]. 报纸, 2000-01-12[2005-09-28]. 网址.`); with an outlet alone the outlet is responsible and the document
    an electronic resource (`[EB/OL]. (2001-12-19)[2002-04-15].`); with neither it is `佚名`. Without an address a piece with an
    outlet is `[N]`, any other `[Z]`.
    APA: Publication Manual, 7th ed., chapter 10: author, (date), title, source, address; where outlet and author are one it
    stands once; without an author or outlet the title moves to the front; an undated one is `(n.d.)`. Chinese names and titles
    stay as printed, as no romanisation of ours could be relied on.
    """
    if style not in STYLES:
        raise ValueError(f"style: expected one of {', '.join(STYLES)}, found {style!r}")
    urls = urls or {}
    listed = cast(Iterable[DocumentRow], documents.itertuples())
    if style == "gbt7714":
        rows = [(row.doc_id, _gbt(row, web_address(urls.get(row.doc_id, "")), seen), (0, 0)) for row in listed]
    else:
        rows = [(row.doc_id, *_apa(row, web_address(urls.get(row.doc_id, "")))) for row in listed]
        rows.sort(key=lambda made: made[1].casefold())
    return [Reference(number, doc_id, text, italic, web_address(urls.get(doc_id, "")))
            for number, (doc_id, text, italic) in enumerate(rows, 1)]


def written(references: list[Reference], *, numbered: bool = True) -> str:
    """Return a list as plain text, a line each."""
    return "".join(f"[{reference.number}] {reference.text}\n" if numbered else f"{reference.text}\n" for reference in references)


def frame(references: list[Reference]) -> pd.DataFrame:
    """Return a list as a frame: number, doc_id, reference, url."""
    return pd.DataFrame({"number": pd.Series([reference.number for reference in references], dtype="int64"),
                         **{name: pd.Series([getattr(reference, part) for reference in references], dtype="str")
                            for name, part in (("doc_id", "doc_id"), ("reference", "text"), ("url", "url"))}})


def _line(text: str) -> str:
    return " ".join(visible(str(text)).split()).rstrip(".。")


def _people(author: str) -> list[str]:
    return [name for name in (_line(part) for part in re.split(r"[、;；/／]|,(?=\s*[\u4e00-\u9fff])|，", author)) if name]


def _gbt(row: DocumentRow, url: str, seen: date) -> str:
    people, outlet, title = _people(row.author), _line(row.outlet), _line(row.title)
    day = "" if pd.isna(row.published) else str(row.published.date())
    who = ", ".join(people[:3]) + (", 等" if len(people) > 3 else "")
    found = f"[{seen:%Y-%m-%d}]. {url}." if url else ""
    if who and outlet:
        kind = "N/OL" if url else "N"
        return f"{who}. {title}[{kind}]. {outlet}{f', {day}' if day else ''}{found or '.'}"
    responsible = who or outlet or "佚名"
    if url:
        return f"{responsible}. {title}[EB/OL]. {f'({day})' if day else ''}{found}"
    if outlet:
        return f"{title}[N]. {outlet}{f', {day}' if day else ''}."
    return f"{responsible}. {title}[Z]{f'. {day}' if day else ''}."


def _apa(row: DocumentRow, url: str) -> tuple[str, tuple[int, int]]:
    people, outlet, title = _people(row.author), _line(row.outlet), _line(row.title)
    day = "n.d." if pd.isna(row.published) else f"{row.published.year}, {row.published:%B} {row.published.day}"
    if len(people) > _MOST_APA:
        who = ", ".join(people[:_MOST_APA - 1]) + ", … " + people[-1]
    else:
        who = people[0] if len(people) == 1 else ", ".join(people[:-1]) + ", & " + people[-1] if people else outlet
    end = "" if title.endswith(("?", "!", "？", "！")) else "."
    if not who:
        head, after = "", f"{end} ({day})."
    else:
        head, after = f"{who}{'' if who.endswith('.') else '.'} ({day}). ", end
    tail = f" {outlet}." if people and outlet else ""
    made = f"{head}{title}{after}{tail}{f' {url}' if url else ''}"
    italic = (len(head), len(head) + len(title)) if title.isascii() else (0, 0)
    return made, italic
