import pytest

from analysis.verification import scoring_rules


def test_shipped_rules_grade_nobody_under_25():
    assert scoring_rules.load().least_graded == 25


def test_every_fault_is_named_at_once(tmp_path):
    path = tmp_path / "rules.toml"
    text = scoring_rules.SHIPPED.read_text(encoding="utf-8")
    path.write_text(text.replace("least = 25", "least = 'many'").replace("edges = [0.0, 0.125", "edges = [0.0, 0.9"), encoding="utf-8")
    with pytest.raises(scoring_rules.RulesError) as error:
        scoring_rules.load(path)
    assert "[grade] least: expected a number from 1 to 10000, found 'many'" in str(error.value)
    assert "[bins] edges: expected to rise from 0 to 1" in str(error.value)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(scoring_rules.RulesError, match=r"rules\.toml: not read"):
        scoring_rules.load(tmp_path / "rules.toml")
