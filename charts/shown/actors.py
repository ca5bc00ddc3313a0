"""Charts of those named and those who speak: who names whom, and who stands with whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, cast

import networkx as nx
import pandas as pd

from analysis import co_occurrence, evidence, narrowing, networks
from analysis.findings import Finding
from analysis.language import Language
from analysis.schemas import Tables
from charts import matrix, native, network, ranked
from charts.exhibits import MOST_QUOTES, Exhibit, View, register

if TYPE_CHECKING:
    from analysis.codebook import Codebook

VALUES = ("mentions", "outlook")
KINDS = {"all": None, "states": ("state", "territory", "bloc"), "persons": ("person",),
         "bodies": ("organisation", "party", "ministry", "media", "armed_group", "company")}
TIES = ("net", "congruence", "conflict", "two_mode")


class Cell(Protocol):
    """A cell of a matrix of actors, as far as it is looked up."""

    commentator: str
    issue: str


class Pair(Protocol):
    """Two actors named together."""

    a: str
    b: str


@register("actors_named", "kind")
def named(view: View) -> Exhibit:
    """Return which commentator names which actor how often."""
    kind, least = view.one("kind", tuple(KINDS), "all"), view.selection.least
    table = co_occurrence.named_by(view.tables, view.codebook, kinds=KINDS[kind], least=least, language=view.language)
    return Exhibit("actors_named", co_occurrence.finding_named(table, language=view.language), view.language, {"kind": kind}, table,
                   table.cells.empty,
                   lambda **how: matrix.draw(table, value="mentions", least=least, nouns=("commentator", "actor"), language=view.language, **how),
                   lambda: evidence.mention_sentences(view.tables, _mentions(view, KINDS[kind])), lambda: _where_named(view, table),
                   lambda: native.table(table, Language.of(view.language), value="mentions"), width=742)


def _mentions(view: View, kinds: tuple[str, ...] | None) -> pd.DataFrame:
    rows = view.tables.mentions[view.tables.mentions["kind"] == "actor"]
    actors = view.codebook.actors
    return rows[rows["code"].map(lambda code: code in actors and (kinds is None or actors[code].kind in kinds)).astype(bool)]


def _where_named(view: View, table: co_occurrence.ActorMatrix) -> pd.DataFrame:
    """Return a sentence of each of the cells that count most, each commentator once."""
    first = table.cells.sort_values("value", ascending=False, kind="stable").drop_duplicates("commentator").head(MOST_QUOTES)
    found = [co_occurrence.places(view.tables, row.issue, commentator=row.commentator).head(1) for row in cast(Iterable[Cell], first.itertuples())]
    return evidence.mention_sentences(view.tables, pd.concat(found)) if found else evidence.sentences(view.tables, [])


@register("actors_issues", "kind", "value")
def on_issues(view: View) -> Exhibit:
    """Return with which issue which actor is named how often, or with which outlook."""
    kind, value, least = view.one("kind", tuple(KINDS), "all"), view.one("value", VALUES, VALUES[0]), view.selection.least
    table = co_occurrence.on_issues(view.tables, view.codebook, value=value, kinds=KINDS[kind], least=least, language=view.language)
    return Exhibit("actors_issues", co_occurrence.finding_on_issues(table, value=value, codebook=view.codebook, language=view.language), view.language,
                   {"kind": kind, "value": value}, table, table.cells.empty,
                   lambda **how: matrix.draw(table, value=value, least=least, nouns=("actor", "issue"), language=view.language, **how),
                   lambda: table.cells.rename(columns={"commentator": "actor"}).assign(code=table.cells["commentator"].map(table.codes)),
                   lambda: _with_issues(view, table, value), lambda: native.table(table, Language.of(view.language), value=value), width=742)


def _with_issues(view: View, table: co_occurrence.ActorMatrix, value: str) -> pd.DataFrame:
    weighed = table.cells.assign(weight=table.cells["value"].abs() * table.cells["n"])
    first = weighed.sort_values("weight", ascending=False, kind="stable").drop_duplicates("commentator").head(MOST_QUOTES)
    if value == "outlook":
        return evidence.sentences(view.tables, list(dict.fromkeys(ids.split()[0] for ids in first["ids"] if ids)), mapping=view.mapping)
    found = [co_occurrence.places(view.tables, table.codes[row.commentator], issue=row.issue).head(1) for row in cast(Iterable[Cell], first.itertuples())]
    return evidence.mention_sentences(view.tables, pd.concat(found)) if found else evidence.sentences(view.tables, [])


@dataclass(frozen=True)
class Together:
    """Which actors are named together, their network, and where each stands in it."""

    pairs: pd.DataFrame
    graph: "nx.Graph[str]"
    places: pd.DataFrame


@register("actors_together", "kind")
def together(view: View) -> Exhibit:
    """Return which actors are named in one sentence."""
    kind, least = view.one("kind", tuple(KINDS), "all"), view.selection.least
    pairs = co_occurrence.together(view.tables, view.codebook, kinds=KINDS[kind], least=least, language=view.language)
    graph = co_occurrence.graph(view.tables, pairs, view.codebook)
    part = Together(pairs, graph, network.layout(graph))

    def quotes() -> pd.DataFrame:
        found = [co_occurrence.places(view.tables, row.a, other=row.b).head(1) for row in cast(Iterable[Pair], pairs.head(MOST_QUOTES).itertuples())]
        return evidence.mention_sentences(view.tables, pd.concat(found)) if found else evidence.sentences(view.tables, [])

    return Exhibit("actors_together", co_occurrence.finding_together(pairs, least=least, language=view.language), view.language, {"kind": kind},
                   part, pairs.empty, lambda **how: network.draw(graph, part.places, mode="named", language=view.language, **how),
                   lambda: pairs, quotes, width=742)


@dataclass(frozen=True)
class Field:
    """Who stands where, and who agrees with whom."""

    taken: pd.DataFrame
    tied: pd.DataFrame
    camps: pd.DataFrame
    by_issue: pd.DataFrame
    polarised: networks.Polarisation
    shared: int


def field_of(tables: Tables, codebook: "Codebook", per: str, shared: int, least: int, language: str) -> Field:
    """Return positions, ties, camps and how divided they are; `shared` 0 leaves it to the data."""
    predictions = narrowing.columns(tables, "predictions", *networks.TAKEN)
    taken = networks.positions(predictions)
    tied = networks.ties(taken, normalise=per, shared=max(shared, 1))
    if not shared:
        shared = 1
        firmer = tied[tied["shared"] >= 2]
        # Two issues in common are a firmer ground than one, but not if the network falls apart.
        if len(firmer) and len({*firmer["a"], *firmer["b"]}) >= len({*tied["a"], *tied["b"]}) / 2:
            tied, shared = firmer.reset_index(drop=True), 2
    camps = networks.communities(tied, taken)
    by_issue = networks.issue_agreement(predictions, codebook, least=least, language=language)
    return Field(taken, tied, camps, by_issue, networks.polarisation(tied, camps, by_issue), shared)


@dataclass(frozen=True)
class Network:
    """A field, its network as asked for, and where each node stands."""

    field: Field
    graph: "nx.Graph[str]"
    places: pd.DataFrame
    tie: str


@register("networks", "tie", "per", "shared")
def camps(view: View) -> Exhibit:
    """Return who stands with whom, by taking the same or opposite sides on the same issues."""
    tie, per = view.one("tie", TIES, TIES[0]), view.one("per", networks.NORMALISE, networks.NORMALISE[0])
    asked = view.one("shared", ("1", "2", "3"))
    field = field_of(view.tables, view.codebook, per, int(asked or 0), view.selection.least, view.language)
    if tie == "two_mode":
        graph = networks.two_mode(field.taken, view.codebook, language=view.language)
        finding = networks.finding_two_mode(field.taken, view.codebook, language=view.language)
    else:
        graph = networks.graph(field.tied, field.camps, kind=tie)
        finding = networks.finding(field.camps, field.polarised, shared=field.shared, language=view.language) if tie == "net" else \
            networks.finding_tie(field.tied, field.camps, kind=tie, shared=field.shared, language=view.language)
    part = Network(field, graph, network.layout(graph), tie)
    mode = "two_mode" if tie == "two_mode" else "agree"

    def quotes() -> pd.DataFrame:
        most = field.taken.sort_values("n", ascending=False, kind="stable").head(MOST_QUOTES)
        return evidence.sentences(view.tables, [ids.split()[0] for ids in most["ids"]], mapping=view.mapping)

    return Exhibit("networks", finding, view.language, {"tie": tie, "per": per} | ({"shared": asked} if asked else {}), part,
                   field.taken.empty or not len(part.places),
                   lambda **how: network.draw(graph, part.places, mode=mode, language=view.language, **how),
                   lambda: evidence.sentences(view.tables, " ".join(field.taken["ids"]).split(), mapping=view.mapping), quotes, width=742)


@register("division")
def division(view: View) -> Exhibit:
    """Return how divided commentators are on each issue."""
    tongue, least = Language.of(view.language), view.selection.least
    rows = networks.issue_agreement(narrowing.columns(view.tables, "predictions", *networks.TAKEN), view.codebook, least=least, language=view.language)
    rows = rows.assign(key="issue:" + rows["issue"])
    head = tongue.say("division_head")
    return Exhibit("division", _most_divided(rows, view), view.language, {}, rows, rows.empty,
                   lambda **how: ranked.draw(rows, name="label", value="polarisation", head=head, key="key", digits=2, beside="n", beside_head=tongue.say("voices").lower(),
                                             language=view.language, **how),
                   lambda: rows.drop(columns="key"), lambda: _on_issue(view, rows),
                   lambda: native.ranked(rows, name="label", value="polarisation", head=head, digits=2))


def _most_divided(rows: pd.DataFrame, view: View) -> Finding:
    tongue = Language.of(view.language)
    if rows.empty:
        return Finding(tongue.say("division_none", least=view.selection.least), tongue.say("division_note"))
    lead = rows.iloc[0]
    title = tongue.say("division_finding", issue=view.codebook.running(lead["issue"], view.language), value=f"{lead['polarisation']:.2f}") if lead["polarisation"] > 0 else \
        tongue.say("division_nowhere")
    return Finding(title, tongue.say("division_note"), tongue.say("division_n", n=len(rows)))


def _on_issue(view: View, rows: pd.DataFrame) -> pd.DataFrame:
    """Return what is said on the most divided issue, both sides."""
    if rows.empty:
        return evidence.sentences(view.tables, [])
    own = view.tables.predictions
    own = own[(own["issue"] == rows["issue"].iloc[0]) & (own["condition"] == "") & (own["valence"] != 0)]
    ids = own.reindex(own["outlook"].abs().sort_values(ascending=False, kind="stable").index).drop_duplicates("commentator")["prediction_id"]
    return evidence.sentences(view.tables, list(ids.head(MOST_QUOTES)), mapping=view.mapping)
