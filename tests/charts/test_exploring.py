"""What holds for the charts of networks, keyness, trends and rankings: any amount of rows, both themes, any text."""

import json
import re
from dataclasses import replace
from itertools import combinations

import networkx as nx
import pandas as pd
import pytest

from analysis import co_occurrence, keyness, networks, summaries, trends
from analysis.schemas import Tables
from charts import canvas, lettering, matrix, network, ranked, theme, trend
from charts import keyness as keyness_chart
from tests.charts import invented

BOOK = invented.codebook()


def net(predictions):
    taken = networks.positions(predictions)
    tied = networks.ties(taken)
    return networks.graph(tied, networks.communities(tied, taken))


def camps(names="甲乙丙丁"):
    half = len(names) // 2
    return invented.tables([invented.prediction(number, name, "summit", "will" if number < half else "wont", 1)
                            for number, name in enumerate(names)]).predictions


def two_mode(predictions):
    return networks.two_mode(networks.positions(predictions), BOOK)


def named(tables):
    return co_occurrence.graph(tables, co_occurrence.together(tables, BOOK, least=1), BOOK)


def table(**said):
    return pd.DataFrame([{"group": group, "word": word, "count": n} for group, words in said.items()
                         for word, n in words.items()]).astype(keyness.COUNTS)


def top(groups):
    return keyness.top(keyness.measure(table(**{f"组{number}": {f"词{number}": 20, f"语{number}": 9, "会谈": 60}
                                                for number in range(groups)})), surest=1)


def lines(what="outlook", by="issue"):
    return trends.over_time(invented.four(), BOOK, what=what, by=by)


def of(graph, **how):
    return network.draw(graph, network.layout(graph), **how)


RANKED = pd.DataFrame({"word": ["对话", "制裁"], "value": [11.5, 9.0], "near": [4, 1], "key": ["a", "b"]})
DRAWN = {
    "network": lambda **how: of(net(camps()), **how),
    "network of actors": lambda **how: of(named(invented.four()), mode="named", **how),
    "network of issues": lambda **how: of(two_mode(camps()), mode="two_mode", **how),
    "keyness of two": lambda **how: keyness_chart.draw(top(2), **how),
    "keyness of three": lambda **how: keyness_chart.draw(top(3), **how),
    "keyness of nine": lambda **how: keyness_chart.draw(top(9), by="z", **how),
    "trend": lambda **how: trend.draw(lines(), **how),
    "trend of counts": lambda **how: trend.draw(lines("predictions", None), what="predictions", **how),
    "ranked": lambda **how: ranked.draw(RANKED, name="word", value="value", head="logDice", digits=1, key="key", beside="near",
                                        beside_head="times near", **how),
}
NOTHING = {
    "network": lambda: of(nx.Graph()),
    "one alone": lambda: of(net(camps("甲"))),
    "keyness": lambda: keyness_chart.draw(top(1)),
    "keyness of others": lambda: keyness_chart.draw(top(2), groups=["无"]),
    "trend": lambda: trend.draw(trends.over_time(Tables.empty(), BOOK)),
    "ranked": lambda: ranked.draw(RANKED.iloc[:0], name="word", value="value", head=""),
}
charts = pytest.mark.parametrize("name", list(DRAWN))


def texts(figure):
    found = [note.text for note in figure.layout.annotations]
    for trace in figure.data:
        for part in (trace.text, trace.hovertext):
            found += [part] if isinstance(part, str) else list(part) if part is not None else []
    return [text for text in found if text]


def clicked(figure):
    return [mark for trace in figure.data if trace.customdata is not None for mark in trace.customdata]


@pytest.mark.parametrize("name", list(NOTHING))
def test_nothing_to_draw_is_said(name):
    figure = NOTHING[name]()
    assert len(figure.data) == 0 and len(figure.layout.annotations) == 1


@charts
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("narrow", [False, True])
def test_drawn_in_both_themes_and_on_a_phone(name, dark, narrow):
    figure = DRAWN[name](dark=dark, narrow=narrow, width=358 if narrow else 716)
    assert figure.layout.height > 0
    assert figure.layout.template.layout.paper_bgcolor == theme.tokens(dark).bg
    assert clicked(figure) and all(isinstance(mark, str) and mark for mark in clicked(figure))


@charts
def test_chosen_mark_stands_out(name):
    figure = DRAWN[name]()
    before = figure.to_json()
    assert canvas.rings(figure, clicked(figure)[0])
    assert canvas.rings(figure, "nothing of the kind") == canvas.rings(figure, "") == []
    assert figure.to_json() == before


