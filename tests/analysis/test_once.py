from analysis.once import once
from analysis.schemas import Tables


def test_what_is_asked_twice_of_some_tables_is_worked_out_once():
    tables, made = Tables.empty(), []
    assert [once(tables, ("a", 1), lambda: made.append("a") or len(made)) for _ in range(2)] == [1, 1]
    assert once(tables, ("a", 2), lambda: 7) == 7
    assert once(Tables.empty(), ("a", 1), lambda: 8) == 8
