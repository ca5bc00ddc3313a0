"""What holds for every chart: any amount of rows, both themes, any text, and marks that know their sentences."""

import json
import re
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from PIL import Image, ImageDraw, ImageFont

from analysis import chronology, summaries
from analysis.schemas import Tables
from charts import bars, canvas, cloud, lanes, lettering, matrix, outcomes, shares, theme, timeline, typeface
from charts import split as by_issue
from tests.charts import invented

BOOK = invented.codebook()


def with_dates(tables):
    """Return the tables with an event or two and a horizon, so that a timeline has something of each kind."""
    events = invented.four().events
    predictions = tables.predictions.copy()
    predictions.loc[predictions.index[:1], "horizon_end"] = pd.Timestamp("2024-08-31")
    predictions.loc[predictions.index[:1], "horizon_start"] = pd.Timestamp("2024-06-01")
    return Tables(tables.documents, tables.commentaries, tables.mentions, predictions, events, tables.words)


def in_lanes(tables, by="issue", span=None, **how):
    """Return the lanes of what tables have dated, over all of it or over a range."""
    dated = chronology.dated(tables, BOOK)
    span = span or chronology.extent(dated)
    cut = chronology.in_lanes(chronology.within(dated, *span), by, tables, BOOK, nothing="No issue named", came="What came")
    return lanes.draw(cut, span=span, written=tables.documents["published"], **how)


def words(tables):
    return tables if len(tables.words) else Tables(tables.documents, tables.commentaries, tables.mentions,
                                                   tables.predictions, tables.events, invented.four().words)


DRAWN = {
    "squares": lambda tables, **how: by_issue.draw(summaries.split_by_issue(tables.predictions, BOOK), **how),
    "outcomes": lambda tables, **how: outcomes.draw(summaries.outcomes(tables.predictions, BOOK), **how),
    "matrix": lambda tables, **how: matrix.draw(summaries.matrix(tables, BOOK, least=1), **how),
    "matrix of counts": lambda tables, **how: matrix.draw(summaries.matrix(tables, BOOK, value="count", least=1),
                                                          value="count", **how),
    "timeline": lambda tables, **how: timeline.draw(chronology.dated(with_dates(tables), BOOK),
                                                    published=pd.Timestamp("2024-05-20"), **how),
    "lanes": lambda tables, **how: in_lanes(with_dates(tables), **how),
    "bars": lambda tables, **how: bars.draw(summaries.ranked_words(words(tables), BOOK), voices=9, **how),
    "cloud": lambda tables, **how: cloud.draw(summaries.ranked_words(words(tables), BOOK), **how),
}
NOTHING = {
    "squares": lambda: by_issue.draw(summaries.split_by_issue(Tables.empty().predictions, BOOK)),
    "outcomes": lambda: outcomes.draw(summaries.outcomes(Tables.empty().predictions, BOOK)),
    "matrix": lambda: matrix.draw(summaries.matrix(Tables.empty(), BOOK)),
    "timeline": lambda: timeline.draw(chronology.dated(Tables.empty(), BOOK)),
    "lanes": lambda: in_lanes(Tables.empty(), span=(pd.Timestamp("2024-01-01"), pd.Timestamp("2024-12-31"))),
    "bars": lambda: bars.draw(summaries.ranked_words(Tables.empty(), BOOK)),
    "cloud": lambda: cloud.draw(summaries.ranked_words(Tables.empty(), BOOK)),
}
charts = pytest.mark.parametrize("name", list(DRAWN))


def texts(figure):
    """Return every text of a figure that Plotly reads as markup."""
    found = [note.text for note in figure.layout.annotations]
    for trace in figure.data:
        for part in (trace.text, trace.hovertext):
            found += [part] if isinstance(part, str) else list(part) if part is not None else []
    return [text for text in found if text]


@pytest.mark.parametrize("name", list(NOTHING))
def test_nothing_to_draw_is_said(name):
    figure = NOTHING[name]()
    assert len(figure.data) == 0
    assert len(figure.layout.annotations) == 1


@charts
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("narrow", [False, True])
def test_few_rows_are_drawn_in_both_themes_and_on_a_phone(name, dark, narrow):
    figure = DRAWN[name](invented.four(), dark=dark, narrow=narrow, width=358 if narrow else 716)
    assert len(figure.data) >= 1
    assert figure.layout.height > 0
    assert figure.layout.template.layout.paper_bgcolor == theme.tokens(dark).bg


