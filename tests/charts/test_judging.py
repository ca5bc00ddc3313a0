"""The charts of records and of the crowd."""

import numpy as np
import pandas as pd
import pytest

from analysis.verification import calibration, crowd, record, scoring_rules
from analysis.verification.docket import expected_over_time
from charts import calibration as plot
from charts import canvas, consensus, scores
from charts import crowd as dots
from tests.analysis.verification.made_judgements import forecasts, judgement, judgements, world
from tests.charts.invented import HOSTILE

RULES = scoring_rules.load()
WORLD = world([0.5, 1.0, 2.0], 30, seed=1)
CURVE = calibration.curve(WORLD["probability"], WORLD["outcome"], WORLD["question_id"], RULES)
SAID = judgements(judgement(commentator="甲"), judgement(commentator="乙", likelihood="will"),
                  judgement(commentator="丙", made_on="2020-06-01", likelihood="wont"))
EXPECTED = expected_over_time(SAID)


def question(**changes):
    return pd.Series({"opened": pd.Timestamp("2020-01-01"), "closes": pd.Timestamp("2020-12-31"), "resolution": "yes",
                      "resolved_on": pd.Timestamp("2020-11-20"), **changes})


def texts(figure):
    return " ".join(note.text for note in figure.layout.annotations)


def marks(figure):
    return [key for trace in figure.data if trace.customdata is not None for key in trace.customdata]


def forest(frame, **choices):
    return scores.draw(frame, name="commentator", value="brier", low="brier_low", high="brier_high", n="n", head="Brier",
                       key="commentator", reference=0.25, **choices)


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
@pytest.mark.parametrize("form", [{}, {"narrow": True, "width": 358}, {"dark": True}])
def test_a_bin_is_a_mark_with_its_n(language, form):
    figure = plot.draw(CURVE, language=language, **form)
    assert marks(figure) == [f"bin|{place}" for place in CURVE["bin"]]
    for row in CURVE.itertuples():
        assert f"{row.came}" in texts(figure)
        assert f"{row.n}" in texts(figure)


def test_marks_stand_where_so_many_came():
    trace = next(trace for trace in plot.draw(CURVE).data if trace.customdata is not None)
    assert list(trace.x) == CURVE["said"].tolist()
    # Heights count from the top: what came more often stands higher.
    assert np.argsort(trace.y).tolist() == np.argsort(-CURVE["share"].to_numpy()).tolist()


def test_chosen_mark_gets_a_ring():
    figure = plot.draw(CURVE)
    [ring] = canvas.rings(figure, f"bin|{CURVE['bin'].iloc[1]}")
    low, high = figure.layout.xaxis.range
    assert low + ring["xanchor"] * (high - low) == pytest.approx(CURVE["said"].iloc[1])


def test_a_score_without_interval_has_no_bar():
    table = record.table(record.scored(WORLD, RULES), RULES)
    whole = forest(table)
    table.loc[0, ["brier_low", "brier_high"]] = np.nan
    assert len(forest(table).layout.shapes) == len(whole.layout.shapes) - 1
    assert marks(forest(table)) == table["commentator"].tolist()


def test_unknown_scores_are_left_out():
    table = record.table(record.scored(WORLD, RULES), RULES)
    table.loc[0, "brier"] = np.nan
    assert len(marks(forest(table))) == len(table) - 1


def test_names_of_strangers_are_shown_letter_by_letter():
    table = record.table(record.scored(WORLD, RULES), RULES).assign(commentator=HOSTILE)
    together = crowd.consensus(WORLD, RULES).head(2)
    for figure in (forest(table), dots.draw(WORLD.assign(commentator=HOSTILE), together, dict.fromkeys(together["question_id"], HOSTILE)),
                   consensus.draw(EXPECTED.assign(commentator=HOSTILE), question())):
        assert "<b>x" not in figure.to_json()
        assert "<a href" not in figure.to_json()


def test_crowd_shows_members_their_mean_and_what_came():
    rows = forecasts([0.2, 0.8, 0.8], [1, 1, 1], ["q"] * 3, "甲乙丙")
    figure = dots.draw(rows, crowd.consensus(rows, RULES), {"q": "会谈举行"})
    assert sorted(marks(figure)) == ["question|q|20", "question|q|80"]
    assert "会谈举行" in texts(figure)
    assert [shape.xanchor for shape in figure.layout.shapes if shape.xref == "x" and shape.xsizemode == "pixel"] == pytest.approx([0.6, 1.0])
    assert len(canvas.rings(figure, "question|q|80")) == 1


def test_a_wide_crowd_has_each_question_on_a_line_and_takes_less_height():
    rows = forecasts([0.2, 0.8], [1, 1], ["q"] * 2, "甲乙")
    told = {"q": "The two presidents hold their first summit by the end of the year"}
    narrow, wide = (dots.draw(rows, crowd.consensus(rows, RULES), told, width=width) for width in (716, 1400))
    written = [[note.text for note in figure.layout.annotations] for figure in (narrow, wide)]
    assert [told["q"] in notes for notes in written] == [False, True]
    assert wide.layout.height < narrow.layout.height


def test_marks_of_crowd_lead_to_their_forecasts():
    rows = record.scored(forecasts([0.2, 0.8, 0.8], [1, 1, 1], ["a|b"] * 3, "甲乙丙"), RULES)
    whole = record.Record(judgements(), judgements(), rows, {}, {}, None)
    figure = dots.draw(rows, crowd.consensus(rows, RULES), {})
    assert [len(record.behind(whole, mark, RULES)) for mark in marks(figure)] == [1, 2]


def test_marks_of_the_calibration_plot_lead_to_all_forecasts():
    whole = record.Record(judgements(), judgements(), record.scored(WORLD, RULES), {}, {}, None)
    assert [len(record.behind(whole, mark, RULES)) for mark in marks(plot.draw(CURVE))] == CURVE["n"].tolist()


def test_question_over_time_shows_statements_consensus_and_answer():
    figure = consensus.draw(EXPECTED, question())
    assert sorted(" ".join(marks(figure)).split()) == sorted(SAID["prediction_id"])
    line = next(trace for trace in figure.data if trace.mode == "lines")
    assert line.line.shape == "hv"
    assert "yes" in texts(figure)
    assert "yes" not in texts(consensus.draw(EXPECTED, question(resolution="open", resolved_on=pd.NaT)))


def test_with_nothing_to_draw_charts_say_so():
    empty = forecasts([], [])
    assert "No forecast counts here yet." in texts(plot.draw(CURVE.head(0)))
    assert "No forecast counts here yet." in texts(forest(record.table(record.scored(empty, RULES), RULES)))
    assert "two commentators" in texts(dots.draw(empty, crowd.consensus(empty, RULES), {}))
    assert "Nobody" in texts(consensus.draw(EXPECTED.head(0), question()))
