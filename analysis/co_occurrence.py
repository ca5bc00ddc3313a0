"""Which actors are named: by whom, with which issues, and with which other actors, in one sentence."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol, cast

import networkx as nx
import numpy as np
import pandas as pd

from analysis import narrowing
from analysis.codebook import Codebook
from analysis.findings import Finding, capital, with_article
from analysis.language import ENGLISH, Language, chinese
from analysis.schemas import MENTIONS, NONE, Tables
from analysis.summaries import Matrix
from analysis.text import sentence_ends

CELL = {"commentator": "str", "issue": "str", "value": "float64", "n": "int64", "conditional_only": "bool", "both": "bool",
        "ids": "str"}
PAIRS = {"a": "str", "b": "str", "label_a": "str", "label_b": "str", "n": "int64", "documents": "int64",
         "jaccard": "float64", "npmi": "float64"}
_EACH = 10_000_000


@dataclass(frozen=True)
class ActorMatrix(Matrix):
    """A matrix with actors at one edge; `charts.matrix` draws it.

    Attributes
    ----------
    codes : dict of str to str
        Name shown in `rows` to actor code, where the rows are actors; empty where the columns are.
    """

    codes: dict[str, str] = field(default_factory=dict)


def sentence_numbers(rows: pd.DataFrame, documents: pd.DataFrame, column: str = "start") -> np.ndarray:
    """Return, for each row with doc_id and a place, a number that rows in the same sentence share."""
    codes, names = pd.factorize(rows["doc_id"])
    document = pd.Index(documents["doc_id"]).get_indexer(names)
    texts = documents["text"].iloc[document].tolist()
    # The sentence ends of all documents on one line, each document beginning where no other can reach.
    ends = np.concatenate([np.empty(0, dtype=np.int64), *(sentence_ends(text) + place * _EACH for place, text in enumerate(texts))])
    found = np.searchsorted(ends, codes * _EACH + rows[column].to_numpy(), side="right")
    first = np.searchsorted(ends, np.arange(len(names)) * _EACH, side="right")
    return document[codes] * _EACH + found - first[codes] if len(names) else np.empty(0, dtype=np.int64)


def _of_kind(named: pd.DataFrame, codebook: Codebook, kinds: tuple[str, ...] | None) -> pd.DataFrame:
    return named if kinds is None else named[named["code"].isin(_of_kinds(codebook, kinds))]


def _of_kinds(codebook: Codebook, kinds: tuple[str, ...]) -> set[str]:
    return {code for code, actor in codebook.actors.items() if actor.kind in kinds}


def _labels(codes: pd.Series | list[str], codebook: Codebook, language: str) -> dict[str, str]:
    """Return code to label, each label once: two actors of one name carry their codes."""
    labels = {code: codebook.label(code, language, "actor") for code in dict.fromkeys(codes)}
    seen = pd.Series(list(labels.values())).value_counts()
    return {code: name if seen[name] == 1 else f"{name} ({code})" for code, name in labels.items()}


def named_by(tables: Tables, codebook: Codebook, *, kinds: tuple[str, ...] | None = None, least: int = 3,
             most: int | None = 20, language: str = "en") -> ActorMatrix:
    """Return how often each commentator names each actor.

    Parameters
    ----------
    tables : Tables
    codebook : Codebook
    kinds : tuple of str, optional
        Of `codebook.ACTOR_KINDS`: only actors of these kinds.
    least : int
        Commentators and actors with fewer mentions are hidden.
    most : int, optional
        Actors kept, most named first; the rest is counted as hidden.
    language : {"en", "zh-Hans", "zh-Hant"}

    Returns
    -------
    ActorMatrix
        Rows are commentators, columns actors (their code in `issue`); `value` is mentions. Draw it with
        `charts.matrix.draw(..., value="mentions")`.
    """
    return _matrix(_named_cells(tables, codebook, kinds), codebook, least=least, most=most, language=language)


def _named_cells(tables: Tables, codebook: Codebook, kinds: tuple[str, ...] | None) -> pd.DataFrame:
    """Return how often each commentator names each actor: commentator, issue (the actor's code), value."""
    cells = narrowing.marks(tables).mention_cells("actor").rename(columns={"n": "value"})
    return cells if kinds is None else cells[cells["issue"].isin(_of_kinds(codebook, kinds))]


def _matrix(cells: pd.DataFrame, codebook: Codebook, *, least: int, most: int | None, language: str,
            actors_down: bool = False) -> ActorMatrix:
    """Return amounts as a matrix, the greatest first at both edges."""
    cells = cells.assign(n=cells["value"], conditional_only=False, both=False, ids="")[list(CELL)].astype(CELL)
    everyone, everything = set(cells["commentator"]), set(cells["issue"])
    by_row, by_column = (cells.groupby(key)["value"].sum() for key in ("commentator", "issue"))
    cells = cells[cells["commentator"].isin(by_row.index[by_row >= least]) & cells["issue"].isin(by_column.index[by_column >= least])]
    side = "commentator" if actors_down else "issue"
    if most is not None and len(cells):
        amount = cells.groupby(side, as_index=False)[["value"]].sum().sort_values(["value", side], ascending=[False, True])
        cells = cells[cells[side].isin(amount[side].head(most))]
    edges = []
    for key in ("commentator", "issue"):
        edge = cells.groupby(key, as_index=False).agg(value=("value", "sum"), n=("n", "sum"))
        edges.append(edge.sort_values(["value", key], ascending=[False, True], kind="stable").reset_index(drop=True))
    return _finished(cells, edges[0], edges[1], codebook, {"value": float(cells["value"].sum()), "n": int(cells["n"].sum())},
                     everyone, everything, least, language, actors_down)


def _finished(cells: pd.DataFrame, rows: pd.DataFrame, columns: pd.DataFrame, codebook: Codebook, total: dict[str, float], everyone: set[str], everything: set[str], least: int, language: str, actors_down: bool) -> ActorMatrix:
    hidden = {"commentators": len(everyone - set(rows["commentator"])), "issues": len(everything - set(columns["issue"]))}
    both = []
    for tongue in (language, chinese(language)):
        labels = {code: codebook.label(code, tongue) for code in columns["issue"]} if actors_down else \
            _labels(columns["issue"], codebook, tongue)
        both.append(columns["issue"].map(labels).astype("str"))
    columns = columns.assign(label=both[0], label_zh=both[1])
    codes: dict[str, str] = {}
    if actors_down:
        names = _labels(rows["commentator"], codebook, language)
        codes = {label: code for code, label in names.items()}
        rows, cells = (part.assign(commentator=part["commentator"].map(names).astype("str")) for part in (rows, cells))
    return ActorMatrix(cells.reset_index(drop=True), rows[["commentator", "value", "n"]],
                       columns[["issue", "label", "label_zh", "value", "n"]], total, hidden, least, codes)


def on_issues(tables: Tables, codebook: Codebook, *, value: str = "mentions", kinds: tuple[str, ...] | None = None,
              least: int = 3, most: int | None = 40, language: str = "en") -> ActorMatrix:
    """Return which issues each actor is named with.

    Parameters
    ----------
    tables : Tables
    codebook : Codebook
    value : {"mentions", "outlook"}
        In how many sentences both are named; or the mean outlook of the unconditional predictions on the issue in whose
        sentence the actor is named.
    kinds, least, most, language
        As in `named_by`; `most` keeps actors.

    Returns
    -------
    ActorMatrix
        Rows are actors (`codes` gives their codes), columns issues.
    """
    if value not in ("mentions", "outlook"):
        raise ValueError(f"value: expected mentions or outlook, found {value!r}")
    named = _of_kind(narrowing.marks(tables).named_in("actor"), codebook, kinds)[["code", "sentence"]].rename(columns={"code": "commentator"})
    if value == "mentions":
        others = narrowing.marks(tables).named_in("issue")[["code", "sentence"]].rename(columns={"code": "issue"})
        cells = named.merge(others, on="sentence").groupby(["commentator", "issue"], as_index=False).size()
        return _matrix(cells.rename(columns={"size": "value"}), codebook, least=least, most=most, language=language,
                       actors_down=True)
    said = narrowing.columns(tables, "predictions", "issue", "outlook", "prediction_id", "condition", "valence").assign(sentence=narrowing.marks(tables).sentences("predictions"))
    said = said.loc[(said["condition"] == "") & (said["valence"] != 0), ["issue", "outlook", "prediction_id", "sentence"]]
    met = named.merge(said, on="sentence")
    cells = met.groupby(["commentator", "issue"], as_index=False).agg(
        value=("outlook", "mean"), n=("prediction_id", "size"), low=("outlook", "min"), high=("outlook", "max"),
        ids=("prediction_id", " ".join))
    cells = cells.assign(conditional_only=False, both=(cells["low"] < -0.2 + 1e-9) & (cells["high"] > 0.2 - 1e-9))
    cells = cells[list(CELL)].astype(CELL)
    everyone, everything = set(cells["commentator"]), set(cells["issue"])
    by_row, by_column = (cells.groupby(key)["n"].sum() for key in ("commentator", "issue"))
    kept = by_row[by_row >= least].sort_values(ascending=False, kind="stable").head(most or len(by_row)).index
    cells = cells[cells["commentator"].isin(kept) & cells["issue"].isin(by_column.index[by_column >= least])]
    weighted = cells.assign(weighted=cells["value"] * cells["n"])
    edges = []
    for key in ("commentator", "issue"):
        edge = weighted.groupby(key, as_index=False).agg(weighted=("weighted", "sum"), n=("n", "sum"))
        edge["value"] = edge["weighted"] / edge["n"]
        edges.append(edge.sort_values(["value", key], kind="stable").reset_index(drop=True))
    n = int(cells["n"].sum())
    total = {"value": float(weighted["weighted"].sum() / n) if n else float("nan"), "n": n}
    return _finished(cells, edges[0], edges[1], codebook, total, everyone, everything, least, language, True)


def together(tables: Tables, codebook: Codebook, *, kinds: tuple[str, ...] | None = None, least: int = 2,
             language: str = "en") -> pd.DataFrame:
    """Return which actors are named in the same sentences.

    Parameters
    ----------
    tables : Tables
    codebook : Codebook
    kinds, language
        As in `named_by`.
    least : int
        Pairs that share fewer sentences are left out.

    Returns
    -------
    frame
        a, b (codes, a before b), label_a, label_b, n (sentences that name both), documents (that hold one), jaccard (n
        over the sentences that name either), npmi, most sentences first. An actor named twice in a sentence counts once.

    Notes
    -----
    Normalised pointwise mutual information, Bouma 2009, "Normalized (Pointwise) Mutual Information in Collocation
    Extraction", GSCL: -1 never together, 0 as often as by chance, 1 only together; over sentences that name any actor.
    """
    named = _of_kind(narrowing.marks(tables).named_in("actor"), codebook, kinds)
    sentences = named["sentence"].nunique()
    pairs = named.merge(named[["code", "sentence"]], on="sentence", suffixes=("", "_b"))
    pairs = pairs[pairs["code"] < pairs["code_b"]]
    found = pairs.groupby(["code", "code_b"], as_index=False).agg(n=("sentence", "size"), documents=("document", "nunique"))
    found = found[found["n"] >= least].rename(columns={"code": "a", "code_b": "b"})
    if found.empty:
        return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in PAIRS.items()})
    amount = named["code"].value_counts()
    n, first, second = found["n"].to_numpy(float), found["a"].map(amount).to_numpy(float), found["b"].map(amount).to_numpy(float)
    share = n / sentences
    with np.errstate(divide="ignore", invalid="ignore"):
        npmi = np.where(share < 1, np.log(n * sentences / (first * second)) / -np.log(share), 1.0)
    labels = _labels([*found["a"], *found["b"]], codebook, language)
    found = found.assign(label_a=found["a"].map(labels), label_b=found["b"].map(labels),
                         jaccard=(n / (first + second - n)).round(6), npmi=npmi.round(6))
    return found.sort_values(["n", "jaccard", "a", "b"], ascending=[False, False, True, True],
                             kind="stable")[list(PAIRS)].astype(PAIRS).reset_index(drop=True)


