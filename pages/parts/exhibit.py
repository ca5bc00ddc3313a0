"""The charts of a page, by code: the very ones that downloads and briefings hold."""

from dataclasses import replace
from weakref import WeakKeyDictionary

from charts import exhibits
from charts.exhibits import Exhibit
from charts.export import content
from pages.parts import address, docket, language, page, screen, tables

_MOST_DRAWN = 8
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


def drawn(shown: Exhibit, *, narrow: int = 358, chosen: str = ""):
    """Return the figure for this visit's screen, with the chosen mark ringed."""
    form = screen.room(narrow)
    asked = (screen.dark(), *sorted(form.items()), chosen)
    # For as long as the chart itself is kept: several marks of one are looked at, and each time all else is drawn again.
    made = _drawings.setdefault(shown.figure, {})
    if asked not in made:
        if len(made) >= _MOST_DRAWN:
            made.clear()
        made[asked] = shown.draw(dark=screen.dark(), **form, chosen=chosen or None)
    return made[asked]
