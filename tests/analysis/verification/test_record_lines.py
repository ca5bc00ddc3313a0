from datetime import date

import pandas as pd
import pytest

from analysis import corpus
from analysis.schemas import Tables
from analysis.verification import docket, record, record_lines, scoring_rules
from analysis.verification.forecasts import statements
from tests.analysis.verification.made_judgements import TODAY, judgement, judgements

RULES = scoring_rules.load()


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """The sample corpus, its docket, and its record."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("LUNHENG_HOME", str(tmp_path_factory.mktemp("home")))
        patched.delenv("LUNHENG_CORPUS", raising=False)
        opened = corpus.open_corpus(None)
    asked = docket.open_docket(opened.tables, opened.codebook)
    judged = asked.judged(opened.tables.predictions, opened.codebook.mappings["lunheng"])
    made = record.made(judged, opened.tables.predictions["prediction_id"], RULES, as_of=date(2026, 11, 22))
    lines = record_lines.lines(judged, made.rows, opened.tables, asked.questions, asked.sources, opened.urls)
    return opened, asked, judged, made, lines


def test_every_score_of_the_sample_leads_to_a_quote_in_its_text(sample):
    opened, _, _, made, lines = sample
    texts = dict(zip(opened.tables.documents["doc_id"], opened.tables.documents["text"]))
    counted = lines[lines["counts"]]
    assert len(made.rows) >= 40
    for row in counted.itertuples():
        assert texts[row.doc_id][row.start:row.end] == row.quote
    assert (counted["title"] != "").all()
    assert ((counted["url"] != "") | ((counted["outlet"] != "") & counted["published"].notna())).all()
    assert set(counted.loc[counted["url"] == "", "doc_id"]).isdisjoint(opened.urls)


def test_every_score_of_the_sample_leads_to_an_answer_with_its_source(sample):
    _, asked, _, made, lines = sample
    counted = lines[lines["counts"]]
    assert set(counted["question_id"]) == set(made.rows["question_id"])
    assert counted["question"].isin(set(asked.questions["en"])).all()
    assert counted["resolution"].isin(["yes", "no"]).all()
    assert (counted["came"] == (counted["resolution"] == "yes")).all()
    assert counted["resolved_by"].str.contains("http").all()
    assert (counted["made_on"] < counted["resolved_on"]).all()


def test_scores_of_the_sample_follow_from_their_lines(sample):
    *_, made, lines = sample
    counted = lines[lines["counts"]]
    by_hand = counted.groupby(["question_id", "commentator"]).agg(p=("probability_yes", "mean"), o=("came", "first"), told=("brier", "first"))
    assert ((by_hand["p"] - by_hand["o"]) ** 2).to_numpy() == pytest.approx(by_hand["told"].to_numpy(), abs=1e-12)
    assert by_hand["told"].mean() == pytest.approx(record.figures(made.rows, RULES)["brier"], abs=1e-12)


def test_open_and_void_of_the_sample_are_in_the_lines_without_a_score(sample):
    *_, judged, made, lines = sample
    assert len(lines) == len(judged)
    rest = lines[~lines["counts"]]
    assert rest[["brier", "log_score", "forecast_yes", "peer_score"]].isna().all().all()
    assert (rest["why_not"] != "").all()
    assert {"void: condition_failed", "open: question_open"} <= set(rest["why_not"])
    assert len(lines[lines["counts"]]) == made.standings["counted"]


def test_no_line_of_the_sample_rests_on_an_unanswered_question(sample):
    _, asked, _, made, _ = sample
    answers = asked.questions.set_index("question_id")["resolution"]
    assert set(answers[made.rows["question_id"]]) <= {"yes", "no"}


def test_earlier_words_and_early_answers_say_why_they_do_not_count():
    rows = judgements(judgement(made_on="2020-01-01"), judgement(made_on="2020-02-01"), judgement("q2", closes="2030-01-01"))
    made = record.made(rows, rows["prediction_id"], RULES, as_of=TODAY)
    questions = pd.DataFrame({"question_id": ["q1", "q2"], "en": ["A", "B"], "zh": ["甲", "乙"]})
    sources = pd.DataFrame({"question_id": ["q1", "q1"], "title": ["Page", "Other"], "url": ["https://example.org/a", ""]})
    lines = record_lines.lines(rows, made.rows, Tables.empty(), questions, sources, {"d0": "https://example.org/d"}, chinese=True)
    assert lines["why_not"].tolist() == ["superseded", "", "waiting"]
    assert lines["question"].tolist() == ["甲", "甲", "乙"]
    assert lines["resolved_by"].tolist() == ["Page, https://example.org/a; Other"] * 2 + [""]
    assert lines["url"].tolist() == ["https://example.org/d", "", ""]
    assert len(statements(rows, as_of=TODAY)) == 1


def test_no_judgement_has_no_line():
    made = record.made(judgements(), [], RULES, as_of=TODAY)
    lines = record_lines.lines(judgements(), made.rows, Tables.empty(), pd.DataFrame(), pd.DataFrame(), {})
    assert list(lines.columns) == record_lines.COLUMNS
    assert lines.empty
