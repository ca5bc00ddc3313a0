import io
import math

import networkx as nx
import pandas as pd
import pytest

from analysis import networks
from analysis.schemas import Tables
from tests.charts import invented

BOOK = invented.codebook()


def field(*sides):
    """Return predictions from `name issue +` lines."""
    rows = []
    for number, line in enumerate(sides):
        name, issue, side = line.split()
        rows.append(invented.prediction(number, name, issue, {"+": "will", "-": "wont", "0": "possible"}[side], 1))
    return invented.tables(rows).predictions


def tied(*sides, **how):
    taken = networks.positions(field(*sides))
    return networks.ties(taken, **how), taken


TWO_CAMPS = ("甲 x +", "乙 x +", "甲 y +", "乙 y +", "丙 x -", "丁 x -", "丙 y -", "丁 y -")


def test_open_and_conditional_statements_are_no_position():
    assert networks.positions(field("甲 x 0")).empty
    only_if = invented.tables([invented.prediction(1, "甲", "x", "will", 1, condition="如果")]).predictions
    assert networks.positions(only_if).empty
    assert len(networks.positions(only_if, conditional=True)) == 1


def test_congruence_and_conflict_by_hand():
    # 甲: x+ y+ z-; 乙: x+ y- : one position in common, one opposed, (3 + 2) / 2 on average, 4 in union
    found, _ = tied("甲 x +", "甲 y +", "甲 z -", "乙 x +", "乙 y -")
    row = found.iloc[0]
    assert (row["a"], row["b"], row["agreed"], row["opposed"], row["shared"]) == ("乙", "甲", 1, 1, 2)
    assert (row["congruence"], row["conflict"], row["net"]) == (0.4, 0.4, 0)
    by_union = tied("甲 x +", "甲 y +", "甲 z -", "乙 x +", "乙 y -", normalise="jaccard")[0].iloc[0]
    assert by_union["congruence"] == 0.25
    assert tied("甲 x +", "乙 x +", normalise="none")[0]["congruence"].tolist() == [1]


def test_saying_it_twice_agrees_once():
    assert tied("甲 x +", "甲 x +", "乙 x +")[0]["agreed"].tolist() == [1]


def test_who_says_both_agrees_and_disagrees():
    row = tied("甲 x +", "甲 x -", "乙 x +")[0].iloc[0]
    assert (row["agreed"], row["opposed"], row["net"]) == (1, 1, 0)


def test_pairs_below_the_least_number_of_shared_issues_are_left_out():
    assert len(tied("甲 x +", "乙 x +", "甲 y +", "丙 x +", "丙 y +", shared=2)[0]) == 1


def test_what_ties_two_is_listed():
    _, taken = tied("甲 x +", "甲 y +", "乙 x +", "乙 y -", "乙 y +", "乙 z +")
    found = networks.between(taken, "甲", "乙")
    assert found[["issue", "a", "b", "agree"]].to_numpy().tolist() == [["x", "closer", "closer", True],
                                                                      ["y", "closer", "both", True]]
    assert networks.between(taken, "甲", "无").empty


def test_two_camps_are_found_and_clear():
    found, taken = tied(*TWO_CAMPS)
    camps = networks.communities(found, taken)
    assert camps.groupby("camp")["commentator"].apply(sorted).tolist() == [["丁", "丙"], ["乙", "甲"]]
    # four ties of weight 1 would be 2; here one within each camp: Q = 2 (1/2 - (1/2)²)
    assert networks.modularity(found, camps) == pytest.approx(0.5)


def test_modularity_is_networkxs():
    found, taken = tied(*TWO_CAMPS, "戊 x +", "戊 y -", "戊 z +", "己 z +", "甲 z +")
    camps = networks.communities(found, taken)
    friends = nx.Graph()
    friends.add_weighted_edges_from(found.loc[found["net"] > 0, ["a", "b", "net"]].itertuples(index=False))
    groups = [set(part["commentator"]) & set(friends) for _, part in camps.groupby("camp")]
    assert networks.modularity(found, camps) == pytest.approx(nx.community.modularity(friends, [g for g in groups if g]))


def test_one_seed_gives_one_result_whatever_the_order_of_rows():
    found, taken = tied(*(f"人{number} {issue} {'+' if (number * 7 + place) % 3 else '-'}"
                          for number in range(30) for place, issue in enumerate("uvwxyz")))
    first = networks.communities(found, taken)
    again = networks.communities(found.sample(frac=1, random_state=3), taken.sample(frac=1, random_state=4))
    pd.testing.assert_frame_equal(first, again)


def test_who_agrees_with_nobody_has_no_camp():
    found, taken = tied("甲 x +", "乙 x -", "丙 z +")
    camps = networks.communities(found, taken)
    assert camps["camp"].tolist() == [0, 0, 0]
    assert math.isnan(networks.modularity(found, camps))
    assert networks.finding(camps, networks.polarisation(found, camps, networks.issue_agreement(field(), BOOK))).title == \
        "No two commentators agree on balance"


@pytest.mark.parametrize(("counts", "score"), [
    ((30, 40, 210, 130, 530, 50, 10), 0.6113333),  # the example of R's agrmt 1.42
    ((0, 0, 5, 0, 0), 1), ((1, 1, 1, 1, 1), 0), ((5, 0, 0, 0, 5), -1), ((0, 3, 3, 0, 0), 0.75)])
def test_van_der_eijks_agreement(counts, score):
    assert networks.agreement(counts) == pytest.approx(score, abs=1e-6)


def test_agreement_of_nobody_is_unknown():
    assert math.isnan(networks.agreement([0, 0, 0]))
    with pytest.raises(ValueError, match="three steps"):
        networks.agreement([1, 1])


