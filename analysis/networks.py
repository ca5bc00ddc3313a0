"""Discourse networks: who stands with whom, by taking the same or opposite sides on the same issues.

After Leifeld 2017, "Discourse Network Analysis: Policy Debates as Dynamic Networks", Oxford Handbook of Political Networks:
a signed two-mode network of speakers and what they take a side on, projected on the speakers. Two who take the same side on
an issue agree once (congruence), two who take opposite sides are in conflict once, however often they say so.
"""

import io
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol, cast

import networkx as nx
import numpy as np
import pandas as pd

from analysis.codebook import Codebook
from analysis.findings import Finding
from analysis.language import ENGLISH, Language, chinese
from analysis.narrowing import HEDGED
from analysis.schemas import NONE, Row
from analysis.store import spreadsheet_safe
from analysis.summaries import step

NORMALISE = ("average", "jaccard", "none")
KINDS = ("congruence", "conflict", "net")
POSITIONS = {"commentator": "str", "issue": "str", "sign": "int64", "n": "int64", "outlook": "float64", "ids": "str"}
# What of predictions a position is taken from.
TAKEN = ("prediction_id", "commentator", "issue", "condition", "valence", "outlook")
TIES = {"a": "str", "b": "str", "agreed": "int64", "opposed": "int64", "shared": "int64", "congruence": "float64",
        "conflict": "float64", "net": "float64"}
CAMPS = {"commentator": "str", "camp": "int64", "outlook": "float64", "n": "int64"}
SIDES = {-1: "apart", 1: "closer"}
# From which modularity on camps are called clear: Newman 2006.
CLEAR = 0.3


def positions(predictions: pd.DataFrame, *, conditional: bool = False) -> pd.DataFrame:
    """Return which side each commentator takes on each issue.

    Parameters
    ----------
    predictions : frame, schema PREDICTIONS, or its columns `TAKEN`
    conditional : bool
        Whether statements under a condition count.

    Returns
    -------
    frame
        commentator, issue, sign (-1 further apart, 1 closer), n (statements), outlook (their mean), ids (joined by a
        blank). Open statements (outlook within ±.2) are no position; who says both stands on both sides.
    """
    rows = predictions[(predictions["commentator"] != NONE) & (predictions["valence"] != 0)
                       & (predictions["outlook"].abs() >= HEDGED - 1e-9)]
    if not conditional:
        rows = rows[rows["condition"] == ""]
    if rows.empty:
        return _empty(POSITIONS)
    rows = rows.assign(sign=np.sign(rows["outlook"]).astype("int64"))
    grouped = rows.groupby(["commentator", "issue", "sign"])
    taken = grouped.agg(n=("prediction_id", "size"), outlook=("outlook", "mean")).reset_index()
    # Laid in order and cut: to be asked for each group takes pandas ten times as long.
    ids = rows["prediction_id"].to_numpy(dtype=object)[np.argsort(grouped.ngroup().to_numpy(), kind="stable")]
    taken["ids"] = [" ".join(ids[end - n:end]) for n, end in zip(taken["n"], taken["n"].cumsum())]
    return taken[list(POSITIONS)].astype(POSITIONS)


def _empty(columns: dict[str, str]) -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in columns.items()})