class _Pair(Protocol):
    """A row of PAIRS, as far as the network takes it."""

    a: str
    b: str
    n: int
    jaccard: float


def graph(tables: Tables, pairs: pd.DataFrame, codebook: Codebook, *, most: int = 40) -> "nx.Graph[str]":
    """Return the network of actors named together.

    Parameters
    ----------
    tables : Tables
        For how often each actor is named.
    pairs : frame
        As `together` gives it.
    codebook : Codebook
    most : int
        Actors kept, most named first.

    Returns
    -------
    networkx Graph
        Nodes (codes) with label, kind (of the actor), activity (mentions), camp (0), outlook (0). Edges with weight
        (sentences), sign 1, jaccard.
    """
    amount = narrowing.named(tables, "actor")
    labels = dict(zip([*pairs["a"], *pairs["b"]], [*pairs["label_a"], *pairs["label_b"]]))
    kept = sorted(labels, key=lambda code: (-int(amount.get(code, 0)), code))[:most]
    network: nx.Graph[str] = nx.Graph()
    for code in kept:
        actor = codebook.actors.get(code)
        network.add_node(code, label=labels[code], kind=actor.kind if actor else NONE, activity=int(amount.get(code, 0)), camp=0,
                         outlook=0.0)
    for row in cast(Iterable[_Pair], pairs.itertuples()):
        if row.a in network and row.b in network:
            network.add_edge(row.a, row.b, weight=int(row.n), sign=1, jaccard=float(row.jaccard))
    return network


