"""ZIP: every figure of a briefing as picture, data and Plotly figure, with a README of where each came from."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import datetime

import pandas as pd

from analysis import citations, spreadsheets
from charts.export import chart
from charts.export.content import Content, Item


def briefing(content: Content) -> bytes:
    """Return all figures and data of a briefing.

    Returns
    -------
    bytes
        `README.txt`; for each figure `figures/01-overview.png` (two pixels for each of its own) and `.svg`,
        `data/01-overview.csv`, `.xlsx` and `.json`; the quotes and the documents quoted. Names are made of codes, never of
        a document's text.
    """
    stored = io.BytesIO()
    made = content.made
    with zipfile.ZipFile(stored, "w", zipfile.ZIP_DEFLATED) as kept:

        def put(name: str, held: bytes) -> None:
            entry = zipfile.ZipInfo(name, datetime(made.year, made.month, made.day).timetuple()[:6])
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            kept.writestr(entry, held)

        for item in content.figures:
            name = f"{item.number:02d}-{item.shown.code}"
            put(f"figures/{name}.png", chart.file(item.shown, "png", scale=2))
            put(f"figures/{name}.svg", chart.file(item.shown, "svg"))
            for form in ("csv", "xlsx", "json"):
                put(f"data/{name}.{form}", chart.file(item.shown, form))
        for style, references in content.lists.items():
            if references:
                put(f"references-{style}.txt", citations.written(references, numbered=style == "gbt7714").encode("utf-8-sig"))
        quotes = _quotes(content)
        if quotes is not None:
            put("quotes.csv", spreadsheets.csv(quotes))
        put("README.txt", _readme(content).encode("utf-8-sig"))
    return stored.getvalue()


def _quotes(content: Content) -> pd.DataFrame | None:
    """Return all quotes with their sources; None where there are none."""
    rows = [{"figure": item.number, "commentator": said.who, "quote": said.whole, "certainty": said.weight, "document": said.title, "published": said.day,
             "doc_id": said.doc_id, "url": said.url} for item in content.items for said in item.quotes]
    return pd.DataFrame(rows).astype(dict.fromkeys(("commentator", "quote", "certainty", "document", "published", "doc_id", "url"), "str")) \
        if rows else None


def _readme(content: Content) -> str:
    say = content.tongue.say
    lines = [content.title, content.under_title, content.scope, "", say("zip_readme_title"), say("zip_readme_each"),
             say("zip_references") if any(content.lists.values()) else ""]
    for item in content.items:
        lines += ["", *_told(item, say)]
    return "\r\n".join(line for line in lines if line is not None).strip() + "\r\n"


def _told(item: Item, say: Callable[..., str]) -> list[str]:
    """Return an entry in the README: what it shows, and where it came from."""
    if item.problem or item.exhibit is None:
        said = [f"{one.source} {one.url}".strip() for one in item.quotes]
        return [line for line in (item.title, item.problem, item.entry.text, *said) if line]
    exhibit = item.exhibit
    name = f"{item.number:02d}-{exhibit.code}"
    told = [name, exhibit.title, exhibit.subtitle, f"{say('zip_file')}: figures/{name}.png, .svg; data/{name}.csv, .xlsx, .json",
            f"{say('zip_where')}: {exhibit.footer}", f"{say('about_choices')}: {json.dumps(exhibit.options, ensure_ascii=False)}" if exhibit.options else "",
            f"{say('about_selection')}: {item.entry.query}" if item.entry.query else "", f"{say('about_link')}: {exhibit.link}" if exhibit.link else "",
            item.entry.notes]
    return [line for line in told if line]