def ties(taken: pd.DataFrame, *, normalise: str = "average", shared: int = 1) -> pd.DataFrame:
    """Return how far each two commentators agree and disagree.

    Parameters
    ----------
    taken : frame
        As `positions` gives it.
    normalise : {"average", "jaccard", "none"}
        Who says much agrees with many by chance. `average` divides by the mean number of positions of the two, `jaccard`
        by how many different positions they take together; both are 0 to 1.
    shared : int
        Only pairs that take a side on at least so many of the same issues.

    Returns
    -------
    frame
        a, b (a before b), agreed (positions both take), opposed (positions of the one against one of the other), shared
        (issues), congruence, conflict (agreed and opposed, normalised), net (the one less the other, "subtract" in
        Leifeld's software), most net first.

    Notes
    -----
    Projections X⁺X⁺ᵀ + X⁻X⁻ᵀ and X⁺X⁻ᵀ + X⁻X⁺ᵀ of the commentator by issue matrices; normalisations after Leifeld, Gruber &
    Bossner 2019, "Discourse Network Analyzer Manual".
    """
    if normalise not in NORMALISE:
        raise ValueError(f"normalise: expected one of {', '.join(NORMALISE)}, found {normalise!r}")
    names, rows = np.unique(taken["commentator"].to_numpy(dtype=object), return_inverse=True)
    issues, columns = np.unique(taken["issue"].to_numpy(dtype=object), return_inverse=True)
    if len(names) < 2:
        return _empty(TIES)
    closer, apart = (np.zeros((len(names), len(issues)), dtype=np.float32) for _ in range(2))
    sign = taken["sign"].to_numpy()
    closer[rows[sign > 0], columns[sign > 0]] = 1
    apart[rows[sign < 0], columns[sign < 0]] = 1
    either = np.maximum(closer, apart)
    common = either @ either.T
    first, second = np.nonzero(np.triu(common >= max(shared, 1), k=1))
    agreed = (closer @ closer.T + apart @ apart.T)[first, second]
    crossed = closer @ apart.T
    opposed = (crossed + crossed.T)[first, second]
    active = (closer + apart).sum(axis=1)
    total = active[first] + active[second]
    divide = {"average": total / 2, "jaccard": total - agreed, "none": np.ones(len(first))}[normalise]
    # Who stands on both sides of an issue agrees with and opposes everybody there, and could pass 1.
    congruence, conflict = agreed / divide, opposed / divide
    if normalise != "none":
        congruence, conflict = np.minimum(congruence, 1), np.minimum(conflict, 1)
    found = pd.DataFrame({
        "a": names[first], "b": names[second], "agreed": agreed, "opposed": opposed, "shared": common[first, second],
        "congruence": congruence.astype("float64").round(6), "conflict": conflict.astype("float64").round(6),
        "net": (congruence - conflict).astype("float64").round(6)})
    found = found.sort_values(["net", "shared", "a", "b"], ascending=[False, False, True, True], kind="stable")
    return found[list(TIES)].astype(TIES).reset_index(drop=True)


def between(taken: pd.DataFrame, a: str, b: str) -> pd.DataFrame:
    """Return what ties two commentators: a row an issue on which both take a side.

    Returns
    -------
    frame
        issue, a, b (`apart`, `closer` or `both`), agree (whether both share a side), ids (predictions of both, joined by a
        blank); what they agree on first.
    """
    sides = {name: taken[taken["commentator"] == name] for name in (a, b)}
    common = sorted(set(sides[a]["issue"]) & set(sides[b]["issue"]))
    rows = []
    for issue in common:
        mine, theirs = (part[part["issue"] == issue] for part in sides.values())
        rows.append({"issue": issue, "a": _side(mine["sign"]), "b": _side(theirs["sign"]),
                     "agree": bool(set(mine["sign"]) & set(theirs["sign"])), "ids": " ".join([*mine["ids"], *theirs["ids"]])})
    columns = {"issue": "str", "a": "str", "b": "str", "agree": "bool", "ids": "str"}
    found = pd.DataFrame(rows, columns=list(columns)).astype(columns)
    return found.sort_values(["agree", "issue"], ascending=[False, True], kind="stable").reset_index(drop=True)


def _side(signs: pd.Series) -> str:
    return SIDES[int(signs.iloc[0])] if signs.nunique() == 1 else "both"