def test_divided_issue_comes_first():
    predictions = field("甲 summit +", "乙 summit +", "丙 summit -", "丁 summit -", "甲 sanctions -", "乙 sanctions -",
                        "丙 sanctions -", "甲 x +")
    found = networks.issue_agreement(predictions, BOOK)
    assert found[["issue", "n", "agreement", "polarisation"]].to_numpy().tolist() == [["summit", 4, -1, 1],
                                                                                    ["sanctions", 3, 1, 0]]


def test_graph_keeps_sign_size_and_those_alone():
    found, taken = tied(*TWO_CAMPS, "戊 z +")
    network = networks.graph(found, networks.communities(found, taken))
    assert len(network) == 5 and network.number_of_edges() == 6
    assert network.edges["甲", "乙"]["sign"] == 1 and network.edges["甲", "丙"]["sign"] == -1
    assert network.nodes["甲"]["activity"] == 2
    only = networks.graph(found, networks.communities(found, taken), kind="conflict")
    assert only.number_of_edges() == 4


def test_two_mode_graph_names_what_is_judged():
    _, taken = tied("甲 summit +", "乙 summit -", "乙 summit +")
    network = networks.two_mode(taken, BOOK)
    assert network.nodes["issue:summit"]["label"] == "Leaders' meeting"
    assert network.edges["commentator:乙", "issue:summit"]["sign"] == 0
    assert network.edges["commentator:乙", "issue:summit"]["weight"] == 2


def test_graphml_can_be_read_again_whatever_names_hold():
    predictions = field("甲 x +", "乙 x +")
    predictions["commentator"] = ["甲\x00\x0b<&", "=cmd()"]
    taken = networks.positions(predictions)
    found = networks.ties(taken)
    network = networks.graph(found, networks.communities(found, taken))
    again = nx.read_graphml(io.BytesIO(networks.graphml(network)))
    assert set(again) == {"甲<&", "=cmd()"}
    assert again.edges["甲<&", "=cmd()"]["weight"] == 1
    assert "'=cmd()" in networks.nodes_csv(network).decode("utf-8-sig")
    edges = pd.read_csv(io.BytesIO(networks.edges_csv(network)))
    assert list(edges.columns[:2]) == ["source", "target"]


def test_two_mode_graph_can_be_exported():
    _, taken = tied("甲 summit +", "乙 summit -")
    assert len(nx.read_graphml(io.BytesIO(networks.graphml(networks.two_mode(taken, BOOK))))) == 3


def test_nobody_and_one_are_enough():
    for predictions in (Tables.empty().predictions, field("甲 x +")):
        taken = networks.positions(predictions)
        found = networks.ties(taken)
        camps = networks.communities(found, taken)
        polarised = networks.polarisation(found, camps, networks.issue_agreement(predictions, BOOK))
        network = networks.graph(found, camps)
        assert found.empty and polarised.camps == 0 and len(network) == len(camps)
        assert networks.graphml(network) and networks.edges_csv(network) and networks.nodes_csv(network)
        assert networks.finding(camps, polarised).title


def test_finding_counts_camps():
    found, taken = tied(*TWO_CAMPS)
    camps = networks.communities(found, taken)
    polarised = networks.polarisation(found, camps, networks.issue_agreement(field(*TWO_CAMPS), BOOK))
    assert networks.finding(camps, polarised, shared=2).title == "Commentators form 2 clear camps; the largest holds 2 of 4"
    said = networks.finding(camps, polarised)
    assert said.title == "Commentators form 2 camps; the largest holds 2 of 4"
    assert "0.50" in said.note


@pytest.mark.parametrize("wrong", [{"normalise": "square"}])
def test_unknown_normalisation_is_named(wrong):
    with pytest.raises(ValueError, match="square"):
        tied("甲 x +", **wrong)


def test_two_who_agree_or_disagree_most_are_named():
    found, taken = tied("甲 x +", "乙 x +", "甲 y +", "乙 y +", "丙 x -", "丙 z +")
    camps = networks.communities(found, taken)
    assert networks.finding_tie(found, camps, kind="congruence").title == "乙 and 甲 agree most, 2 to 0"
    assert networks.finding_tie(found, camps, kind="conflict").title == "2 pairs disagree most, 1 to 0"
    one, taken = tied("甲 x +", "乙 x -")
    assert networks.finding_tie(one, networks.communities(one, taken), kind="conflict").title == "乙 and 甲 disagree most, 1 to 0"
    assert networks.finding_tie(one, networks.communities(one, taken), kind="congruence").title == "No two commentators agree on balance"


def test_who_says_both_of_everything_neither_agrees_nor_disagrees_most():
    found, taken = tied("甲 x +", "甲 x -", "乙 x +", "乙 x -")
    camps = networks.communities(found, taken)
    assert networks.finding_tie(found, camps, kind="conflict").title == "No two commentators disagree on balance"


def test_issue_on_which_most_take_a_side_is_named():
    taken = networks.positions(field("甲 summit +", "乙 summit -", "乙 summit +", "丙 sanctions -"))
    said = networks.finding_two_mode(taken, BOOK)
    assert said.title == "Leaders' meeting: 2 of 3 commentators take a side, 2 closer, 1 further apart"
    assert said.note == "n = 3 commentators who take a side, 2 issues. Who says both counts on both sides."
    agreed = networks.finding_two_mode(networks.positions(field("甲 summit +")), BOOK)
    assert agreed.title == "Leaders' meeting: 1 of 1 commentators take a side, all closer"
    assert networks.finding_two_mode(networks.positions(field()), BOOK).title == "Nobody takes a side here"