def places(tables: Tables, actors: str | Iterable[str], *, other: str | None = None, issue: str | None = None,
           commentator: str | None = None) -> pd.DataFrame:
    """Return the mentions of actors behind a mark, one a sentence, for `evidence.mention_sentences`.

    Parameters
    ----------
    tables : Tables
    actors : str or iterable of str
        A code; for a total, several.
    other, issue : str, optional
        Only sentences that name this actor, this issue too.
    commentator : str, optional
        Only what this voice says.

    Returns
    -------
    frame, schema MENTIONS
    """
    codes = {actors} if isinstance(actors, str) else set(actors)
    beside = [(kind, code) for kind, code in (("actor", other), ("issue", issue)) if code]
    return narrowing.rows(tables, MENTIONS, narrowing.marks(tables).places_of_actors(codes, commentator or None, beside))


def finding_named(table: ActorMatrix, *, language: str = ENGLISH) -> Finding:
    """Return who is named most, and by how many, from `named_by`."""
    tongue = Language.of(language)
    hidden = _hidden(tongue, n_actors=table.hidden["issues"], n_commentators=table.hidden["commentators"])
    note = tongue.paragraph(tongue.say("issues_n_mentions", n=int(table.total["n"])), tongue.say("named_hidden", what=hidden) if hidden else "")
    if table.cells.empty:
        return Finding(tongue.say("named_few"), tongue.say("named_few_next", least=table.least), note)
    lead = table.columns.iloc[0]
    voices = table.cells.loc[table.cells["issue"] == lead["issue"], "commentator"].nunique()
    title = tongue.say("named_most", actor=_headed(lead["label"], language), n=int(lead["value"]), some=voices, voices=len(table.rows))
    return Finding(title, tongue.say("named_subtitle"), note)