def communities(tied: pd.DataFrame, taken: pd.DataFrame, *, resolution: float = 1.0, seed: int = 1) -> pd.DataFrame:
    """Return the camp of each commentator.

    Parameters
    ----------
    tied, taken : frame
        As `ties` and `positions` give them.
    resolution : float
        Above 1 more and smaller camps.
    seed : int
        The method visits nodes in a random order; one seed, one result.

    Returns
    -------
    frame
        commentator, camp (1 is the largest; 0: agrees more than disagrees with nobody), outlook (mean over positions'
        statements), n (statements); by camp and name.

    Notes
    -----
    Louvain method, Blondel et al. 2008, "Fast unfolding of communities in large networks", J. Stat. Mech. P10008, on the
    pairs whose net tie is positive.
    """
    if taken.empty:
        return _empty(CAMPS)
    said = taken.assign(weighted=taken["outlook"] * taken["n"]).groupby("commentator").agg(
        weighted=("weighted", "sum"), n=("n", "sum"))
    friends = tied[tied["net"] > 0].sort_values(["a", "b"])
    network: nx.Graph[str] = nx.Graph()
    network.add_nodes_from(sorted(set(friends["a"]) | set(friends["b"])))
    network.add_weighted_edges_from(friends[["a", "b", "net"]].itertuples(index=False))
    found = nx.community.louvain_communities(network, weight="weight", resolution=resolution, seed=seed) if len(network) else []
    ranked = sorted((sorted(group) for group in found if len(group) > 1), key=lambda group: (-len(group), group[0]))
    camp = {name: place for place, group in enumerate(ranked, start=1) for name in group}
    table = pd.DataFrame({"commentator": said.index, "camp": [camp.get(name, 0) for name in said.index],
                          "outlook": said["weighted"].to_numpy() / said["n"].to_numpy(), "n": said["n"].to_numpy()})
    table["_last"] = table["camp"] == 0
    return table.sort_values(["_last", "camp", "commentator"], kind="stable")[list(CAMPS)].astype(CAMPS).reset_index(drop=True)


def modularity(tied: pd.DataFrame, camps: pd.DataFrame) -> float:
    """Return how far positive ties fall within camps rather than between them; nan where nobody is tied.

    Notes
    -----
    Q of Newman 2006, "Modularity and community structure in networks", PNAS 103(23): the share of ties within camps less
    the share expected if ties fell at random. As a measure of polarisation: Waugh et al. 2009, "Party Polarization in
    Congress: A Network Science Approach", arXiv:0907.3509. 0 is one camp; .3 and more are clear camps.
    """
    friends = tied[tied["net"] > 0]
    if friends.empty:
        return float("nan")
    camp = {name: str(number) if number else f"alone {name}" for name, number in zip(camps["commentator"], camps["camp"])}
    total = friends["net"].sum()
    within = friends.loc[friends["a"].map(camp).to_numpy() == friends["b"].map(camp).to_numpy()]
    inside = within.groupby(within["a"].map(camp))["net"].sum()
    ends = pd.concat([friends[["a", "net"]].rename(columns={"a": "name"}), friends[["b", "net"]].rename(columns={"b": "name"})])
    degree = ends.groupby(ends["name"].map(camp))["net"].sum()
    return float((inside.reindex(degree.index).fillna(0) / total - (degree / (2 * total)) ** 2).sum())


def agreement(counts: list[int] | tuple[int, ...]) -> float:
    """Return van der Eijk's A of answers on an ordered scale.

    Parameters
    ----------
    counts : sequence of number
        How many stand at each of three or more steps, in order.

    Returns
    -------
    float
        1 all at one step, 0 spread evenly over all, -1 half at either end; nan for nobody.

    Notes
    -----
    Van der Eijk 2001, "Measuring Agreement in Ordered Rating Scales", Quality & Quantity 35. The counts are cut into
    layers of equal height; each layer's pattern of filled and empty steps has an agreement of its own, and A is their mean,
    weighted by how many stand in each.
    """
    left = np.asarray(counts, dtype=float).copy()
    steps, everybody = len(left), float(np.sum(left))
    if steps < 3:
        raise ValueError(f"counts: expected three steps or more, found {steps}")
    if everybody <= 0:
        return float("nan")
    score = 0.0
    while (filled := left > 1e-12).any():
        height = left[filled].min()
        score += height * filled.sum() / everybody * _of_pattern(filled)
        left = np.where(filled, left - height, 0.0)
    return float(score)


def _of_pattern(filled: np.ndarray) -> float:
    steps, many = len(filled), int(filled.sum())
    if many == steps:
        return 0.0
    unimodal = bimodal = 0
    for i in range(steps - 2):
        for j in range(i + 1, steps - 1):
            for k in range(j + 1, steps):
                three = (bool(filled[i]), bool(filled[j]), bool(filled[k]))
                unimodal += three in ((True, True, False), (False, True, True))
                bimodal += three == (True, False, True)
    if unimodal + bimodal == 0:
        return 1.0
    shape = ((steps - 2) * unimodal - (steps - 1) * bimodal) / ((steps - 2) * (unimodal + bimodal))
    return shape * (1 - (many - 1) / (steps - 1))


