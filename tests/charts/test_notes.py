"""Annotations set without a browser stand where Plotly sets them."""

import io
import json

import numpy as np
import pytest
from PIL import Image

from charts import images, notes, printing
from charts.canvas import Canvas

WIDTH, HEIGHT = 420, 60


def drawn(text, monkeypatch=None, **how):
    """Return the ink of an annotation alone in a figure; with `monkeypatch`, as Plotly sets it."""
    canvas = Canvas(HEIGHT, left=40, right=30, width=WIDTH)
    canvas.text(text, 40, **how)
    if monkeypatch:
        monkeypatch.setattr(notes, "taken", lambda *_: "")
    images._drawn.cache_clear()
    source = images.raw_svg(canvas.finish(), width=WIDTH, white=True)
    assert ("annotation-text" in source) is bool(monkeypatch)
    return np.asarray(Image.open(io.BytesIO(printing.png(source, WIDTH, HEIGHT))).convert("L"), dtype=int) < 160


TEXTS = {"word": "突破", "lines": "論衡<br>论", "span": "<span style='color:#A64B00;font-size:17px'>会</span> &lt;12"}
PLACES = {
    "left": {"left": 12}, "right": {"right": 8, "align": "right"}, "centre": {"x": 0.5, "align": "center", "size": 13, "shift": 6},
    "bottom": {"x": 0.3, "valign": "bottom", "size": 15}, "top": {"x": 0.3, "valign": "top", "size": 12},
    "upwards": {"x": 0.5, "align": "center", "valign": "bottom", "angle": -90, "size": 12}}


# No chart turns several lines.
@pytest.mark.parametrize("text, place", [(text, place) for text in TEXTS for place in PLACES if (text, place) != ("lines", "upwards")])
def test_an_annotation_stands_to_a_pixel_where_plotly_sets_it(text, place, monkeypatch):
    text, how = TEXTS[text], PLACES[place]
    ours = drawn(text, **how)
    theirs = drawn(text, monkeypatch, **how)
    for axis in (0, 1):
        ours_at, theirs_at = (np.flatnonzero(ink.any(axis=axis)) for ink in (ours, theirs))
        assert abs(ours_at[0] - theirs_at[0]) <= 1
        assert abs(ours_at[-1] - theirs_at[-1]) <= 1
    assert 0.8 < ours.sum() / theirs.sum() < 1.25


def test_what_stands_beyond_the_ends_of_the_axis_is_left_out():
    assert not drawn("外", x=1.2).any()


def test_what_is_behind_a_word_is_as_wide_as_the_word():
    figure = json.loads(_figure("突破", background="#FF0000").to_json())
    drawing = notes.taken(figure, WIDTH, HEIGHT)
    assert 'width="29.0"' in drawing
    assert not figure["layout"]["annotations"]


def test_a_text_that_only_plotly_reads_is_left_to_it():
    figure = json.loads(_figure("<b>粗</b>").to_json())
    assert notes.taken(figure, WIDTH, HEIGHT) == ""
    assert len(figure["layout"]["annotations"]) == 1


def _figure(text, **how):
    canvas = Canvas(HEIGHT, width=WIDTH)
    canvas.text(text, 30, left=0, **how)
    return canvas.finish()
