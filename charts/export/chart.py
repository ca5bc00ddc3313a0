"""One chart as a file, in any form."""

import json
from typing import Any

from analysis import spreadsheets
from analysis.language import Language
from charts import slide
from charts.exhibits import Exhibit
from charts.export import html, outlines, pdf, pptx

FORMS = ("png", "svg", "pdf", "html", "pptx", "csv", "xlsx", "json")
# Those whose size can be chosen.
SIZED = ("png", "svg", "pdf", "pptx")
SCALES = (1, 2, 3)
MIME = {"png": "image/png", "svg": "image/svg+xml", "pdf": "application/pdf", "html": "text/html; charset=utf-8", "json": "application/json",
        "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "csv": spreadsheets.MIME["csv"], "xlsx": spreadsheets.MIME["xlsx"]}


def file(exhibit: Exhibit, form: str, *, size: str = "slide", scale: float = 1, outlined: bool = False) -> bytes:
    """Return a chart as a file.

    Parameters
    ----------
    exhibit : Exhibit
        With `source` and `link` where they are known: they stand under the chart.
    form : {"png", "svg", "pdf", "html", "pptx", "csv", "xlsx", "json"}
        `html` answers to the pointer and needs no network; `pptx` is one slide with a chart PowerPoint can edit; `csv` and
        `xlsx` hold the data with their quotes; `json` is the Plotly figure, which `plotly.io.from_json` reads.
    size : {"slide", "half", "column"}
        Of `png`, `svg`, `pdf` and `pptx`: 16:9, half of that, or as wide as the text of an A4 page.
    scale : float
        Of `png`: pixels for each of the size's own.
    outlined : bool
        Of `svg`: letters as shapes, for programs that ignore the font in the file, as those of Office do.

    Raises
    ------
    ValueError
        For another form or size, naming those there are.
    """
    if form not in FORMS:
        raise ValueError(f"form: expected one of {', '.join(FORMS)}, found {form!r}")
    if size not in slide.SIZES:
        raise ValueError(f"size: expected one of {', '.join(slide.SIZES)}, found {size!r}")
    if form == "html":
        return html.chart(exhibit)
    if form == "pdf":
        return pdf.chart(exhibit, size=size)
    if form == "pptx":
        return pptx.chart(exhibit, size=size)
    if form == "csv":
        return spreadsheets.csv(exhibit.data)
    if form == "xlsx":
        return spreadsheets.workbook({"data": exhibit.data}, about=about(exhibit))
    if form == "json":
        return _figure(exhibit)
    room = slide.SIZES[size]
    drawn = exhibit.draw(width=room.width, high=room.chart_high)
    told: dict[str, Any] = {"title": exhibit.title, "subtitle": exhibit.subtitle, "footer": exhibit.footer, "link": exhibit.link, "size": room}
    if form == "png":
        return slide.png(drawn, **told, scale=scale)
    return outlines.outlined(slide.compose(drawn, **told)[0]) if outlined else slide.svg(drawn, **told)


def about(exhibit: Exhibit) -> dict[str, str]:
    """Return what a chart shows and where it came from, by what each part is."""
    say = Language.of(exhibit.language).say
    told = {say("about_title"): exhibit.title, say("about_subtitle"): exhibit.subtitle, say("about_note"): exhibit.note,
            say("about_sources"): exhibit.source, say("about_choices"): json.dumps(exhibit.options, ensure_ascii=False) if exhibit.options else "",
            say("about_link"): exhibit.link}
    return {head: text for head, text in told.items() if text}


def _figure(exhibit: Exhibit) -> bytes:
    figure = exhibit.draw()
    figure.update_layout(meta={"title": exhibit.title, "subtitle": exhibit.subtitle, "footer": exhibit.footer, "link": exhibit.link,
                               "code": exhibit.code, "options": exhibit.options, "language": exhibit.language})
    made: bytes = figure.to_json(pretty=True).encode("utf-8", "replace")
    return made
