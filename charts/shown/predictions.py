"""Charts of predictions: which way they point, who gives what a chance, who stands where on which issue."""

from collections.abc import Iterable
from typing import Protocol, cast

import pandas as pd

from analysis import evidence, findings, narrowing, summaries
from analysis.language import Language
from charts import matrix, native, outcomes, split
from charts.exhibits import MOST_QUOTES, Exhibit, View, register


def quoted(view: View, ids: list[str]) -> pd.DataFrame:
    """Return the sentences of some predictions."""
    return evidence.sentences(view.tables, ids, mapping=view.mapping)


@register("overview")
def overview(view: View) -> Exhibit:
    """Return which way the predictions point on each issue."""
    least = view.selection.least
    predicted = narrowing.columns(view.tables, "predictions", *summaries.SPLIT)
    rows = summaries.split_by_issue(predicted, view.codebook, least=least, language=view.language)
    phone = view.one("phone")  # a square stands for more where there is less room
    unit = split.unit(rows, width=float(phone), narrow=True) if phone.isdecimal() else split.unit(rows)
    return Exhibit(
        "overview", findings.overview(view.tables, view.codebook, unit=unit, language=view.language), view.language, {}, rows, rows.empty,
        lambda **how: split.draw(rows, least=least, language=view.language, **how),
        lambda: quoted(view, list(predicted["prediction_id"])),
        lambda: quoted(view, _leading(rows)),
        lambda: native.split(rows, Language.of(view.language)))


def _leading(rows: pd.DataFrame) -> list[str]:
    """Return the surest predictions of the side that most are on, one a commentator."""
    firm = rows[~rows["conditional"]] if not rows["conditional"].all() else rows
    lead = firm[firm["side"] == firm["side"].value_counts().idxmax()] if len(firm) else firm
    lead = lead.assign(_sure=-lead["outlook"].abs()).sort_values(["_sure", "few", "prediction_id"], kind="stable")
    return list(lead.drop_duplicates("commentator")["prediction_id"].head(MOST_QUOTES))


@register("outcomes", "about")
def chances(view: View) -> Exhibit:
    """Return which chance each commentator gives an issue."""
    predicted = narrowing.columns(view.tables, "predictions", *summaries.SPLIT)
    offered = list(predicted.loc[predicted["valence"] != 0, "issue"].value_counts().index)
    issue = view.one("about", offered) or summaries.most_judged(predicted)
    rows = summaries.outcomes(narrowing.of_issue(view.tables, issue), view.codebook, issue, mapping=view.selection.mapping)
    if issue is None:
        rows = rows.iloc[:0]
    return Exhibit(
        "outcomes", findings.outcomes(rows, view.codebook, issue, language=view.language), view.language, {"about": issue} if issue else {},
        rows, rows.empty,
        lambda **how: outcomes.draw(rows, language=view.language, **how),
        lambda: quoted(view, list(rows["prediction_id"])),
        lambda: quoted(view, _one_each(rows)),
        lambda: native.chances(rows, Language.of(view.language)))


def _one_each(rows: pd.DataFrame) -> list[str]:
    first = rows[~rows["conditional"]] if not rows["conditional"].all() else rows
    return list(first.drop_duplicates("commentator")["prediction_id"])


@register("issues", "value", "order", "fold")
def issues(view: View) -> Exhibit:
    """Return every commentator on every issue."""
    value, least = view.one("value", summaries.VALUES, summaries.VALUES[0]), view.selection.least
    order, folded = view.one("order", summaries.ORDERS), view.several("fold")
    table = summaries.matrix(view.tables, view.codebook, value=value, least=least, language=view.language, order=order,
                             folded=folded)
    return Exhibit(
        "issues", findings.issues(table, view.codebook, value=value, least=least, language=view.language), view.language,
        {"value": value} | ({"order": order} if order else {}) | ({"fold": tuple(folded)} if folded else {}),
        table, table.cells.empty,
        lambda **how: matrix.draw(table, value=value, least=least, language=view.language, **how),
        lambda: evidence.of_cell(view.tables, "", "", value=value, mapping=view.mapping),
        lambda: strongest(view, table, value),
        lambda: native.table(table, Language.of(view.language), value=value), width=742)


class _Cell(Protocol):
    """A cell of a matrix, as far as it is looked up."""

    commentator: str
    issue: str


def strongest(view: View, table: summaries.Matrix, value: str, most: int = 6) -> pd.DataFrame:
    """Return one sentence of each of the cells that say most."""
    weighed = table.cells.assign(weight=table.cells["value"].abs() * table.cells["n"])
    first = weighed.sort_values("weight", ascending=False, kind="stable").head(most)
    if value != "mentions":
        return quoted(view, [ids.split()[0] for ids in first["ids"] if ids])
    named = view.tables.mentions[view.tables.mentions["kind"] == "issue"].merge(
        view.tables.commentaries[["commentary_id", "commentator"]], on="commentary_id")
    columns = [(row.commentator, code) for row in cast(Iterable[_Cell], first.itertuples()) for code in summaries.issues_of(row.issue, view.codebook)]
    places = named.merge(pd.DataFrame(columns, columns=["commentator", "code"]))
    return evidence.mention_sentences(view.tables, places.drop_duplicates(["commentator", "code"]))