def issue_agreement(predictions: pd.DataFrame, codebook: Codebook, *, least: int = 3, language: str = "en") -> pd.DataFrame:
    """Return how far commentators agree on each issue, the most divided first.

    Parameters
    ----------
    predictions : frame, schema PREDICTIONS, or its columns `TAKEN`
    codebook : Codebook
    least : int
        Issues fewer commentators judge are left out.
    language : {"en", "zh-Hans", "zh-Hant"}

    Returns
    -------
    frame
        issue, label, label_zh, n (commentators), agreement (van der Eijk's A over the five steps of outlook, one voice a
        commentator: the mean of what was said without condition), polarisation ((1 - A) / 2: 0 all at one step, .5
        spread evenly, 1 half at either end).
    """
    columns = {"issue": "str", "label": "str", "label_zh": "str", "n": "int64", "agreement": "float64", "polarisation": "float64"}
    firm = predictions[(predictions["condition"] == "") & (predictions["valence"] != 0) & (predictions["commentator"] != NONE)]
    rows = []
    for key, mean in firm.groupby(["issue", "commentator"])["outlook"].mean().groupby("issue"):
        issue = str(key)
        if len(mean) < least:
            continue
        placed = [step(value) for value in mean]
        score = agreement([placed.count(place) for place in range(-2, 3)])
        rows.append({"issue": issue, "label": codebook.label(issue, language),
                     "label_zh": codebook.label(issue, chinese(language)), "n": len(mean),
                     "agreement": round(score, 6), "polarisation": round((1 - score) / 2, 6)})
    found = pd.DataFrame(rows, columns=list(columns)).astype(columns)
    return found.sort_values(["polarisation", "n", "issue"], ascending=[False, False, True], kind="stable").reset_index(drop=True)


@dataclass(frozen=True)
class Polarisation:
    """How divided a field is, in two numbers.

    Attributes
    ----------
    modularity : float
        Of the net ties and the camps; nan where nobody is tied.
    camps : int
    divided : float
        Mean polarisation of the issues judged by enough commentators, weighted by how many; nan without one.
    issues : int
        How many issues that is.
    """

    modularity: float
    camps: int
    divided: float
    issues: int


def polarisation(tied: pd.DataFrame, camps: pd.DataFrame, by_issue: pd.DataFrame) -> Polarisation:
    """Return how divided commentators are, from `ties`, `communities` and `issue_agreement`."""
    weight = by_issue["n"].sum()
    divided = float((by_issue["polarisation"] * by_issue["n"]).sum() / weight) if weight else float("nan")
    return Polarisation(modularity(tied, camps), int(camps["camp"].max()) if len(camps) else 0, divided, len(by_issue))


class _Camp(Protocol):
    """A row of `camps`."""

    commentator: str
    camp: int
    outlook: float
    n: int


class _Tie(Protocol):
    """A row of `ties`, as far as the network takes it."""

    a: str
    b: str
    agreed: int
    opposed: int


class _Taken(Protocol):
    """All that a commentator says on an issue, added up."""

    commentator: str
    issue: str
    n: int
    weighted: float
    sign: int
    ids: str