def test_who_is_chosen_in_a_network_is_ringed_and_their_ties_drawn_stronger_below_the_marks():
    figure = of(net(camps()))
    *ties, ring = canvas.rings(figure, "甲")
    node = next(trace for trace in figure.data if trace.customdata is not None)
    x, y = next((x, y) for x, y, name in zip(node.x, node.y, node.customdata) if name == "甲")
    assert ring["type"] == "circle" and ties
    for tie in ties:
        assert tie["layer"] == "between" and (x, y) in ((tie["x0"], tie["y0"]), (tie["x1"], tie["y1"]))
    assert len(ties) == 2 * net(camps()).degree("甲")


@pytest.mark.parametrize("name", ["keyness of two", "keyness of three", "ranked"])
def test_a_chosen_bar_is_framed_from_end_to_end(name):
    figure = DRAWN[name]()
    bar = next(trace for trace in figure.data if trace.type == "bar")
    base = bar.base if bar.base is not None else [0] * len(bar.x)
    [frame] = canvas.rings(figure, bar.customdata[1])
    assert (frame["x0"], frame["x1"]) == pytest.approx(sorted((base[1], base[1] + bar.x[1])))
    assert (frame["y0"] + frame["y1"]) / 2 == pytest.approx(bar.y[1])


def hostile_network():
    predictions = camps()
    predictions["commentator"] = [f"{invented.HOSTILE}{number}" for number in range(4)]
    return of(net(predictions))


HOSTILE = {
    "network": hostile_network,
    "keyness": lambda: keyness_chart.draw(top(2).assign(word=invented.HOSTILE), names={"组0": invented.HOSTILE}),
    "keyness of three": lambda: keyness_chart.draw(top(3).assign(word=invented.HOSTILE), names={"组0": invented.HOSTILE}),
    "trend": lambda: trend.draw(lines().assign(label=invented.HOSTILE)),
    "ranked": lambda: ranked.draw(RANKED.assign(word=invented.HOSTILE), name="word", value="value", head=invented.HOSTILE),
}


@pytest.mark.parametrize("name", list(HOSTILE))
def test_text_from_documents_is_shown_and_not_obeyed(name):
    for text in texts(HOSTILE[name]()):
        assert not re.search(r"<(?!br>)", text)
        assert "$" not in text


def many():
    likelihoods = list(invented.POINTS)
    return invented.tables([invented.prediction(voice * 8 + number, f"评论员{voice:03d}", f"issue{number}",
                                                likelihoods[(voice * 7 + number * 3) % 5], 1)
                            for voice in range(300) for number in range(8)]).predictions


def test_big_network_stays_light_and_says_what_is_left_out():
    graph = net(many())
    figure = of(graph)
    assert len(clicked(figure)) == network.MOST
    assert len(figure.to_json()) < 200_000
    assert any("240" in text for text in texts(figure))
    drawn = sum(list(trace.x).count(None) for trace in figure.data if trace.mode == "lines")
    assert drawn == network.MOST_EDGES and any("strongest 500 ties" in text for text in texts(figure))


def test_layout_is_the_same_whatever_the_order_of_rows():
    graph = net(many().head(400))
    again = nx.Graph()
    again.add_nodes_from(reversed(list(graph.nodes(data=True))))
    again.add_edges_from(reversed(list(graph.edges(data=True))))
    pd.testing.assert_frame_equal(network.layout(graph), network.layout(again))


def test_those_who_see_things_better_stand_to_the_right():
    graph = net(camps("甲乙丙丁戊己"))
    places = network.layout(graph).set_index("node")["x"]
    assert min(places[name] for name in "甲乙丙") > max(places[name] for name in "丁戊己")


def test_names_and_marks_do_not_collide():
    graph = net(many().head(320))
    figure = of(graph, width=716)
    nodes = next(trace for trace in figure.data if trace.customdata is not None)
    share = 570 / 716
    boxes = [(x * share - size / 2, y - size / 2, x * share + size / 2, y + size / 2)
             for x, y, size in zip(nodes.x, nodes.y, nodes.marker.size)]
    for note in figure.layout.annotations:
        if note.text.startswith("评论员"):
            long = lettering.width(note.text, 13)
            first = note.x * share + (note.xshift or 0) - {"left": 0, "right": long, "center": long / 2}[note.xanchor]
            boxes.append((first, note.y - 8, first + long, note.y + 8))
    assert len(boxes) > len(nodes.x) + 10
    touching = [(a, b) for a, b in combinations(boxes, 2) if a[0] < b[2] - 1 and b[0] < a[2] - 1 and a[1] < b[3] - 1 and b[1] < a[3] - 1]
    assert not [pair for pair in touching if pair[0] in boxes[len(nodes.x):] or pair[1] in boxes[len(nodes.x):]]


def test_disagreement_is_dashed_and_agreement_is_not():
    figure = of(net(camps()))
    dashes = {trace.line.color: trace.line.dash for trace in figure.data if trace.mode == "lines"}
    assert dashes == {theme.LIGHT.steps[1]: "solid", theme.LIGHT.steps[-1]: "6px,4px"}


