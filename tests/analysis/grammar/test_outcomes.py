"""Whether an outcome brings parties closer."""

import pytest

from analysis.grammar import outcomes, vocabulary


@pytest.mark.parametrize(("verb", "sign"), [
    ("达成停火协议", 1), ("解除制裁", 1), ("加大制裁", -1), ("取消会谈", -1), ("避免冲突", 1), ("爆发战争", -1),
    ("作出让步", 1), ("拒绝让步", -1), ("推迟军售", 1), ("签署和约", 1), ("撕毁协议", -1), ("停火破裂", -1),
    ("改善关系", 1), ("恶化", -1), ("赢得选举", 0), ("跌破六十美元", 0), ("结束战争", 1), ("见", 1), ("打", -1),
])
def test_verb_phrase_has_its_sign(verb, sign):
    assert outcomes.valence(verb, "", vocabulary.load()) == sign


@pytest.mark.parametrize(("subject", "verb", "sign"), [
    ("制裁", "解除", 1), ("军演", "照常举行", -1), ("会晤", "举行", 1), ("选举", "举行", 0), ("冲突", "持续", -1),
])
def test_subject_decides_where_the_verb_only_keeps_or_ends_it(subject, verb, sign):
    assert outcomes.valence(verb, subject, vocabulary.load()) == sign


def test_prices_and_votes_at_home_have_no_sign():
    words = vocabulary.load()
    assert outcomes.settled(-1, ("monetary_policy",), "冲击", words, {"monetary_policy": "economy"}) == 0
    assert outcomes.settled(1, ("japan_politics",), "通过", words, {"japan_politics": "politics"}) == 0
    assert outcomes.settled(1, ("trade",), "通过", words, {"trade": "economy"}) == 1


@pytest.mark.parametrize(("cue", "verb"), [("谈不成", "谈成"), ("撑不了", "撑"), ("谈唔成", "谈成"), ("最后只能妥协", "妥协"), ("无法", "")])
def test_a_cue_tells_where_the_verb_stands_that_it_holds(cue, verb):
    assert "".join(cue[start:end] for start, end in outcomes.held(cue)) == verb


@pytest.mark.parametrize(("likelihood", "issue", "verb", "sign"), [
    ("wont", "ukraine", "照搬打法", 1), ("will", "ukraine", "照搬打法", -1), ("possible", "ukraine", "照搬打法", 0),
    ("likely", "summit", "排上日程", 1), ("will", "trade", "照旧", 0), ("will", "ukraine", "连任", 0),
])
def test_an_outcome_without_direction_has_the_sign_its_issue_suggests(likelihood, issue, verb, sign):
    fields = {"ukraine": "conflicts", "summit": "diplomacy", "trade": "economy"}
    assert outcomes.supposed(likelihood, (issue,), verb, vocabulary.load(), fields) == sign


@pytest.mark.parametrize(("verb", "points"), [("走这一步", True), ("发生", True), ("", True), ("发动新一轮大规模地面进攻", False)])
def test_what_only_points_back_is_told(verb, points):
    assert outcomes.points(verb, vocabulary.load()) is points
