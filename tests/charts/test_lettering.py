import pytest
from PIL import ImageFont

from charts import lettering
from tests.charts import invented


@pytest.mark.parametrize("text", ["Leaders' meeting", "会谈", "7 of 10 commentators", "美國觀察室 5"])
def test_a_width_is_what_the_font_takes(text):
    real = ImageFont.truetype(str(invented.FONT), 100).getlength(text) / 100
    assert lettering.width(text, 1) == pytest.approx(real, rel=0.03)


def test_a_cut_text_fits_and_says_that_it_is_cut():
    short = lettering.cut("甲国与乙国的会谈将于六月举行" * 20, 120, 14)
    assert short.endswith("…")
    assert lettering.width(short, 14) <= 120
    assert lettering.cut("会谈", 120, 14) == "会谈"


def test_markup_and_formulas_are_shown_letter_by_letter():
    assert lettering.plain('<b>x</b> $a$ & "y"\n\x08z') == '&lt;b&gt;x&lt;/b&gt; &#36;a&#36; &amp; "y" z'


def test_lines_break_at_blanks_and_between_chinese_signs():
    assert lettering.lines("nobody expects progress", 80, 14) == ["nobody", "expects", "progress"]
    assert lettering.lines("甲国与乙国，会谈", 14 * 5, 14) == ["甲国与乙", "国，会谈"]


def test_the_last_line_is_cut():
    lines = lettering.lines("会谈" * 100, 140, 14, most=2)
    assert len(lines) == 2
    assert lines[1].endswith("…")


@pytest.mark.parametrize(("value", "text"), [(0.9, "+0.9"), (-0.9, "–0.9"), (-0.04, "0"), (0.0, "0"), (3.7e-17, "0")])
def test_numbers_carry_their_sign(value, text):
    assert lettering.signed(value) == text