def test_who_is_tied_to_nobody_is_named_below():
    predictions = pd.concat([camps(), invented.tables([invented.prediction(9, "戊", "x", "will", 1)]).predictions])
    assert any("Without a tie (1): 戊" in text for text in texts(of(net(predictions))))


def test_unknown_mode_is_named():
    with pytest.raises(ValueError, match="circular"):
        of(net(camps()), mode="circular")


def test_two_groups_stand_back_to_back():
    figure = keyness_chart.draw(top(2))
    bars = figure.data[0]
    sides = {group: [x for key, x in zip(bars.customdata, bars.x) if key.startswith(group)] for group in ("组0", "组1")}
    assert all(x < 0 for x in sides["组0"]) and all(x > 0 for x in sides["组1"])


def test_group_without_a_word_of_its_own_is_shown_so():
    one = top(2)
    assert "no word of its own" in texts(keyness_chart.draw(one[one["group"] == "组0"], groups=["组0", "组1"]))


def test_panels_and_groups_left_out_are_counted():
    assert any("6 of 9 groups" in text for text in texts(DRAWN["keyness of nine"]()))
    rows = pd.concat([lines().assign(series=f"s{number}", label=f"s{number}") for number in range(15)])
    assert any("12 of 15" in text for text in texts(trend.draw(rows)))
    long = pd.concat([RANKED] * 30, ignore_index=True)
    assert any("40 of 60" in text for text in texts(ranked.draw(long, name="word", value="value", head="")))


def test_mark_of_a_trend_leads_to_its_predictions_or_its_period():
    assert "d1-p001" in clicked(trend.draw(lines()))
    mentions = trend.draw(lines("mentions"), what="mentions")
    assert "summit|2024-05-01" in clicked(mentions)


def test_figures_are_json():
    for draw in DRAWN.values():
        assert json.loads(draw().to_json())


def test_english_headings_are_kept_at_the_cost_of_columns():
    mentions = [invented.mention("summit", "会谈", kind="issue")]
    table = summaries.matrix(invented.tables([], mentions=mentions), BOOK, value="mentions", least=1)
    columns = pd.DataFrame([{"issue": f"i{n}", "label": f"Issue {n}", "label_zh": f"议题{n}", "value": 1.0, "n": 1} for n in range(20)])
    cells = pd.concat([table.cells.assign(issue=code) for code in columns["issue"]], ignore_index=True)
    wide = replace(table, cells=cells, columns=columns)
    shown = [note.text for note in matrix.draw(wide, value="mentions", nouns=("actor", "issue")).layout.annotations]
    assert "Issue 0" in shown
    assert any(re.fullmatch(r"Showing 1 of 1 actors, 1\d of 20 issues", text) for text in shown)
    same = replace(wide, columns=columns.assign(label=columns["label_zh"]))
    assert not any(note.text.startswith("Showing") for note in matrix.draw(same, value="mentions").layout.annotations)


def test_numbers_of_a_large_corpus_stand_in_their_own_column():
    mentions = [invented.mention("summit", "会谈", kind="issue")]
    table = summaries.matrix(invented.tables([], mentions=mentions), BOOK, value="mentions", least=1)
    columns = pd.DataFrame([{"issue": f"i{n}", "label": f"议题{n}", "label_zh": f"议题{n}", "value": 52_298.0, "n": 52_298} for n in range(20)])
    cells = pd.concat([table.cells.assign(issue=code, value=2_790.0) for code in columns["issue"]], ignore_index=True)
    figure = matrix.draw(replace(table, cells=cells, columns=columns), value="mentions", width=600, narrow=True, language="zh-Hans")
    drawn, sums = (trace for trace in figure.data if trace.type == "bar")
    one = (600 - figure.layout.margin.l - figure.layout.margin.r) / (figure.layout.xaxis.range[1] - figure.layout.xaxis.range[0])
    assert lettering.width("2,790", 13) < one and len(drawn.text) < 20
    below = [text for code, text in zip(sums.customdata, sums.text) if code.startswith("|i")]
    assert set(below) == {"5.2万"} and max(lettering.width(text, 13) for text in below) < one
    assert "52,298" in sums.hovertext


def test_only_chinese_names_are_set_in_the_chinese_font():
    # In a Chinese font the apostrophe of "Leaders’ meeting" is as wide as a sign.
    frame = pd.DataFrame({"name": ["Leaders’ meeting", "会晤"], "n": [3, 1]})
    fonts = {note.text: note.font.family for note in ranked.draw(frame, name="name", value="n", head="n").layout.annotations}
    assert fonts["Leaders’ meeting"] != theme.CHINESE
    assert fonts["会晤"] == theme.CHINESE
