"""Native charts hold the very numbers of the page's chart, read again with python-pptx and openpyxl."""

import io
from itertools import pairwise

import openpyxl
import pandas as pd
import pptx as powerpoint
import pytest

from analysis import summaries
from analysis.selection import Selection
from charts import exhibits, lettering, native
from charts.export import native_charts, pptx
from tests.charts import invented
from tests.charts.export import kinds

BOOK = invented.codebook()


def made(code, tables=None, **options):
    return exhibits.make(code, tables or kinds.tables("simplified"), Selection(least=1), BOOK, options=options, made=kinds.MADE)


def frames(exhibit):
    show = powerpoint.Presentation(io.BytesIO(pptx.chart(exhibit)))
    return [shape for shape in show.slides[0].shapes if shape.has_chart or shape.has_table or shape.shape_type == 6]


def test_bars_to_both_sides_count_what_the_squares_show():
    main, aside = (frame.chart for frame in frames(made("overview")))
    split = summaries.split_by_issue(kinds.tables("simplified").predictions, BOOK, least=1)
    labels = list(main.plots[0].categories)
    for place, label in enumerate(labels):
        own = split[split["label"] == label]
        values = [series.values[place] or 0 for series in main.plots[0].series]
        assert -sum(value for value in values if value < 0) == (own["side"] == "apart").sum()
        assert sum(value for value in values if value > 0) == (own["side"] == "closer").sum()
        assert (aside.plots[0].series[0].values[place] or 0) == (own["side"] == "open").sum()


def test_the_sheet_behind_a_chart_holds_its_numbers():
    chart = frames(made("words"))[0].chart
    sheet = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
    ranked = made("words").data
    assert [(row[0].value, row[1].value) for row in sheet.iter_rows(min_row=2)] == list(zip(ranked["word"], ranked["count"]))


def test_dots_stand_at_the_chances():
    exhibit = made("outcomes", about="summit")
    series = frames(exhibit)[0].chart.plots[0].series
    dots = [one for one in list(series)[1:] if one.name != "what published scales allow for the word"]
    drawn = sorted(x for one in dots for x in one.iter_values() if x is not None)
    said = exhibit.shown.drop_duplicates(["commentator", "conditional", "chance"])
    assert len(drawn) == len(said)
    points = sorted(float(value.text) for one in dots for value in one._element.findall(".//{*}xVal//{*}v"))
    assert points == pytest.approx(sorted(100 * said["chance"]))


def test_dots_of_one_row_stand_a_line_apart_and_clear_of_the_next_row():
    dots = [native.Dot(row, x, float("nan"), float("nan"), f"{x}", "#8D8A84", False, "open") for row, x in ((0, 5), (0, 20), (0, 95), (1, 50), (2, 5), (2, 95))]
    show = powerpoint.Presentation()
    slide = show.slides.add_slide(show.slide_layouts[6])
    chart = native_charts.draw(slide, native.Dots(("甲", "乙", "丙"), tuple(dots), ("apart", "open", "closer")), (0, 0, 9_000_000, 5_000_000),
                               language="en", alt="dots")[0].chart
    series = list(chart.plots[0].series)
    names, heights = (list(one.iter_values()) for one in series)
    assert names == pytest.approx([heights[1], heights[3], (heights[4] + heights[5]) / 2], abs=0.01)
    assert all(below - above > 0.6 for above, below in pairwise(heights))
    assert chart.value_axis.maximum_scale > heights[-1]


def test_how_far_a_word_reaches_is_a_line_with_a_gap_after_it():
    exhibit = made("outcomes", about="summit")
    series = frames(exhibit)[0].chart.plots[0].series
    ranges = [one for one in series if one.name == "what published scales allow for the word"]
    said = exhibit.shown.drop_duplicates(["commentator", "conditional", "chance"])
    said = said[~said["conditional"] & (said["low"] < said["high"])]
    assert len(said)
    ends, gaps = [], 0
    for one in ranges:
        xs = [float(value.text) for value in one._element.findall(".//{*}xVal//{*}v")]
        ends += [(xs[place], xs[place + 1]) for place in range(0, len(xs), 3)]
        heights = list(one.iter_values())
        assert heights[::3] == heights[1::3]
        gaps += sum(height is None for height in heights)
    assert sorted((round(low), round(high)) for low, high in ends) == sorted(zip(round(100 * said["low"]), round(100 * said["high"])))
    assert gaps == len(said)


def test_a_table_holds_every_cell_of_the_matrix():
    exhibit = made("issues")
    table = frames(exhibit)[0].table
    texts = [[cell.text for cell in row.cells] for row in table.rows]
    matrix = exhibit.shown
    assert texts[0][1:-1] == list(matrix.columns["label"])
    assert [row[0] for row in texts[1:-1]] == list(matrix.rows["commentator"])
    for cell in matrix.cells.itertuples():
        text = texts[1 + list(matrix.rows["commentator"]).index(cell.commentator)][1 + list(matrix.columns["issue"]).index(cell.issue)]
        assert text.strip("[]").startswith(lettering.signed(cell.value))


def test_lines_run_through_the_values_of_each_period():
    rows = [invented.prediction(number, "赵某", "summit", word, 1, doc=doc, quote="会谈不会取得突破") | {"made_on": pd.Timestamp(f"{year}-05-20")}
            for number, (doc, word, year) in enumerate((("d1", "wont", 2022), ("d2", "likely", 2023), ("d3", "will", 2024)))]
    documents = [invented.document("d1", published="2022-05-20"), invented.document("d2", published="2023-05-20"),
                 invented.document("d3", published="2024-05-20")]
    exhibit = made("timeline_issues", invented.tables(rows, documents=documents), trend="outlook")
    chart = frames(exhibit)[0].chart
    assert list(chart.plots[0].series[0].values) == pytest.approx(list(exhibit.data["value"]))
    assert len(list(chart.plots[0].categories)) == 3


def test_a_timeline_is_a_group_of_shapes_with_a_mark_for_each_day():
    exhibit = made("timeline")
    group = frames(exhibit)[0]
    told = [shape._element.xpath(".//p:cNvPr")[0].get("descr") or "" for shape in group.shapes]
    assert sum("2024" in text for text in told) >= len(exhibit.data)
    assert len(group.shapes) > 10


def test_what_finds_no_room_is_counted():
    exhibit = made("outcomes", kinds.tables("many"), about="summit")
    assert exhibit.native.left_out == 300 - len(exhibit.native.rows)
    assert isinstance(exhibit.data, pd.DataFrame)