@charts
def test_every_mark_that_can_be_clicked_carries_a_flat_text(name):
    figure = DRAWN[name](invented.four())
    carried = [mark for trace in figure.data if trace.customdata is not None for mark in trace.customdata]
    assert carried
    assert all(isinstance(mark, str) and mark for mark in carried)


@charts
def test_one_row_is_enough(name):
    one = invented.tables([invented.prediction(1, "李某", "summit", "will", 1, quote="会谈不会取得突破")],
                          words=[invented.word("突破", 1)])
    assert len(DRAWN[name](one).data) >= 1


@charts
def test_very_many_rows_stay_light_and_say_what_is_left_out(name):
    figure = DRAWN[name](invented.many())
    assert len(figure.data) <= 6
    assert len(figure.to_json()) < 1_500_000
    assert figure.layout.height < 4000
    if name in ("outcomes", "matrix", "matrix of counts"):
        assert any("40" in text and "300" in text for text in texts(figure))


@charts
def test_text_from_documents_is_shown_and_not_obeyed(name):
    evil = invented.HOSTILE
    rows = [invented.prediction(1, evil, "summit", "will", 1, cue=evil, quote="会谈不会取得突破",
                                horizon=(pd.Timestamp("2024-06-01"), pd.Timestamp("2024-06-30"))),
            invented.prediction(2, evil, "summit", "wont", 1, cue=evil, condition=evil, quote="两国很可能签署协议")]
    tables = invented.tables(rows, documents=[invented.document(title=evil)], words=[invented.word(evil, 3)],
                             events=[invented.event("5月2日", f"5月2日{evil}", "2024-05-02")])
    for text in texts(DRAWN[name](tables)):
        bare = re.sub(r"</?span[^>]*>|<br>", "", text)
        assert "<" not in bare and ">" not in bare
        assert "$" not in bare


@charts
def test_a_name_of_two_hundred_characters_is_cut(name):
    long = "评论员" * 66
    rows = [invented.prediction(1, long, "summit", "will", 1, cue="必然" * 80, quote="会谈不会取得突破")]
    tables = invented.tables(rows, documents=[invented.document(title=long)], words=[invented.word(long, 3)],
                             events=[invented.event("5月2日", f"5月2日{long}", "2024-05-02")])
    figure = DRAWN[name](tables)
    assert all(len(note.text) < 160 for note in figure.layout.annotations)


def on_one_issue(*amounts):
    """Return the split of predictions on one issue: surely closer, hedged, open, and on a condition apart."""
    kinds = (("will", 1, ""), ("likely", 1, ""), ("possible", 1, ""), ("likely", -1, "如果甲国让步"))
    rows = [invented.prediction(100 * kind + number, "李某", "summit", likelihood, valence, condition=condition)
            for kind, ((likelihood, valence, condition), amount) in enumerate(zip(kinds, amounts)) for number in range(amount)]
    return summaries.split_by_issue(invented.tables(rows).predictions, BOOK)


def test_a_square_stands_for_two_only_where_one_each_would_not_fit():
    assert by_issue.unit(summaries.split_by_issue(invented.four().predictions, BOOK)) == 1
    split = on_one_issue(40, 10)
    assert by_issue.unit(split) == 2
    figure = by_issue.draw(split)
    assert any("one square is 2 predictions" in text for text in texts(figure))
    assert max(len(mark.split(" ")) for mark in figure.data[0].customdata) == 2


def test_where_squares_find_no_room_the_length_of_a_bar_is_its_share():
    split = on_one_issue(60, 20, 10, 10)
    assert by_issue.unit(split) is None
    figure = by_issue.draw(split)
    bars = dict(zip(figure.data[0].customdata, figure.data[0].x))
    assert bars == {"summit|2|": 0.6, "summit|1|": 0.2, "summit|0|": 0.1, "summit|-1|if": 0.1}
    assert {"80\u2009%", "10\u2009%"} <= set(texts(figure))
    assert len(shares.meant(split, "summit|-1|if")) == 10
    assert shares.meant(split, "summit|x|if") == shares.meant(split, "another|-1|if") == shares.meant(split, "summit|7|") == []


def test_bars_of_shares_stand_beside_one_another_and_leave_the_gutter_free():
    figure = by_issue.draw(on_one_issue(60, 20, 10, 10))
    ends = {mark: (base, base + long) for mark, base, long in zip(figure.data[0].customdata, figure.data[0].base, figure.data[0].x)}
    assert ends["summit|0|"] == (-0.05, 0.05)
    assert ends["summit|2|"][0] > ends["summit|0|"][1] and ends["summit|-1|if"][1] < ends["summit|0|"][0]
    assert ends["summit|1|"][0] == pytest.approx(ends["summit|2|"][1])


