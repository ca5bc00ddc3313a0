"""Who stands with whom: a network whose places are stable, and whose names do not collide."""

from typing import Any, TypeAlias

import networkx as nx
import numpy as np
import numpy.typing as npt
import pandas as pd
import plotly.graph_objects as go

from analysis.language import ENGLISH, Language
from analysis.summaries import step
from charts import lettering, theme
from charts.canvas import Canvas, Part, message

MOST, MOST_EDGES = 60, 500
MODES = ("agree", "named", "two_mode")
_SHARE = 570 / 716  # names keep clear of each other down to this share of the width drawn for
_ROUNDS = 260
_STROKES, _DASHES = (1.0, 2.25, 4.0), (0.9, 1.4, 2.0)


def shown(graph: "nx.Graph[str]", most: int = MOST) -> list[str]:
    """Return the nodes drawn: those with a tie, most active first; those without come to a line below."""
    tied = [name for name, degree in graph.degree() if degree]
    return sorted(tied, key=lambda name: (-graph.nodes[name].get("activity", 0), name))[:most]


def layout(graph: "nx.Graph[str]", *, most: int = MOST) -> pd.DataFrame:
    """Return where each node stands; keep it under the selection, since it is the slow part.

    Parameters
    ----------
    graph : networkx Graph
        As `networks.graph`, `networks.two_mode` or `co_occurrence.graph` gives it.
    most : int
        Nodes placed, the most active.

    Returns
    -------
    frame
        node, x, y (0 to 1; to the right those who see the parties come closer). No random start: the same graph always
        looks the same.

    Notes
    -----
    Fruchterman & Reingold 1991, "Graph Drawing by Force-directed Placement", Software: Practice and Experience 21(11), with a
    pull to the middle and, weaker, to one's camp, and twice the push between those in conflict. Turned so that outlook grows
    to the right.
    """
    names = sorted(shown(graph, most))
    n = len(names)
    if n == 0:
        return pd.DataFrame({"node": pd.Series(dtype="str"), "x": pd.Series(dtype="float64"), "y": pd.Series(dtype="float64")})
    order = {name: place for place, name in enumerate(names)}
    pull, push = np.zeros((n, n)), np.ones((n, n))
    for a, b, kept in graph.edges(data=True):
        if a in order and b in order:
            for i, j in ((order[a], order[b]), (order[b], order[a])):
                pull[i, j] = kept["weight"] if kept.get("sign", 1) >= 0 else 0.0
                push[i, j] = 2.0 if kept.get("sign", 1) < 0 else 1.0
    heaviest = pull.max()
    pull = pull / heaviest if heaviest else pull
    camp = np.array([graph.nodes[name].get("camp", 0) for name in names])
    at = _start(camp)
    apart = 1 / np.sqrt(n)
    mates = (camp[:, None] == camp[None, :]) & (camp[:, None] > 0)
    mates = mates / np.maximum(mates.sum(axis=1, keepdims=True), 1)
    for turn in range(_ROUNDS):
        between = at[:, None, :] - at[None, :, :]
        far = np.maximum(np.sqrt((between ** 2).sum(axis=2)), 1e-3)
        force = push * apart ** 2 / far ** 2 - pull * far / apart
        np.fill_diagonal(force, 0)
        move = (between * force[:, :, None]).sum(axis=1) - at * 0.9
        move += 3.0 * np.where((camp > 0)[:, None], mates @ at - at, 0)
        long = np.maximum(np.sqrt((move ** 2).sum(axis=1, keepdims=True)), 1e-9)
        at = at + move / long * np.minimum(long, 0.12 * (1 - turn / _ROUNDS) + 0.002)
    at = _turned(at - at.mean(axis=0), np.array([graph.nodes[name].get("outlook", 0.0) for name in names]))
    spread = np.maximum(at.max(axis=0) - at.min(axis=0), 1e-9)
    at = (at - at.min(axis=0)) / spread if n > 1 else at * 0 + 0.5
    return pd.DataFrame({"node": names, "x": at[:, 0], "y": at[:, 1]})


def _start(camp: np.ndarray) -> np.ndarray:
    """Return nodes on a circle, camp by camp; a hair off it, so that no force is exactly zero."""
    order = np.argsort(camp, kind="stable")
    angle = np.empty(len(camp))
    angle[order] = 2 * np.pi * np.arange(len(camp)) / len(camp)
    reach = 0.5 * (1 + 0.05 * np.sin(7 * np.arange(len(camp))))
    return np.column_stack([np.cos(angle), np.sin(angle)]) * reach[:, None]


