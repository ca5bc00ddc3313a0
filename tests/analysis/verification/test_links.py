import pandas as pd
import pytest

from analysis.schemas import LINKS
from analysis.verification import links
from tests.analysis.asked import corpus, link

TABLES = corpus(("甲", "summit", "will", 1, "普京必将会晤美国总统。", ""), ("乙", "sanctions", "wont", 1, "制裁不会取消。", ""))
FIRST, SECOND = TABLES.predictions.itertuples()


def recoded(changes: dict[str, dict]) -> "links.Tables":
    """Return the tables after another reading of the same text."""
    predictions = TABLES.predictions.copy()
    for key, change in changes.items():
        for name, value in change.items():
            predictions.loc[predictions["prediction_id"] == key, name] = value
    return links.Tables(TABLES.documents, TABLES.commentaries, TABLES.mentions, predictions, TABLES.events, TABLES.words)


def test_a_decision_finds_its_prediction_under_another_id():
    tables = recoded({"d-p0": {"prediction_id": "d-p7"}})
    assert links.anchored(LINKS.frame([link(FIRST)]), tables)["prediction_id"].tolist() == ["d-p7"]


def test_a_decision_survives_another_cut_of_the_clause():
    tables = recoded({"d-p0": {"start": FIRST.start + 2, "quote": FIRST.quote[2:], "prediction_id": "new"}})
    assert links.anchored(LINKS.frame([link(FIRST)]), tables)["prediction_id"].tolist() == ["new"]


def test_a_decision_whose_prediction_is_gone_is_kept_and_has_none():
    (kept,) = links.anchored(LINKS.frame([link(FIRST, start=FIRST.start + 40, end=FIRST.end + 400)]), TABLES).itertuples()
    assert kept.prediction_id == "" and kept.quote == FIRST.quote


def test_of_two_predictions_in_one_sentence_that_of_the_issue_is_meant():
    tables = recoded({"d-p1": {"start": FIRST.start, "end": FIRST.end, "quote": FIRST.quote}})
    found = links.anchored(LINKS.frame([link(FIRST), link(FIRST, issue="sanctions", question_id="other")]), tables)
    assert found.set_index("question_id")["prediction_id"].to_dict() == {"they-meet": "d-p0", "other": "d-p1"}


def test_in_a_changed_text_of_the_same_file_the_quote_is_looked_for():
    edited = corpus(("甲", "summit", "will", 1, "新加的一句。", ""), ("甲", "summit", "will", 1, FIRST.quote, ""), doc_id="edited")
    (found,) = links.anchored(LINKS.frame([link(FIRST)]), edited).itertuples()
    assert (found.prediction_id, found.doc_id) == ("edited-p1", "edited")


def test_the_users_decision_stands_over_the_shipped_one():
    both = links.over(LINKS.frame([link(FIRST)]), LINKS.frame([link(FIRST, decision="rejected", own=True), link(SECOND)]))
    assert both["decision"].tolist() == ["rejected", "confirmed"]
    assert links.over(LINKS.empty(), LINKS.empty()).empty


def test_a_proposal_gives_way_to_a_decision():
    proposed = LINKS.frame([link(FIRST, decision="proposed"), link(SECOND, decision="proposed")])
    both = links.together(proposed, LINKS.frame([link(FIRST, decision="rejected")]))
    assert both[["prediction_id", "decision"]].values.tolist() == [["d-p0", "rejected"], ["d-p1", "proposed"]]


def test_only_links_of_documents_of_the_corpus_are_read(tmp_path):
    path = tmp_path / "links.csv"
    row = pd.DataFrame([link(FIRST), link(SECOND, "x")]).assign(source=["d.txt", "other.txt"])
    row[list(links.COLUMNS)].to_csv(path, index=False)
    assert links.shipped(TABLES, path)["question_id"].tolist() == ["they-meet"]


@pytest.mark.parametrize(("change", "reason"), [
    (lambda table: table.drop(columns="quote"), "no column quote"),
    (lambda table: table.assign(start="here"), "start, end, direction: expected whole numbers"),
])
def test_an_unfit_file_of_links_is_named(tmp_path, change, reason):
    path = tmp_path / "links.csv"
    change(pd.DataFrame([link(FIRST)])[list(links.COLUMNS)]).to_csv(path, index=False)
    with pytest.raises(ValueError, match=reason):
        links.shipped(TABLES, path)
