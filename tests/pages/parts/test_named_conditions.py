import pandas as pd

from pages.parts import named_conditions


def named(*said: tuple[str, str, str]) -> pd.DataFrame:
    return pd.DataFrame([{"commentator": who, "condition": condition, "cue": cue, "chance": .8, "step": 1, "prediction_id": f"p{number}"}
                         for number, (who, condition, cue) in enumerate(said)])


def test_what_one_says_again_is_a_row_with_how_often():
    shown = named_conditions.table(named(("甲", "若停火", "很可能"), ("甲", "若停火", "很可能"), ("甲", "若停火", "必将"), ("乙", "若停火", "很可能")))
    assert shown.count("若停火") == 3 and shown.count("× 2") == 1 and "lh-more" not in shown and shown.count("甲") == 1


def test_many_conditions_are_folded_and_the_last_ones_are_in_the_data():
    shown = named_conditions.table(named(*(("甲", f"if {number}", "可能") for number in range(named_conditions.MOST + 7))))
    first, _, rest = shown.partition('<details class="lh-more">')
    assert first.count("<tr>") == named_conditions.FIRST + 1
    assert rest.count("<tr>") == named_conditions.MOST - named_conditions.FIRST + 1 and "if 39" in rest and "if 40" not in rest
    assert "20 more" in rest and "7 more are in the data" in rest