def _turned(at: np.ndarray, outlook: np.ndarray) -> np.ndarray:
    """Return places turned so that outlook grows to the right, else so that they are widest across."""
    rising = ((outlook - outlook.mean())[:, None] * at).sum(axis=0)
    if np.hypot(*rising) < 1e-6 and len(at) > 1:
        values, vectors = np.linalg.eigh(np.cov(at.T))
        rising = vectors[:, int(values.argmax())]
        rising = rising if rising[np.abs(rising).argmax()] > 0 else -rising
    angle = np.arctan2(rising[1], rising[0])
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    made: np.ndarray = at @ turn.T
    return made


def draw(graph: "nx.Graph[str]", places: pd.DataFrame, *, mode: str = "agree", dark: bool = False, width: float = 742, narrow: bool = False, language: str = ENGLISH) -> go.Figure:
    """Return the network.

    Parameters
    ----------
    graph : networkx Graph
        As given to `layout`.
    places : frame
        As `layout` gives it.
    mode : {"agree", "named", "two_mode"}
        Commentators tied by agreeing and disagreeing; actors tied by being named together; commentators tied to issues.
    dark, width, narrow
        Theme; pixels the chart is made for (names hold from 0.8 of it); less high margins on a phone.
    language : {"en", "zh-Hans", "zh-Hant"}

    Returns
    -------
    plotly Figure
        `customdata` of a mark is its node. Ties are not clickable: list them with `networks.between`.
    """
    if mode not in MODES:
        raise ValueError(f"mode: expected one of {', '.join(MODES)}, found {mode!r}")
    if not len(places):
        return message(Language.of(language).say("chart_no_ties" if mode != "two_mode" else "nobody_sides"), dark=dark, width=width)
    nodes = [dict(graph.nodes[name], name=name) for name in places["node"]]
    top, high = 62.0, float(np.clip(150 + 70 * np.sqrt(len(nodes)), 260, 560)) * (0.9 if narrow else 1)
    side = 64.0 if not narrow else 40.0
    alone = sorted((name for name, degree in graph.degree() if not degree),
                   key=lambda name: (-graph.nodes[name].get("activity", 0), name))
    hidden = sum(degree > 0 for _, degree in graph.degree()) - len(nodes)
    edges = _drawn(graph, set(places["node"]))
    foot = _foot(graph, alone, hidden, len(edges) - MOST_EDGES, width, Language.of(language))
    canvas = Canvas(top + high + 30 + 20 * len(foot), span=(0.0, width), width=width, dark=dark, language=language)
    most = max([node.get("activity", 0) for node in nodes] + [1])
    small = min(1.0, np.sqrt(30 / len(nodes)))
    radius = np.array([(5 + 10 * np.sqrt(node.get("activity", 0) / most)) * small for node in nodes])
    x = side + places["x"].to_numpy() * (width - 2 * side)
    y = top + 16 + (1 - places["y"].to_numpy()) * (high - 32)
    share = 1.0 if narrow else _SHARE
    x, y = _spaced(x, y, radius, share, (side / 2, width - side / 2), (top + 12, top + high - 4))
    key = _key(canvas, mode, narrow)
    grounds = _camps(canvas, nodes, x, y, radius) if mode == "agree" else []
    _edges(canvas, edges[:MOST_EDGES], list(places["node"]), x, y, mode)
    _nodes(canvas, nodes, x, y, radius, mode)
    _names(canvas, nodes, x, y, radius, _Room(canvas, width, key + 12, top + high + 14, share), grounds)
    for number, line in enumerate(foot):
        canvas.text(lettering.plain(line), top + high + 24 + 20 * number, left=0, size=theme.AXIS, colour=canvas.ink.text2)
    return canvas.finish()


# Both ends of a tie, its weight, its sign, and on how many issues it rests.
Tie: TypeAlias = tuple[str, str, float, int, int]


def _drawn(graph: "nx.Graph[str]", names: set[str]) -> list[Tie]:
    """Return the ties between nodes drawn, strongest first: both ends, weight, sign, issues it rests on."""
    ties = [(a, b, kept["weight"], kept.get("sign", 1), kept.get("agreed", 9) + kept.get("opposed", 9))
            for a, b, kept in graph.edges(data=True) if a in names and b in names]
    return sorted(ties, key=lambda tie: (-tie[2], -tie[4], *sorted(tie[:2])))