def finding_on_issues(table: ActorMatrix, *, value: str = "mentions", codebook: Codebook | None = None,
                      language: str = ENGLISH) -> Finding:
    """Return with which issue an actor is named most, or where outlook stands at its ends, from `on_issues`.

    With a codebook, an issue is named as it stands inside a sentence.
    """
    tongue = Language.of(language)
    unit = "outlook" if value == "outlook" else "sentences"
    hidden = _hidden(tongue, n_actors=table.hidden["commentators"], n_issues=table.hidden["issues"])
    subtitle = tongue.say(f"on_issues_subtitle_{unit}")
    # A sentence that names two actors stands in two rows.
    note = tongue.paragraph(tongue.say(f"on_issues_n_{unit}", n=int(table.total["n"])),
                            tongue.say(f"on_issues_hidden_{unit}", what=hidden) if hidden else "")
    if table.cells.empty:
        return Finding(tongue.say("on_issues_few"), tongue.say(f"on_issues_few_next_{unit}", least=table.least), note)
    if unit == "sentences":
        # That Ukraine is named with the war in Ukraine says nothing.
        other = table.cells[table.cells["commentator"].map(table.codes) != table.cells["issue"]]
        top = (other if len(other) else table.cells).sort_values(["value", "commentator", "issue"], ascending=[False, True, True], kind="stable").iloc[0]
        label = dict(zip(table.columns["issue"], table.columns["label"]))[top["issue"]]
        issue = codebook.running(top["issue"], language) if codebook else label
        return Finding(tongue.say("on_issues_most", actor=_headed(top["commentator"], language), issue=issue, n=int(top["value"])),
                       subtitle, note)
    sure = table.rows[table.rows["n"] >= table.least].sort_values("value", kind="stable")
    if len(sure) < 2:
        return Finding(tongue.say("on_issues_few_predictions"), subtitle, note)
    low, high = sure.iloc[0], sure.iloc[-1]
    if high["value"] - low["value"] < 2 * narrowing.HEDGED:
        return Finding(tongue.say("on_issues_alike"), subtitle, note)
    return Finding(tongue.say("on_issues_ends", low=_inside(low["commentator"], language), high=_inside(high["commentator"], language)),
                   subtitle, note)


def _hidden(tongue: Language, **amounts: int) -> str:
    return tongue.listed([tongue.say(key, n=n) for key, n in amounts.items() if n])


def finding_together(pairs: pd.DataFrame, *, least: int = 2, language: str = ENGLISH) -> Finding:
    """Return which two actors are named together most, from `together`."""
    tongue = Language.of(language)
    note = tongue.say("together_n", n=len(pairs), least=least)
    if pairs.empty:
        return Finding(tongue.say("together_few"), tongue.say("together_few_next"), note)
    top = pairs.iloc[0]
    both = tongue.listed([_headed(top["label_a"], language), _inside(top["label_b"], language)])
    return Finding(tongue.say("together_most", both=both, n=int(top["n"])), tongue.say("together_subtitle"), note)


def _inside(name: str, language: str) -> str:
    return with_article(name) if language == ENGLISH else name


def _headed(name: str, language: str) -> str:
    return capital(_inside(name, language))