def graph(tied: pd.DataFrame, camps: pd.DataFrame, *, kind: str = "net", least: float = 0.0) -> "nx.Graph[str]":
    """Return the network of commentators.

    Parameters
    ----------
    tied, camps : frame
        As `ties` and `communities` give them.
    kind : {"net", "congruence", "conflict"}
        Which number is the weight. `net` keeps its sign: 1 agree, -1 disagree.
    least : float
        Ties no heavier than this are left out; so are those of 0.

    Returns
    -------
    networkx Graph
        Nodes with label, kind, camp, outlook, activity (statements); also who is tied to nobody. Edges with weight (above
        0), sign, agreed, opposed.
    """
    if kind not in KINDS:
        raise ValueError(f"kind: expected one of {', '.join(KINDS)}, found {kind!r}")
    network: nx.Graph[str] = nx.Graph()
    for camp in cast(Iterable[_Camp], camps.sort_values("commentator").itertuples()):
        network.add_node(camp.commentator, label=camp.commentator, kind="commentator", camp=int(camp.camp),
                         outlook=float(camp.outlook), activity=int(camp.n))
    weights = tied[kind].to_numpy()
    for tie, weight in zip(cast(Iterable[_Tie], tied.itertuples()), weights.tolist()):
        if abs(weight) > max(least, 1e-9):
            sign = -1 if kind == "conflict" or weight < 0 else 1
            network.add_edge(tie.a, tie.b, weight=abs(weight), sign=sign, agreed=int(tie.agreed), opposed=int(tie.opposed))
    return network


def two_mode(taken: pd.DataFrame, codebook: Codebook, *, language: str = "en") -> "nx.Graph[str]":
    """Return the network of commentators and issues.

    Returns
    -------
    networkx Graph
        Nodes `commentator:…` and `issue:…` with label, kind, activity (statements), outlook. Edges with weight
        (statements), sign (1, -1, 0 for both), outlook (mean), ids.
    """
    network: nx.Graph[str] = nx.Graph()
    rows = taken.assign(weighted=taken["outlook"] * taken["n"])
    for kind in ("commentator", "issue"):
        said = rows.groupby(kind).agg(n=("n", "sum"), weighted=("weighted", "sum"))
        for name, n, weighted in cast(Iterable[tuple[str, int, float]], said.itertuples()):
            network.add_node(f"{kind}:{name}", label=codebook.label(name, language) if kind == "issue" else name, kind=kind,
                             activity=int(n), outlook=float(weighted / n))
    edges = rows.groupby(["commentator", "issue"], as_index=False).agg(n=("n", "sum"), weighted=("weighted", "sum"),
                                                                       sign=("sign", "sum"), ids=("ids", " ".join))
    for row in cast(Iterable[_Taken], edges.itertuples()):
        network.add_edge(f"commentator:{row.commentator}", f"issue:{row.issue}", weight=int(row.n), sign=int(row.sign),
                         outlook=float(row.weighted / row.n), ids=row.ids)
    return network


def _clean(value: Any) -> Any:
    """Return a text without the control characters XML forbids; anything else as it is."""
    if not isinstance(value, str):
        return value
    return "".join(sign for sign in value if sign in "\t\n" or (unicodedata.category(sign) not in ("Cc", "Cs")
                   and sign not in "\ufffe\uffff"))


def graphml(network: "nx.Graph[str]") -> bytes:
    """Return a network as GraphML, for Gephi, visone or igraph."""
    clean: nx.Graph[str] = nx.Graph()
    names = {}
    for name, kept in network.nodes(data=True):
        names[name] = _clean(str(name))
        clean.add_node(names[name], **{key: _clean(value) for key, value in kept.items()})
    for a, b, kept in network.edges(data=True):
        clean.add_edge(names[a], names[b], **{key: _clean(value) for key, value in kept.items()})
    made = io.BytesIO()
    nx.write_graphml_xml(clean, made, encoding="utf-8", infer_numeric_types=True)
    return made.getvalue()


def nodes_csv(network: "nx.Graph[str]") -> bytes:
    """Return the nodes of a network as CSV, a row a node; a spreadsheet reads no cell of it as a formula."""
    return _csv([{"id": name, **kept} for name, kept in network.nodes(data=True)], ["id"])


def edges_csv(network: "nx.Graph[str]") -> bytes:
    """Return the edges of a network as CSV, a row an edge, with `source` and `target` as Gephi names them."""
    return _csv([{"source": a, "target": b, **kept} for a, b, kept in network.edges(data=True)], ["source", "target"])


