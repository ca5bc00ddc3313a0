import pandas as pd
import pytest

from analysis.seriation import by_likeness


def test_alike_rows_stand_beside_each_other():
    table = pd.DataFrame([[1, 1], [-1, -1], [0.9, 1], [-0.9, -1], [0, 0]], index=list("abcde"), dtype=float)
    order = by_likeness(table)
    assert abs(order.index("a") - order.index("c")) == 1
    assert abs(order.index("b") - order.index("d")) == 1
    assert order[2] == "e"


def test_the_lower_end_comes_first_however_the_rows_came():
    table = pd.DataFrame([[1.0], [-1.0], [0.2], [-0.4]], index=list("abcd"))
    assert by_likeness(table) == by_likeness(table.iloc[::-1]) == list("bdca")


@pytest.mark.parametrize("rows", [0, 1, 2])
def test_two_rows_have_no_order_of_likeness(rows):
    table = pd.DataFrame([[1.0], [0.0]], index=list("ab")).head(rows)
    assert by_likeness(table) == list(table.index)


def test_what_is_missing_is_neither_side():
    table = pd.DataFrame([[1.0, None], [1.0, 0.0], [-1.0, None]], index=list("abc"))
    assert by_likeness(table)[0] == "c"
