"""The table behind a chart: the same numbers for whoever cannot see or click its marks, each a link to its sentences."""

from collections.abc import Callable, Sequence

import streamlit as st

from analysis.summaries import Matrix
from charts.matrix import MOST_COLUMNS, MOST_ROWS
from pages.parts import address
from pages.parts.language import say
from pages.parts.markup import attribute, bilingual, link


def here(text: str, **own: str) -> str:
    """Return a link to this page with some of its own choices set, as safe HTML.

    Parameters
    ----------
    text : str
        HTML, already safe.
    own : str
        The page's own choices that the link sets. What is chosen at present does not change the link, so that the table stays
        open, and the keyboard where it is, when one is followed.
    """
    return _to(_standing(), text, **own)


def _standing() -> dict[str, list[str]]:
    """Return what the address of this page holds already: asked once for all links of a table."""
    return {name: values for name, values in address.query_of(address.selection(), st.session_state["page"]).items() if name != "show"}


def _to(standing: dict[str, list[str]], text: str, **own: str) -> str:
    return link(st.session_state["page"], standing | {name: [value] for name, value in own.items()}, text)


def folded(html: str) -> None:
    """Draw a table that is there, and opens when asked for: marks of the page lead into it."""
    st.html(f'<details class="lh-behind"><summary>{say("as_table")}</summary>{html}</details>')


def folded_rest(html: str, n: int, *, shown: bool = False) -> str:
    """Return the rest of a table folded under how many rows it has, as safe HTML; unfolded where something in it is chosen."""
    return f'<details class="lh-more"{" open" if shown else ""}><summary>{say("more", n=n)}</summary>{html}</details>'


def behind_chart(table: Callable[[], str]) -> None:
    """Draw the table behind a page's chart, made only once it is opened.

    Parameters
    ----------
    table : callable
        Returns safe HTML. Of a large matrix it is larger than the rest of the page, and few open it.
    """
    behind = st.expander(say("as_table"), key="behind", on_change="rerun")
    if behind.open:
        behind.html(table())


def listed(heads: Sequence[tuple[str, bool]], rows: Sequence[Sequence[str]], beyond: int = 0) -> str:
    """Return rows as a table, as safe HTML.

    Parameters
    ----------
    heads : sequence of (text, whether numbers stand below)
    rows : sequence of sequence of str
        HTML, already safe.
    beyond : int
        How many rows there are besides.
    """
    head = "".join(f'<th scope="col"{" class=lh-n" if number else ""}>{bilingual(text)}</th>' for text, number in heads)
    body = ""
    for row in rows:
        cells = (f'<td class="lh-n" data-of="{attribute(text.lower())}">{cell}</td>' if number else f"<td>{cell}</td>"
                 for (text, number), cell in zip(heads, row))
        body += f"<tr>{''.join(cells)}</tr>"
    more = f'<p class="lh-note">{say("beyond", n=f"{beyond:,}")}</p>' if beyond else ""
    return f'<table class="lh-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}'


def grid(matrix: Matrix, written: Callable[[float], str]) -> str:
    """Return a matrix as a table, as safe HTML; each number leads to its sentences.

    Parameters
    ----------
    matrix : Matrix
    written : callable
        Returns a value as text.
    """
    rows = list(matrix.rows["commentator"].head(MOST_ROWS))
    columns = matrix.columns.loc[matrix.columns["n"].nlargest(MOST_COLUMNS).index.sort_values()]
    values = {(row.commentator, row.issue): row.value for row in matrix.cells.itertuples()}
    head = "".join(f'<th scope="col">{bilingual(label)}</th>' for label in columns["label"])
    body, standing = "", _standing()
    for name in rows:
        cells = "".join(f"<td>{_to(standing, written(values[name, code]), show=f'{name}|{code}') if (name, code) in values else ''}</td>"
                        for code in columns["issue"])
        body += f'<tr><th scope="row">{bilingual(name)}</th>{cells}</tr>'
    return (f'<div class="lh-wide"><table class="lh-grid"><thead><tr><td></td>{head}</tr></thead>'
            f"<tbody>{body}</tbody></table></div>")