def _csv(rows: list[Row], columns: list[str]) -> bytes:
    table = pd.DataFrame([{key: _clean(value) for key, value in row.items()} for row in rows]) if rows else \
        pd.DataFrame(columns=columns)
    return spreadsheet_safe(table).to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def finding_tie(tied: pd.DataFrame, camps: pd.DataFrame, *, kind: str, shared: int = 1, language: str = ENGLISH) -> Finding:
    """Return which two agree most on balance (`congruence`) or disagree most (`conflict`), in positions counted."""
    tongue = Language.of(language)
    column, against = ("agreed", "opposed") if kind == "congruence" else ("opposed", "agreed")
    note, subtitle = tongue.say("networks_n", n=len(camps), shared=shared), tongue.say(f"{kind}_subtitle")
    # Who says both on every issue opposes everybody, and agrees with everybody too.
    balance = tied[column] - tied[against]
    if tied.empty or balance.max() <= 0:
        return Finding(tongue.say(f"{kind}_none"), subtitle, note)
    first = tied[balance == balance.max()]
    first = first[first[column] == first[column].max()]
    top = first.iloc[0]
    who = tongue.say("n_pairs", n=len(first)) if len(first) > 1 else tongue.listed([top["a"], top["b"]])
    return Finding(tongue.say(f"{kind}_most", who=who, much=int(top[column]), little=int(top[against])), subtitle, note)


def finding_two_mode(taken: pd.DataFrame, codebook: Codebook, *, language: str = ENGLISH) -> Finding:
    """Return on which issue most take a side, and which, from `positions`."""
    tongue = Language.of(language)
    voices = taken["commentator"].nunique()
    both = int((taken.groupby(["commentator", "issue"]).size() > 1).sum())
    amounts = tongue.clauses([tongue.say("two_mode_n", n=voices), tongue.say("n_issues", n=taken["issue"].nunique())])
    note = tongue.paragraph(tongue.say("full_stop", sentence=amounts), tongue.say("two_mode_both") if both else "")
    subtitle = tongue.say("two_mode_subtitle")
    if taken.empty:
        return Finding(tongue.say("nobody_sides"), subtitle, note)
    sides = taken.groupby("issue").agg(voices=("commentator", "nunique"), closer=("sign", lambda signs: int((signs > 0).sum())))
    sides = sides.assign(apart=taken["issue"].value_counts() - sides["closer"]).sort_index()
    top = sides.sort_values("voices", ascending=False, kind="stable").iloc[0]
    way = "both_ways" if top["closer"] and top["apart"] else "closer" if top["closer"] else "apart"
    split = tongue.say(f"two_mode_{way}", closer=int(top["closer"]), apart=int(top["apart"]))
    return Finding(tongue.say("two_mode_title", issue=codebook.label(str(top.name), language), some=int(top["voices"]), n=voices,
                              split=split), subtitle, note)


def finding(camps: pd.DataFrame, polarised: Polarisation, *, shared: int = 1, language: str = ENGLISH) -> Finding:
    """Return whether commentators form camps.

    Parameters
    ----------
    camps : frame
        As `communities` gives it.
    polarised : Polarisation
    shared : int
        As given to `ties`.
    language : {"en", "zh-Hans", "zh-Hant"}
    """
    tongue = Language.of(language)
    subtitle = tongue.say("camps_subtitle")
    alone, sizes = int((camps["camp"] == 0).sum()), camps.loc[camps["camp"] > 0, "camp"].value_counts()
    note = tongue.say("networks_n", n=len(camps), shared=shared)
    if len(camps) == 0:
        return Finding(tongue.say("nobody_sides"), tongue.say("nobody_sides_next"), note)
    if len(sizes) == 0:
        return Finding(tongue.say("congruence_none"), subtitle, note)
    largest, n = int(sizes.max()), len(camps)
    if len(sizes) == 1:
        return Finding(tongue.say("camps_one", some=largest, n=n) if alone else tongue.say("camps_all", n=largest), subtitle, note)
    # One issue in common is enough for a tie, and too little to call a camp clear.
    how = "overlap" if polarised.modularity < CLEAR else "clear" if shared > 1 else "some"
    return Finding(tongue.say(f"camps_{how}", camps=len(sizes), some=largest, n=n), subtitle,
                   tongue.paragraph(note, tongue.say("modularity_note", value=f"{polarised.modularity:.2f}")))
