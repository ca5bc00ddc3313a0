"""Words as shapes: an SVG that looks the same in a program that ignores its font."""

import io
import re

import numpy as np
import pytest
from lxml import etree
from PIL import Image

from charts import images, printing, slide, typeface
from charts.canvas import Canvas
from charts.export import chart, outlines
from tests.charts.export.test_chart_files import made

SVG = "{http://www.w3.org/2000/svg}"


def ink(drawing, wide, high):
    return np.asarray(Image.open(io.BytesIO(printing.png(drawing, wide, high, scale=2))).convert("L"), dtype=int)


def test_shapes_lie_where_the_words_were():
    drawing, high = slide.compose(made().draw(width=slide.WIDTH), title="7 of 10 expect no 突破", subtitle="n = 10, 論衡", footer="某报, 20 May", link="",
                                  size=slide.SLIDE)
    before, after = ink(drawing, 1600, high), ink(outlines.outlined(drawing).decode(), 1600, high)
    assert before.shape == after.shape
    assert (before < 128).sum() > 5_000
    assert (np.abs(before - after) > 96).mean() < 0.002


def test_no_word_is_left_to_the_fonts_of_the_reader_and_each_is_told():
    source = chart.file(made(), "svg", outlined=True)
    tree = etree.fromstring(source)
    assert not list(tree.iter(f"{SVG}text"))
    assert b"@font-face" not in source
    assert made().title in [group.get("aria-label") for group in tree.iter(f"{SVG}g")]
    assert tree.xpath("//*[local-name()='a']/@*[local-name()='href']") == [made().link]


def test_a_word_of_which_the_font_lacks_a_sign_stays_a_word():
    canvas = Canvas(40, width=300)
    canvas.text("会谈", 20, left=0)
    canvas.text("会谈😀", 20, left=100)
    tree = etree.fromstring(outlines.outlined(images.raw_svg(canvas.finish(), width=300)))
    assert ["".join(text.itertext()) for text in tree.iter(f"{SVG}text")] == ["会谈😀"]
    assert [group.get("aria-label") for group in tree.iter(f"{SVG}g") if group.get("aria-label")] == ["会谈"]


def words(inside, how=""):
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="60" font-family="\'{typeface.FACE}\'"><text x="150" y="30" {how}>{inside}</text></svg>'


@pytest.mark.parametrize("drawing", [
    words("会谈", 'font-size="20" text-anchor="start"'), words("会谈", 'font-size="20" text-anchor="middle"'), words("会谈", 'font-size="20" text-anchor="end"'),
    words('<tspan x="150" dy="0em">一行</tspan><tspan x="150" dy="1.3em">二行</tspan>', 'style="font-size: 16px; text-anchor: middle"'),
    words('会谈 <tspan style="font-size: 12px; fill: rgb(200,0,0)">12</tspan>', 'style="font-size: 16px" transform="rotate(-10,150,30)"'),
], ids=["left", "middle", "right", "lines", "spans"])
def test_anchors_lines_and_spans_keep_their_places(drawing):
    shapes = outlines.outlined(drawing).decode()
    assert "<text" not in shapes
    before, after = ink(drawing, 300, 60), ink(shapes, 300, 60)
    assert (before < 128).sum() > 100
    assert (np.abs(before - after) > 96).sum() < 0.05 * (before < 128).sum()


def test_hostile_words_make_no_element():
    shapes = outlines.outlined(words("&lt;script&gt;alert(1)&lt;/script&gt; &quot;&amp;", 'font-size="20"')).decode()
    assert "<script" not in shapes
    assert re.search(r'aria-label="&lt;script&gt;', shapes)
