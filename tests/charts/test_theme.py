import pytest

from charts import theme


def luminance(colour):
    parts = [int(colour[place:place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first, second):
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


themes = pytest.mark.parametrize("ink", [theme.LIGHT, theme.DARK], ids=["light", "dark"])


@themes
def test_text_stands_out_from_the_page(ink):
    for colour in (ink.text, ink.text2, ink.text3, ink.apart, ink.closer, ink.accent):
        assert contrast(colour, ink.bg) >= 4.5


@themes
def test_numbers_stand_out_from_their_cells(ink):
    assert all(contrast(ink.inks[step], ink.cells[step]) >= 4.5 for step in range(-2, 3))


@themes
def test_marks_stand_out_from_the_page(ink):
    assert all(contrast(colour, ink.bg) >= 3 for colour in ink.steps.values())
