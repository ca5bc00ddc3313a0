"""What browsers fetch of our font."""

import re

from fontTools.ttLib import TTFont

from charts import font_slices, typeface


def held(spoken: str) -> set[int]:
    """Return the characters a `unicode-range` names."""
    codes = set()
    for part in spoken.split(","):
        first, _, last = part.strip().removeprefix("U+").partition("-")
        codes |= set(range(int(first, 16), int(last or first, 16) + 1))
    return codes


def test_range_names_its_characters_and_no_other():
    assert held(font_slices.ranges("abcx中")) == {ord(sign) for sign in "abcx中"}
    assert font_slices.ranges("cab") == "U+61-63"


def test_common_characters_share_a_slice_and_scripts_do_not():
    cut = list(font_slices.slices("的一是国國說说罕"))
    simplified = next(part for part in cut if "的" in part)
    assert {"一", "是", "国", "说"} <= set(simplified)
    assert not {"國", "說"} & set(simplified)


def test_slices_hold_every_character_of_the_font_once():
    named = [held(spoken) for spoken in re.findall(r"unicode-range:([^}]+)", font_slices.SHEET.read_text(encoding="utf-8"))]
    assert sum(map(len, named)) == len(set().union(*named))
    assert set().union(*named) == set(TTFont(typeface.FONT, lazy=True).getBestCmap())


def test_slice_has_the_characters_its_name_promises():
    file, spoken = re.search(r'url\("(.+?)"\).*?unicode-range:([^}]+)', font_slices.SHEET.read_text(encoding="utf-8")).groups()
    assert held(spoken) <= set(TTFont(font_slices.OUT / file, lazy=True).getBestCmap())
