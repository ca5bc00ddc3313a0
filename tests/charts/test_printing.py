"""Drawings printed as PNG and PDF, opened again by readers that are not ours."""

import io

import numpy as np
import pypdfium2
import pytest
from PIL import Image
from pypdf import PdfReader

from charts import printing
from charts.printing import Leaf


def drawing(inside, wide=200, high=80):
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}"><rect width="{wide}" height="{high}" fill="#FFFFFF"/>{inside}</svg>'


def word(text, style="font-family: 'Source Sans', sans-serif; font-size: 30px; fill: rgb(0, 0, 0);"):
    return f'<text x="10" y="50" style="{style}">{text}</text>'


def test_each_page_has_its_size_and_its_words_and_says_what_it_shows():
    made = printing.pdf([Leaf(drawing(word("会谈")), 150, 60, "Two words"), Leaf(drawing(word("論衡")), 300, 120)])
    opened = pypdfium2.PdfDocument(made)
    assert [tuple(map(round, page.get_size())) for page in opened] == [(150, 60), (300, 120)]
    assert [page.get_textpage().get_text_range().strip() for page in opened] == ["会谈", "論衡"]
    read = PdfReader(io.BytesIO(made))
    assert "/StructTreeRoot" in read.trailer["/Root"]
    assert [held["/Alt"] for number in range(1, len(read.xref[0])) if isinstance(held := read.get_object(number), dict) and "/Alt" in held] == ["Two words"]


def test_words_are_in_our_font_wherever_the_machine_has_another():
    fonts = PdfReader(io.BytesIO(printing.pdf([Leaf(drawing(word("Talks 会谈")), 150, 60)]))).pages[0]["/Resources"]["/Font"]
    assert len(fonts) == 1
    assert all("NotoSansCJKsc" in font.get_object()["/BaseFont"] for font in fonts.values())


@pytest.mark.parametrize("scale", [1, 2, 3])
def test_a_picture_has_so_many_pixels_for_each_of_its_own(scale):
    assert Image.open(io.BytesIO(printing.png(drawing(word("会谈")), 200, 80, scale=scale))).size == (200 * scale, 80 * scale)


def test_a_word_with_weight_has_more_ink():
    def ink(style):
        return (np.asarray(Image.open(io.BytesIO(printing.png(drawing(word("会谈", style)), 200, 80, scale=3))).convert("L")) < 128).sum()
    plain = "font-family: 'Source Sans'; font-size: 30px; fill: rgb(0, 0, 0);"
    assert ink(f"font-weight: 600; {plain}") > 1.03 * ink(plain)


def test_what_a_document_says_is_not_read_as_instructions():
    hostile = '#read("/etc/passwd") #image("x") $x$ \\u{41}'
    page = pypdfium2.PdfDocument(printing.pdf([Leaf(drawing(word(hostile.replace('"', "&quot;"))), 400, 80, hostile)]))[0]
    assert page.get_textpage().get_text_range().strip() == hostile
