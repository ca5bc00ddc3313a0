"""What charts are drawn on."""

import json

import plotly.graph_objects as go
import pytest

from analysis.selection import Selection
from charts import exhibits
from charts.canvas import Canvas, rings
from tests.charts import invented
from tests.charts.export import kinds


def checked(figure) -> go.Figure:
    """Return a figure as Plotly reads it; raise ValueError where a part of it is none of Plotly's."""
    return go.Figure(json.loads(figure.to_json()))


@pytest.mark.parametrize("code", exhibits.codes())
@pytest.mark.parametrize("form", [{}, {"dark": True}, {"narrow": True, "width": 358}], ids=["wide", "dark", "phone"])
def test_every_part_of_every_chart_is_one_that_plotly_knows(code, form):
    shown = exhibits.make(code, kinds.tables("mixed"), Selection(least=1), invented.codebook(), made=kinds.MADE)
    bare = checked(shown.draw(**form))
    marks = [mark for trace in bare.data if trace.customdata is not None for mark in trace.customdata if isinstance(mark, str) and mark]
    if marks:
        shapes = rings(shown.draw(**form), marks[0])
        assert shapes and checked(go.Figure({"layout": {"shapes": shapes}}, _validate=False))


def test_a_part_that_plotly_does_not_know_would_be_found():
    canvas = Canvas(40)
    canvas.trace("scatter", x=[0], y=[20], colour="red")
    with pytest.raises(ValueError, match="colour"):
        checked(canvas.finish())


def test_a_figure_is_as_high_as_the_canvas_was_at_the_end_and_runs_down_from_the_top():
    canvas = Canvas(40, left=10, right=20)
    canvas.height = 90
    layout = checked(canvas.finish()).layout
    assert layout.height == 90 and tuple(layout.yaxis.range) == (90, 0) and (layout.margin.l, layout.margin.r) == (10, 20)


@pytest.mark.parametrize(("square", "kind"), [(False, "circle"), (True, "rect")])
def test_rings_lie_around_their_marks_wherever_the_canvas_ends(square, kind):
    canvas = Canvas(40, span=(10, 20))
    canvas.ringed(["one both", "both"], [12.5, 20], [10, 60], 19, square=square, by_part=True)
    canvas.height = 80
    shapes = checked(go.Figure({"layout": {"shapes": rings(canvas.finish(), "both")}}, _validate=False)).layout.shapes
    assert [(shape.xanchor, shape.yanchor) for shape in shapes] == [(0.25, 0.875), (1.0, 0.25)]
    for ring in shapes:
        assert (ring.type, ring.xref, ring.yref, ring.xsizemode, ring.ysizemode) == (kind, "paper", "paper", "pixel", "pixel")
        assert (ring.x0, ring.x1, ring.y0, ring.y1) == (-9.5, 9.5, -9.5, 9.5) and ring.fillcolor is None