def test_a_bar_of_conditions_is_hollow():
    figure = by_issue.draw(on_one_issue(60, 20, 10, 10))
    fills = dict(zip(figure.data[0].customdata, figure.data[0].marker.color))
    assert fills["summit|-1|if"] == theme.LIGHT.bg != fills["summit|2|"]


@pytest.mark.parametrize("of_square", [False, True])
def test_the_chosen_bar_gets_a_frame_also_where_the_link_is_of_a_square(of_square):
    split = on_one_issue(60, 20, 10, 10)
    chosen = " ".join(split.loc[split["step"] == 1, "prediction_id"].head(2)) if of_square else "summit|1|"
    [framed] = canvas.rings(by_issue.draw(split), chosen)
    assert framed["x1"] - framed["x0"] == pytest.approx(0.2)


def test_a_square_of_two_is_ringed_for_either_prediction():
    split = on_one_issue(40, 10)
    assert len(canvas.rings(by_issue.draw(split), split["prediction_id"].iloc[1])) == 1


def test_squares_of_conditions_are_hollow():
    figure = by_issue.draw(summaries.split_by_issue(invented.four().predictions, BOOK))
    looks = dict(zip(figure.data[0].customdata, figure.data[0].marker.symbol))
    assert looks == {"d1-p001": "square", "d1-p002": "square-open", "d1-p003": "square"}


def test_issues_below_the_least_stand_under_a_heading():
    figure = by_issue.draw(summaries.split_by_issue(invented.four().predictions, BOOK, least=4), least=4)
    assert "Fewer than 4 statements" in texts(figure)


def test_the_chosen_mark_gets_a_ring():
    split = summaries.split_by_issue(invented.four().predictions, BOOK)
    frame = summaries.outcomes(invented.four().predictions, BOOK, "summit")
    table = summaries.matrix(invented.four(), BOOK, least=1)
    assert len(canvas.rings(by_issue.draw(split), "d1-p001")) == 1
    assert len(canvas.rings(outcomes.draw(frame), "d1-p001")) == 1
    assert len(canvas.rings(matrix.draw(table), "李某|summit")) == 1
    assert not canvas.rings(matrix.draw(table), "nobody|summit")


def test_the_median_is_of_everybody_and_not_only_of_the_rows_drawn():
    figure = outcomes.draw(summaries.outcomes(invented.many(60, 2).predictions, BOOK))
    assert "Median of 60" in texts(figure)
    assert "Showing the 40 who say most, of 60" in texts(figure)


def test_open_words_have_no_bar_and_conditions_neither():
    figure = outcomes.draw(summaries.outcomes(invented.four().predictions, BOOK))
    bars_drawn = [trace for trace in figure.data if trace.type == "bar"]
    assert len(bars_drawn) == 1
    assert len(bars_drawn[0].base) == 1


def test_two_statements_of_one_strength_are_one_mark_with_both_ids():
    rows = [invented.prediction(number, "李某", "summit", "wont", 1, cue=cue) for number, cue in ((1, "不会"), (2, "不可能"))]
    figure = outcomes.draw(summaries.outcomes(invented.tables(rows).predictions, BOOK))
    assert list(figure.data[-1].customdata) == ["d1-p001 d1-p002"]


@pytest.mark.parametrize("chosen", ["d1-p001 d1-p002", "d1-p002"])
def test_a_dot_of_two_statements_is_ringed_for_both_and_for_either(chosen):
    rows = [invented.prediction(number, "李某", "summit", "wont", 1, cue=cue) for number, cue in ((1, "不会"), (2, "不可能"))]
    frame = summaries.outcomes(invented.tables(rows).predictions, BOOK)
    assert len(canvas.rings(outcomes.draw(frame), chosen)) == 1


