"""Two sides, issue by issue, as a table: what each expects, on how many statements, and how far they are apart."""

from collections.abc import Callable

import pandas as pd

from analysis.summaries import step
from charts import lettering
from pages.parts import address, tabular
from pages.parts.language import say
from pages.parts.markup import bilingual, link

# Pixels of a side's name above its column: a title may be longer than the table is high.
_HEAD = 480
# Issues shown at once, those on which the sides are farthest apart; the rest can be unfolded.
FIRST = 12


def whose(name: str) -> str:
    """Return a side's name for the phone, on which columns stand below each other without their heads."""
    return f'<small class="lh-whose">{bilingual(lettering.cut(name, 240, 13))}</small>'


def table(rows: pd.DataFrame, found: pd.DataFrame, names: tuple[str, str], page: str, mark: Callable[[tuple], str]) -> str:
    """Return both sides issue by issue as safe HTML.

    Parameters
    ----------
    rows, found : frame
        As `compare.issues` and `compare.positions` give them; issues stand in the order of `found`.
    names : (str, str)
        The sides, as in `rows["group"]`.
    page : str
        The page the table stands on.
    mark : callable
        Takes a row of `rows` and returns the mark that lists its sentences; nothing where there is none.
    """
    first, rest = found.head(FIRST), found.iloc[FIRST:]
    drawn = _table(rows, first, names, page, mark)
    if rest.empty:
        return drawn
    chosen = address.own("show")
    inside = bool(chosen) and any(chosen == mark(row) for row in rows[rows["issue"].isin(rest["issue"])].itertuples())
    return drawn + tabular.folded_rest(_table(rows, rest, names, page, mark), len(rest), shown=inside)


def _table(rows: pd.DataFrame, found: pd.DataFrame, names: tuple[str, str], page: str, mark: Callable[[tuple], str]) -> str:
    # Each side's bars are as long as it says much on an issue, next to its other issues: one may say far more than the other.
    most = rows.groupby("group")["n"].max().clip(lower=1).to_dict()
    said = {(row.issue, row.group): row for row in rows.itertuples()}
    body = ""
    for row in found.itertuples():
        both = "".join(f"<td>{whose(name)}{_side(said.get((row.issue, name)), most.get(name, 1), page, mark)}</td>" for name in names)
        measured = not pd.isna(row.gap)
        gap = f"{row.gap:.1f}" if measured else ""
        body += (f'<tr><td>{bilingual(row.label)}</td>{both}<td class="lh-n" data-of="{say("gap").lower() if measured else ""}">{gap}'
                 f'<small>{say(f"kind_{row.kind}")}</small></td></tr>')
    one, other = (lettering.cut(name, _HEAD, 14) for name in names)
    heads = "".join(f'<th scope="col"{kind}>{bilingual(head)}</th>' for kind, head in
                    (("", say("issue")), ("", one), ("", other), (' class="lh-n"', say("gap"))))
    return f'<table class="lh-table lh-sides"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>'


def _side(row, most: int, page: str, mark: Callable[[tuple], str]) -> str:
    if row is None:
        return f'<small>{say("silent")}</small>'
    marked = mark(row)
    query = address.query_of(address.selection(), page) | {"show": marked}
    if not row.n:
        text = say("if_only", n=f"{row.conditional:,}")
        return f'<small>{link(page, query, text) if marked else text}</small>'
    bars = "".join(f'<b class="{kind}" style="width:{100 * n / most:.1f}%"></b>' for kind, n in
                   (("a", row.apart), ("o", row.open), ("c", row.closer)) if n)
    split = say("split", apart=f"{row.apart:,}", open=f"{row.open:,}", closer=f"{row.closer:,}")
    number = f'<span class="lh-dot lh-s{step(row.mean):+d}"></span>{lettering.signed(row.mean)}, n = {row.n:,}'
    return f'{link(page, query, number) if marked else number}<span class="lh-split">{bars}</span><small>{split}</small>'
