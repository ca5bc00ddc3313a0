import base64
import io
import os
import re
import subprocess
import sys
import xml.dom.minidom
from pathlib import Path

import numpy as np
import pytest
from fontTools.ttLib import TTFont
from PIL import Image

from analysis import summaries
from charts import cloud, images, outcomes, slide, typeface
from charts import split as by_issue
from charts.canvas import Canvas
from tests.charts import invented

BOOK = invented.codebook()
ROOT = Path(__file__).parent.parent.parent


def written(text):
    """Return the picture of a text as an array of ink."""
    canvas = Canvas(60, width=120)
    canvas.text(text, 30, left=20, size=40, chinese=True)
    picture = Image.open(io.BytesIO(images.png(canvas.finish(), width=120, scale=1))).convert("L")
    return np.asarray(picture, dtype=int)


def test_chinese_signs_are_drawn_and_not_boxes():
    """Two signs that a font lacks are drawn as the same box; ours differ, in either script."""
    signs = [written(sign) for sign in "论論衡國国"]
    for number, sign in enumerate(signs):
        assert (sign < 128).sum() > 60
        for other in signs[number + 1:3]:
            assert (np.abs(sign - other) > 64).sum() > 40


def test_a_picture_is_as_large_as_asked_for():
    figure = by_issue.draw(summaries.split_by_issue(invented.four().predictions, BOOK))
    picture = Image.open(io.BytesIO(images.png(figure, width=600, scale=2)))
    assert picture.size == (1200, 2 * int(figure.layout.height))


def embedded(drawing):
    """Return the characters of the font that an SVG carries."""
    found = re.search(r"src:url\(data:font/otf;base64,([^)]+)\)", drawing)
    return set(TTFont(io.BytesIO(base64.b64decode(found.group(1)))).getBestCmap())


@pytest.mark.parametrize("drawing", [
    lambda: images.svg(outcomes.draw(summaries.outcomes(invented.four().predictions, BOOK))),
    lambda: cloud.svg(summaries.ranked_words(invented.four(), BOOK)),
    lambda: slide.svg(by_issue.draw(summaries.split_by_issue(invented.four().predictions, BOOK)), title="突破、論衡",
                      footer="某报"),
], ids=["chart", "cloud", "slide"])
def test_an_svg_keeps_its_text_and_carries_the_glyphs_for_it(drawing):
    source = drawing().decode()
    text = "".join(node.data for element in xml.dom.minidom.parseString(source).getElementsByTagName("text")
                   for node in walk(element) if node.nodeType == node.TEXT_NODE)
    chinese = {sign for sign in text if "\u4e00" <= sign <= "\u9fff"}
    assert chinese
    assert {ord(sign) for sign in chinese} <= embedded(source)


def walk(element):
    for child in element.childNodes:
        yield child
        yield from walk(child)


def test_hostile_text_makes_no_element():
    rows = [invented.prediction(1, invented.HOSTILE + "\x00\x08", "summit", "will", 1, cue=invented.HOSTILE)]
    figure = outcomes.draw(summaries.outcomes(invented.tables(rows).predictions, BOOK))
    source = slide.svg(figure, title=invented.HOSTILE, subtitle=invented.HOSTILE, footer=invented.HOSTILE).decode()
    tree = xml.dom.minidom.parseString(source)
    assert not tree.getElementsByTagName("a")
    assert not tree.getElementsByTagName("b")
    assert not re.search(r"<[^>]*javascript:", source)


def test_two_dollar_signs_are_no_formula():
    canvas = Canvas(40, width=300)
    canvas.text("&#36;40亿和&#36;50亿", 20, left=0)
    assert "$40亿和$50亿" in images.raw_svg(canvas.finish(), width=300)


def test_a_slide_is_sixteen_by_nine_and_grows_only_for_a_chart_that_would_not_fit():
    short = by_issue.draw(summaries.split_by_issue(invented.four().predictions, BOOK), width=slide.WIDTH)
    tall = outcomes.draw(summaries.outcomes(invented.many(60, 3).predictions, BOOK), width=slide.WIDTH)
    size = Image.open(io.BytesIO(slide.png(short, title="1 of 3", subtitle="n = 3", footer="某报"))).size
    assert size == (1600, 900)
    high = Image.open(io.BytesIO(slide.png(tall, title="1 of 3"))).size[1]
    assert high > 0.9 * tall.layout.height


def test_a_slide_shows_finding_chart_and_footer():
    figure = by_issue.draw(summaries.split_by_issue(invented.four().predictions, BOOK), width=slide.WIDTH)
    source = slide.svg(figure, title="7 of 10 expect no breakthrough", subtitle="n = 10", footer="某报, 20 May").decode()
    for text in ("7 of 10 expect no breakthrough", "n = 10", "某报, 20 May", "論衡", "further apart"):
        assert text in source
    assert "rgb(252, 251, 248)" not in source


def test_a_missing_font_says_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setattr(typeface, "FONT", tmp_path / "gone.otf")
    with pytest.raises(typeface.MissingFont, match="git checkout data/fonts"):
        typeface.require_font()


def test_pictures_are_made_where_the_path_has_a_blank(tmp_path):
    """The start script of the renderer breaks on blanks; the project and its libraries may lie anywhere."""
    import kaleido
    folder = tmp_path / "my project" / "site packages"
    folder.mkdir(parents=True)
    (folder / "kaleido").symlink_to(Path(kaleido.__file__).parent)
    code = ("import sys; sys.path[:0] = [sys.argv[1], sys.argv[2]]\n"
            "from charts import images\nfrom charts.canvas import message\nimport kaleido\n"
            "assert ' ' in kaleido.__file__\n"
            "print(len(images.png(message('论衡'), width=200)))")
    done = subprocess.run([sys.executable, "-c", code, str(folder), str(ROOT)], capture_output=True, text=True, timeout=120,
                          env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"})
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 500