def test_the_matrix_writes_sign_and_hollow_cells():
    rows = [invented.prediction(1, "甲", "summit", "will", 1), invented.prediction(2, "乙", "summit", "wont", 1),
            invented.prediction(3, "丙", "summit", "will", 1, condition="如果甲国让步"),
            invented.prediction(4, "甲", "sanctions", "possible", 1), invented.prediction(5, "乙", "sanctions", "will", 1),
            invented.prediction(6, "乙", "sanctions", "wont", 1)]
    figure = matrix.draw(summaries.matrix(invented.tables(rows), BOOK, least=1))
    cells = next(trace for trace in figure.data if trace.type == "bar")
    look = {mark: (text, fill) for mark, text, fill in zip(cells.customdata, cells.text, cells.marker.color)}
    assert look["甲|summit"] == ("+0.9", theme.LIGHT.cells[2])
    assert look["乙|summit"] == ("–0.9", theme.LIGHT.cells[-2])
    assert look["丙|summit"] == ("+0.9", theme.LIGHT.bg)
    assert look["甲|sanctions"][0] == "0"
    assert "±" in texts(figure)


def test_more_than_ten_columns_are_headed_vertically():
    issues = [f"i{number}" for number in range(14)]
    rows = [invented.prediction(number, "李某", issue, "will", 1) for number, issue in enumerate(issues)]
    figure = matrix.draw(summaries.matrix(invented.tables(rows), BOOK, least=1))
    assert any(note.text == "i<br>1<br>3" for note in figure.layout.annotations)


def test_a_bar_of_the_timeline_is_exactly_as_long_as_the_time_said():
    tables = invented.tables([], events=[
        invented.event("5月", "5月，甲国宣布新的制裁。", "2024-05-01", "2024-05-31", precision="month"),
        invented.event("6月3日", "会谈将于6月3日举行。", "2024-06-03", tense="future", start=5)])
    figure = timeline.draw(chronology.dated(tables, BOOK), published=pd.Timestamp("2024-05-20"))
    drawn = {trace.type: trace for trace in figure.data}
    assert list(drawn["bar"].x) == [31.0]
    assert list(drawn["scatter"].marker.symbol) == ["diamond-open"]


def boxes(figure, width):
    """Return the span in pixels of each label inside the track, by its height."""
    span, left = figure.layout.xaxis.range, figure.layout.margin.l
    track = width - left - figure.layout.margin.r
    found = {}
    for note in figure.layout.annotations:
        if note.xref == "x" and note.font.size == 14:
            at = left + (note.x - span[0]) / (span[1] - span[0]) * track + note.xshift
            long = lettering.width(note.text, 14) * 0.98
            found.setdefault(note.y, []).append((at - long, at) if note.xanchor == "right" else (at, at + long))
    return found


@pytest.mark.parametrize("width", [1104, 900])
def test_labels_of_the_timeline_neither_collide_nor_cross_the_day_of_writing(width):
    events = [invented.event(f"{month}月{day}日", f"{month}月{day}日，甲国代表团第{day}次访问乙国首都。",
                             f"2024-0{month}-{day:02d}", tense="past" if month < 6 else "future", start=month * 100 + day)
              for month in (3, 4, 5, 6, 7) for day in (2, 9, 16, 23, 27)]
    tables = invented.tables([], events=events)
    published = pd.Timestamp("2024-05-31")
    figure = timeline.draw(chronology.dated(tables, BOOK), published=published, width=width)
    found = boxes(figure, width)
    assert sum(len(line) for line in found.values()) == 25
    span, left = figure.layout.xaxis.range, figure.layout.margin.l
    day = (published - pd.Timestamp("1970-01-01")).days + 0.5
    written = left + (day - span[0]) / (span[1] - span[0]) * (width - left - figure.layout.margin.r)
    for line in found.values():
        line.sort()
        assert all(first[1] <= second[0] for first, second in pairwise(line))
        assert all(not start < written - 1 < end - 2 for start, end in line)


def test_an_undated_document_has_no_line_of_writing():
    tables = invented.tables([], documents=[invented.document(published=None)],
                             events=[invented.event("5月2日", "5月2日，甲国宣布新的制裁。", "2024-05-02")])
    figure = timeline.draw(chronology.dated(tables, BOOK), published=pd.NaT)
    assert not any("written" in text for text in texts(figure))


def test_lanes_keep_to_the_newest_documents():
    documents = [invented.document(f"d{number}", published=f"20{number:02d}-05-20", title=f"题{number}")
                 for number in range(10, 60)]
    events = [invented.event("5月2日", "5月2日，甲国宣布新的制裁。", f"20{number:02d}-05-02", doc=f"d{number}")
              for number in range(10, 60)]
    shown = texts(in_lanes(invented.tables([], documents=documents, events=events), "document"))
    assert "Showing 12 of 50 lanes; in the others 38 more" in shown
    assert any(text.startswith("题59") for text in shown)
    assert not any(text.startswith("题19") for text in shown)


