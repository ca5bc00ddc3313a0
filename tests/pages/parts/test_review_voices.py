import random

from analysis.text import fold
from pages.parts.review_voices import alike


def test_a_name_in_the_other_script_stands_before_one_inside_another():
    assert alike(["周立新", "張弘", "立新", "张弘", "里"]) == [("張弘", "张弘"), ("周立新", "立新")]
    assert alike([]) == alike(["张弘"]) == []
    assert alike(["张弘" * 100_000, "张弘"]) == []


def test_the_pairs_are_those_each_name_held_against_each_would_give():
    drawn = random.Random(1)
    names = sorted({"".join(drawn.choice("王李張张陈陳建国國志明") for _ in range(drawn.choice((1, 2, 3, 4)))) for _ in range(300)})
    forms = {name: fold(name) for name in names}
    wanted = {(one, other) for place, one in enumerate(names) for other in names[place + 1:] if forms[one] == forms[other] or (
        min(len(one), len(other)) > 1 and (forms[one] in forms[other] or forms[other] in forms[one]))}
    found = alike(names)
    assert set(found) == wanted and len(found) == len(wanted)
