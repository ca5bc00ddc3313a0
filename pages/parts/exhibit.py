"""The charts of a page, by code: the very ones that downloads and briefings hold."""

from collections.abc import Callable
from dataclasses import replace
from weakref import WeakKeyDictionary

from charts import canvas, exhibits
from charts.canvas import Figure
from charts.exhibits import Exhibit
from charts.export import content
from charts.in_browser import Drawn
from pages.parts import address, docket, language, page, screen, tables

_MOST_DRAWN = 16
_drawings: WeakKeyDictionary = WeakKeyDictionary()
# What these show changes with questions, links and the day.
RECORDS = ("track_record", "scores", "scores_issues", "crowd", "crowd_extreme", "crowd_members", "answered", "question", "timeline")


def of(view: page.Page, code: str, *, phone: bool = False, **options: str | list[str]) -> Exhibit:
    """Return a chart under the page's filter, worked out once for all visitors.

    Parameters
    ----------
    view : Page
    code : str
        One of `charts.exhibits.codes()`.
    phone : bool
        Whether the chart says another finding on a phone, where it draws less.
    options
        The chart's own choices, as the address names them; an empty one is not made.
    """
    room = screen.room() if phone else {}
    asked = tuple((name, tuple(value) if isinstance(value, list) else value) for name, value in sorted(options.items()) if value)
    asked += (("phone", str(room["width"])),) if room else ()
    state = (*docket.own().state(), str(docket.today().date())) if code in RECORDS else ()
    corpus, tongue = view.corpus, language.current()

    def make() -> Exhibit:
        records = {"whole": corpus.tables, "docket": docket.current()} if code in RECORDS else {}
        return exhibits.make(code, view.tables, view.selection, corpus.codebook, language=tongue, options=dict(asked), **records)

    made = tables.of(view.selection).made(("exhibit", code, tongue, asked, state), make)
    query = view.selection.to_query() | {name: [value] if isinstance(value, str) else list(value) for name, value in asked if name != "phone"}
    return replace(made, source=view.source(), link=content.address(page.base(), code, query | address.visit()))


def drawn(shown: Exhibit, *, narrow: int = 358, chosen: str = "") -> Drawn:
    """Return the figure for this visit's screen, and the rings around the chosen mark."""
    return panel(shown, "", shown.draw, narrow=narrow, chosen=chosen)


def panel(shown: Exhibit, name: str, draws: Callable[..., Figure], *, narrow: int = 358, chosen: str = "") -> Drawn:
    """Return a figure that stands on a page in the place of a chart, as `drawn` does.

    Parameters
    ----------
    shown : Exhibit
        What it is a part of: it is kept for as long as that is.
    name : str
        Tells it from the chart's other parts, with all that makes it another.
    draws : callable
        Takes `dark`, on a phone also `narrow` and `width`.
    narrow : int
        Pixels on a phone.
    chosen : str
        customdata of a mark; empty where none is chosen.
    """
    form = {"dark": screen.dark(), **screen.room(narrow)}
    # For as long as the chart itself is kept: several marks of one are looked at.
    kept, asked = _drawings.setdefault(shown.figure, {}), (name, *form.values())
    # Another visitor may let all go between two looks.
    figure = kept.get(asked)
    if figure is None:
        if len(kept) >= _MOST_DRAWN:
            kept.clear()
        figure = kept[asked] = draws(**form)
    return Drawn(figure, tuple(canvas.rings(figure, chosen)))