def _foot(graph: "nx.Graph[str]", alone: list[str], hidden: int, fainter: int, width: float, tongue: Language) -> list[str]:
    lines = []
    if hidden > 0:
        lines.append(tongue.say("showing_tied", shown=sum(degree > 0 for _, degree in graph.degree()) - hidden, more=hidden))
    if fainter > 0:
        lines.append(tongue.say("strongest_ties", most=MOST_EDGES, more=fainter))
    if alone:
        listed = tongue.separated([graph.nodes[name].get("label", name) for name in alone[:40]])
        lines += lettering.lines(tongue.say("without_tie", n=len(alone), names=listed), width * _SHARE, theme.AXIS, most=2)
    return lines


def _spaced(x: npt.NDArray[np.float64], y: npt.NDArray[np.float64], radius: npt.NDArray[np.float64], share: float, across: tuple[float, float], down: tuple[float, float]) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return places pushed apart until no two marks touch."""
    x, y = x.copy(), y.copy()
    need = radius[:, None] + radius[None, :] + 5
    for _ in range(60):
        dx, dy = (x[:, None] - x[None, :]) * share, y[:, None] - y[None, :]
        far = np.hypot(dx, dy)
        close = np.triu(far < need, k=1)
        if not close.any():
            break
        for i, j in np.argwhere(close):
            gap = (need[i, j] - far[i, j]) / 2 + 0.5
            if far[i, j] > 1e-6:
                ux, uy = dx[i, j] / far[i, j], dy[i, j] / far[i, j]
            else:
                ux, uy = 0.0, 1.0
            x[i], x[j] = x[i] + ux * gap / share, x[j] - ux * gap / share
            y[i], y[j] = y[i] + uy * gap, y[j] - uy * gap
        x, y = np.clip(x, *across), np.clip(y, *down)
    return x, y


def _key(canvas: Canvas, mode: str, narrow: bool) -> float:
    ink = canvas.ink

    def line(colour: str, dashed: bool = False) -> list[dict[str, Any]]:
        if not dashed:
            return [{"wide": 22, "high": 2.5, "fill": colour}]
        return [{"wide": 6, "high": 2.5, "fill": colour, "gap": 2}, {"wide": 6, "high": 2.5, "fill": colour, "gap": 2},
                {"wide": 6, "high": 2.5, "fill": colour}]
    blue, orange = ink.steps[1], ink.steps[-1]
    discs = [{"wide": size, "high": size, "fill": ink.steps[0], "round_": True, "gap": 3} for size in (8, 12, 16)]
    if mode == "agree":
        items = [(line(blue), canvas.say("key_agree")), (line(orange, True), canvas.say("key_disagree")), (discs, canvas.say("few_to_many_statements"))]
        if not narrow:
            items.append(([{"wide": 9, "high": 9, "fill": ink.steps[-2], "round_": True},
                           {"wide": 9, "high": 9, "fill": ink.steps[2], "round_": True}], canvas.say("key_apart_closer")))
    elif mode == "two_mode":
        items = [(line(blue), canvas.say("look_closer")), (line(orange, True), canvas.say("look_apart")),
                 ([{"wide": 9, "high": 9, "fill": ink.steps[0], "round_": True}], canvas.say("noun_commentator")),
                 ([{"wide": 9, "high": 9, "line": ink.text2}], canvas.say("noun_issue"))]
    else:
        items = [(line(ink.border), canvas.say("key_named")), (discs, canvas.say("few_to_many_mentions"))]
    return canvas.key(items, room=canvas.width)


def _camps(canvas: Canvas, nodes: list[dict[str, Any]], x: npt.NDArray[np.float64], y: npt.NDArray[np.float64], radius: npt.NDArray[np.float64]) -> list[tuple[str, np.ndarray]]:
    """Draw a ground under each camp where there are several, and return names and outlines."""
    ink = canvas.ink
    camps = sorted({node.get("camp", 0) for node in nodes} - {0})
    if len(camps) < 2:
        return []
    grounds = []
    turn = np.linspace(0, 2 * np.pi, 16, endpoint=False)
    for camp in camps:
        own = [place for place, node in enumerate(nodes) if node.get("camp") == camp]
        points = np.concatenate([np.column_stack([x[at] + (radius[at] + 13) * np.cos(turn), y[at] + (radius[at] + 13) * np.sin(turn)])
                                 for at in own])
        outline = _hull(points)
        path = " L ".join(f"{px:.1f} {py:.1f}" for px, py in outline)
        canvas.add({"type": "path", "path": f"M {path} Z", "xref": "x", "yref": "y", "fillcolor": ink.panel,
                    "line": {"color": ink.rule, "width": 1}, "layer": "below"})
        grounds.append((canvas.say("in_camp", n=int(camp)), outline))
    return grounds


def _hull(points: np.ndarray) -> np.ndarray:
    """Return the convex hull of points (Andrew 1979, "Another efficient algorithm for convex hulls in two dimensions")."""
    ordered = sorted(map(tuple, points.tolist()))

    def half(run: list[tuple[float, float]]) -> list[tuple[float, float]]:
        kept: list[tuple[float, float]] = []
        for point in run:
            while len(kept) > 1 and ((kept[-1][0] - kept[-2][0]) * (point[1] - kept[-2][1])
                                     - (kept[-1][1] - kept[-2][1]) * (point[0] - kept[-2][0])) <= 0:
                kept.pop()
            kept.append(point)
        return kept[:-1]
    return np.array(half(ordered) + half(ordered[::-1]))


def _edges(canvas: Canvas, edges: list[tuple[str, str, float, int, int]], names: list[str], x: npt.NDArray[np.float64], y: npt.NDArray[np.float64], mode: str) -> None:
    ink, at = canvas.ink, {name: place for place, name in enumerate(names)}
    heaviest = max((edge[2] for edge in edges), default=1)
    thin = 1.0 if len(edges) <= 150 else 0.6 if len(edges) <= 300 else 0.4
    groups: dict[tuple[int, int], list[tuple[str, str]]] = {}
    for a, b, weight, sign, issues in edges:
        # A tie over one issue is as close as can be and rests on next to nothing: its line is thin.
        level = min(2, int(3 * weight / heaviest - 1e-9), issues - 1)
        groups.setdefault((sign, level), []).append((a, b))
    colours = {1: ink.steps[1], -1: ink.steps[-1], 0: ink.border} if mode != "named" else dict.fromkeys((-1, 0, 1), ink.border)
    strong = {1: ink.steps[2], -1: ink.steps[-2], 0: ink.text2} if mode != "named" else dict.fromkeys((-1, 0, 1), ink.text)

    def line(sign: int, level: int, colour: str, share: float) -> dict[str, Any]:
        return {"color": colour, "width": share * (_STROKES if sign >= 0 or mode != "agree" else _DASHES)[level], "dash": "6px,4px" if sign < 0 else "solid"}

    for (sign, level), pairs in sorted(groups.items()):
        xs = [place for a, b in pairs for place in (x[at[a]], x[at[b]], None)]
        ys = [place for a, b in pairs for place in (y[at[a]], y[at[b]], None)]
        canvas.trace("scatter", x=xs, y=ys, mode="lines", hoverinfo="skip", line=line(sign, level, colours[sign], thin))

    def ties(chosen: str) -> list[Part]:
        # The plain line is covered first: its dashes would show between those of the stronger.
        return [{"type": "line", "layer": "between", "xref": "x", "x0": x[at[a]], "x1": x[at[b]], "yref": "y", "y0": y[at[a]], "y1": y[at[b]], "line": drawn}
                for (sign, level), pairs in sorted(groups.items()) for a, b in pairs if chosen in (a, b)
                for drawn in (line(sign, level, ink.bg, 1.0) | {"dash": "solid"}, line(sign, level, strong[sign], 1.0))]

    canvas.choice(ties)


def _nodes(canvas: Canvas, nodes: list[dict[str, Any]], x: npt.NDArray[np.float64], y: npt.NDArray[np.float64], radius: npt.NDArray[np.float64], mode: str) -> None:
    ink = canvas.ink
    names = [node["name"] for node in nodes]
    colours = [ink.steps[0] if mode == "named" else ink.steps[step(node.get("outlook", 0.0))] for node in nodes]
    square = [mode == "two_mode" and node.get("kind") == "issue" for node in nodes]
    canvas.trace(
        "scatter", x=x, y=y, mode="markers", customdata=names, hovertext=[_hover(canvas, node, mode) for node in nodes], hoverinfo="text", cliponaxis=False,
        marker={"size": (2 * radius).tolist(), "color": [ink.bg if issue else colour for issue, colour in zip(square, colours)],
                "symbol": ["square" if issue else "circle" for issue in square], "opacity": 1,
                "line": {"color": [colour if issue else ink.bg for issue, colour in zip(square, colours)],
                         "width": [2.5 if issue else 1.5 for issue in square]}})
    across = dict(zip(names, zip(x, y, 2 * radius + 7, square)))
    canvas.choice(lambda mark: [canvas.ring(*across[mark][:3], square=across[mark][3])] if mark in across else [])


def _hover(canvas: Canvas, node: dict[str, Any], mode: str) -> str:
    label, n = lettering.fitted(node.get("label", node["name"]), 300), node.get("activity", 0)
    if mode == "named":
        return f"{label}<br>{canvas.say('n_mention', n=int(n))}"
    head = canvas.tongue.clauses([label, canvas.say("in_camp", n=int(node["camp"]))]) if node.get("camp") else label
    return f"{head}<br>{canvas.say('outlook_n', outlook=lettering.signed(node.get('outlook', 0.0)), n=int(n))}"


def _names(canvas: Canvas, nodes: list[dict[str, Any]], x: npt.NDArray[np.float64], y: npt.NDArray[np.float64], radius: npt.NDArray[np.float64], room: "_Room", grounds: list[tuple[str, npt.NDArray[np.float64]]]) -> None:
    """Write the names of the most active first, where there is room; the others are told on hovering."""
    size = theme.AXIS
    for place in range(len(nodes)):
        room.take(x[place], y[place], radius[place])
    for place in sorted(range(len(nodes)), key=lambda at: (-nodes[at].get("activity", 0), nodes[at]["name"])):
        off = radius[place] + 4
        slant = off * 0.7 + 2
        ways = (("left", off, 0), ("right", -off, 0), ("center", 0, off + 7), ("center", 0, -off - 7), ("left", slant, slant),
                ("right", -slant, slant), ("left", slant, -slant), ("right", -slant, -slant))
        room.write(lettering.cut(nodes[place].get("label", nodes[place]["name"]), 130, size), float(x[place]), float(y[place]), ways,
                   size, canvas.ink.text)
    for name, outline in grounds:
        for at in (outline[:, 1].argmin(), outline[:, 1].argmax(), outline[:, 0].argmin(), outline[:, 0].argmax()):
            way = ("center", 0, -9 if outline[at, 1] <= outline[:, 1].mean() else 9)
            if room.write(name, float(outline[at, 0]), float(outline[at, 1]), (way,), theme.SMALL, canvas.ink.text2):
                break


def _veil(colour: str) -> str:
    red, green, blue = (int(colour[at:at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, 0.75)"


class _Room:
    """What is taken of the figure, in pixels at the least width it holds."""

    def __init__(self, canvas: Canvas, width: float, top: float, deep: float, share: float):
        self.canvas, self.width, self.top, self.deep, self.share = canvas, width * share, top, deep, share
        self.taken: list[tuple[float, float, float, float]] = []

    def take(self, x: float, y: float, radius: float) -> None:
        """Keep the place of a mark free."""
        self.taken.append((x * self.share - radius, y - radius, x * self.share + radius, y + radius))

    def write(self, text: str, x: float, y: float, ways: tuple[tuple[str, float, float], ...], size: float, colour: str) -> bool:
        """Write a text at the first of some ways (alignment, shift across and down) that is free; return whether one was."""
        long = lettering.width(text, size)
        for align, dx, dy in ways:
            first = x * self.share + dx - {"left": 0, "right": long, "center": long / 2}[align]
            box = (first, y + dy - 9, first + long, y + dy + 9)
            if box[0] >= 0 and box[2] <= self.width and box[1] >= self.top and box[3] <= self.deep and all(
                    box[2] <= other[0] or box[0] >= other[2] or box[3] <= other[1] or box[1] >= other[3] for other in self.taken):
                self.taken.append(box)
                # Lines run behind a name, not through it.
                self.canvas.text(lettering.plain(text), y + dy, x=x, shift=dx, size=size, align=align, colour=colour,
                                 background=_veil(self.canvas.ink.bg))
                return True
        return False
