"""The icons that are sent."""

from fontTools.ttLib import TTFont

from pages.parts import icon_font


def test_every_icon_of_our_pages_is_in_the_font_sent_for_streamlits():
    (source,) = icon_font.STATIC.glob("media/MaterialSymbols-*.woff2")
    # A Streamlit with another icon font: run `python -m pages.parts.icon_font` again.
    assert (icon_font.OUT / source.name).is_file()
    there = icon_font.ligatures(TTFont(icon_font.OUT / source.name, lazy=True))
    assert icon_font.ours()
    assert icon_font.ours() <= there.keys()
    assert {"close", "expand_more", "keyboard_double_arrow_left", "keyboard_double_arrow_right"} <= there.keys()