def test_the_marked_bar_is_in_ink():
    ranked = summaries.ranked_words(invented.four(), BOOK)
    figure = bars.draw(ranked, voices=2, marked="突破")
    fills = dict(zip(figure.data[0].customdata, figure.data[0].marker.color))
    assert fills == {"突破": theme.LIGHT.text, "制裁": theme.LIGHT.steps[0]}


def test_the_cloud_lies_the_same_way_each_time_and_bigger_means_more():
    ranked = pd.DataFrame({"word": ["关系", "突破", "会晤", "一个"], "count": [90, 40, 20, 5], "voices": [9, 6, 3, 1],
                           "tag": ["n"] * 4})
    first, second = cloud.layout(ranked), cloud.layout(ranked)
    assert first.equals(second)
    assert first["size"].is_monotonic_decreasing


def test_words_of_the_cloud_do_not_overlap():
    ranked = pd.DataFrame({"word": [f"词语{sign}" for sign in "一二三四五六七八九十"], "count": range(30, 20, -1),
                           "voices": [1] * 10, "tag": ["n"] * 10})
    painted = np.zeros((440, 400), dtype=int)
    for row in cloud.layout(ranked).itertuples():
        left, top, right, bottom = ImageFont.truetype(str(invented.FONT), row.size).getbbox(row.word, anchor="ms")
        line = row.y + row.size / 4  # where Plotly sets the line of a text's middle
        assert row.x + left >= -1 and row.x + right <= 401 and line + top >= -1 and line + bottom <= 441
        paper = Image.new("1", (400, 440))
        ImageDraw.Draw(paper).text((row.x, line), row.word, fill=1, anchor="ms",
                                   font=ImageFont.truetype(str(invented.FONT), row.size))
        painted += np.asarray(paper)
    assert painted.sum() > 1000
    assert painted.max() == 1


def test_a_cloud_without_its_font_says_so(monkeypatch, tmp_path):
    ranked = pd.DataFrame({"word": ["关系"], "count": [9], "voices": [2], "tag": ["n"]})
    monkeypatch.setattr(typeface, "FONT", tmp_path / "NotoSansCJKsc-subset.otf")
    cloud._font.cache_clear()
    figure = cloud.draw(ranked)
    assert "the font is missing" in figure.to_json()
    monkeypatch.undo()
    cloud._font.cache_clear()
    assert cloud.draw(ranked).data[0].customdata == ("关系",)


def test_figures_are_plain_json():
    figure = DRAWN["outcomes"](invented.four())
    assert json.loads(figure.to_json())["layout"]["height"] == figure.layout.height


def test_a_total_over_too_few_is_written_without_colour():
    rows = [invented.prediction(number, "甲", issue, "will", 1) for number, issue in enumerate(["summit"] * 3 + ["sanctions"])]
    rows += [invented.prediction(10 + number, "乙", issue, "will", 1) for number, issue in
             enumerate(["sanctions"] * 2 + ["trade"])]
    figure = matrix.draw(summaries.matrix(invented.tables(rows), BOOK, least=3))
    fills = {mark: fill for trace in figure.data if trace.type == "bar"
             for mark, fill in zip(trace.customdata, trace.marker.color)}
    assert fills["甲|"] == theme.LIGHT.cells[2]
    assert fills["乙|"] == theme.LIGHT.bg


def test_of_many_small_issues_only_some_are_drawn():
    rows = [invented.prediction(number, "李某", f"i{number}", "will", 1) for number in range(20)]
    rows += [invented.prediction(30 + number, "李某", "summit", "will", 1) for number in range(3)]
    figure = by_issue.draw(summaries.split_by_issue(invented.tables(rows).predictions, BOOK))
    assert "Showing 5 of 21 issues" in texts(figure)


def test_the_panel_of_a_document_marks_the_day_it_is_drawn_for_beside_the_day_of_writing():
    figure = timeline.draw(chronology.dated(with_dates(invented.four()), BOOK), published=pd.Timestamp("2024-05-20"),
                           as_of=pd.Timestamp("2024-05-24"))
    heights = {note.text: note.y for note in figure.layout.annotations if note.text.startswith(("written", "as of"))}
    assert set(heights) == {"written 20 May 2024", "as of 24 May 2024"}
    assert abs(heights["written 20 May 2024"] - heights["as of 24 May 2024"]) >= 16
