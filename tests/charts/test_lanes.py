"""Lanes: few things with their marks, many as a density, labels that never lie on each other."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from analysis import chronology
from charts import canvas, lanes, lettering
from tests.charts import invented

BOOK = invented.codebook()
DAY = pd.Timestamp


def happenings(n, seed=1, years=40):
    """Return a row a happening, of every kind and length, over some decades, in three lanes' worth of issues."""
    random = np.random.default_rng(seed)
    first = DAY("1985-01-01") + pd.to_timedelta(random.integers(0, years * 365, n), unit="D")
    long = random.choice([0, 0, 0, 6, 29, 364], n)
    kinds = random.choice(["past", "announced", "predicted"], n, p=[.6, .2, .2])
    frame = pd.DataFrame({
        "doc_id": "d1", "kind": kinds, "label": [f"甲国代表团第{number}次访问乙国首都" for number in range(n)], "issue": "", "actor": "",
        "first": first, "last": first + pd.to_timedelta(long, unit="D"), "day": long == 0, "step": random.integers(-2, 3, n),
        "commentator": random.choice(["李某", "王某"], n), "surface": "", "sentence": "甲国代表团访问乙国首都。", "start": range(n),
        "end": range(1, n + 1), "ids": "", "precision": "day", "placed": True, "published": DAY("2024-05-20"),
        "issues": random.choice(["summit", "sanctions", ""], n), "actors": "", "mark": [f"d1:{number}" for number in range(n)]})
    return frame[list(chronology.COLUMNS)].astype(chronology.COLUMNS)


def drawn(frame, span=None, by="issue", **how):
    span = span or chronology.extent(frame)
    tables = invented.tables([])
    cut = chronology.in_lanes(chronology.within(frame, *span), by, tables, BOOK, nothing="No issue named")
    return lanes.draw(cut, span=span, written=tables.documents["published"], **how), cut


def counts(figure):
    """Return how many things the figure's traces stand for: marks and bars one each, bars of a density as told."""
    codes = [code for trace in figure.data if trace.customdata is not None for code in trace.customdata]
    total = sum("/" not in code for code in codes)
    bars = {code: said for trace in figure.data if trace.customdata is not None
            for code, said in zip(trace.customdata, trace.hovertext) if "/" in code}
    for said in bars.values():
        total += sum(int(part.split()[0].replace(",", "")) for part in said.rpartition("<br>")[2].split(", "))
    return total


@pytest.mark.parametrize("n", [1, 20, 200, 20_000])
def test_everything_shown_is_a_mark_or_is_counted(n):
    figure, cut = drawn(happenings(n))
    assert counts(figure) == len(cut.rows) == n
    assert len(figure.data) < 20
    assert figure.layout.height < 1400


def boxes(figure, width):
    """Return, by height, the pixels each label takes among the marks."""
    span, left = figure.layout.xaxis.range, figure.layout.margin.l
    track = width - left - figure.layout.margin.r
    found = {}
    for note in figure.layout.annotations:
        if note.xref == "x" and note.font.size == 13 and note.text.startswith(("甲", "\u2009")):
            at = left + (note.x - span[0]) / (span[1] - span[0]) * track + (note.xshift or 0)
            long = lettering.width(note.text, 13) * 0.98
            begin = {"right": at - long, "center": at - long / 2}.get(note.xanchor, at)
            found.setdefault(note.y, []).append((begin, begin + long))
    return found


@pytest.mark.parametrize("width", [1104, 900, 700])
@pytest.mark.parametrize("span", [None, ("1990-01-01", "1999-12-31"), ("1995-01-01", "1995-12-31"), ("1995-03-01", "1995-03-31")])
def test_labels_never_lie_on_each_other_at_any_zoom(width, span):
    span = tuple(map(DAY, span)) if span else None
    figure, _ = drawn(happenings(60, years=20), span, width=width)
    found = boxes(figure, width)
    for line in found.values():
        line.sort()
        assert all(first[1] <= second[0] for first, second in pairwise(line))


def test_labels_do_not_cross_the_day_the_timeline_is_drawn_for():
    span, day = (DAY("1990-01-01"), DAY("1999-12-31")), DAY("1995-02-03")
    figure, _ = drawn(happenings(60, years=20), span, as_of=day, width=1104)
    ends, left = figure.layout.xaxis.range, figure.layout.margin.l
    at = left + ((day - DAY("1970-01-01")).days + .5 - ends[0]) / (ends[1] - ends[0]) * (1104 - left - figure.layout.margin.r)
    assert boxes(figure, 1104)
    assert not any(start < at - 2 and at + 2 < end for line in boxes(figure, 1104).values() for start, end in line)
    assert any(note.text == "as of 3 February 1995" for note in figure.layout.annotations)


def test_the_closer_one_zooms_the_more_stand_alone():
    frame = happenings(2000)
    whole, _ = drawn(frame)
    week, _ = drawn(frame, (DAY("2000-05-01"), DAY("2000-05-14")))
    assert any("/" in code for trace in whole.data if trace.customdata is not None for code in trace.customdata)
    assert not any("/" in code for trace in week.data if trace.customdata is not None for code in trace.customdata)


def test_kinds_are_told_apart_by_shape():
    frame = happenings(4).assign(kind=list(chronology.KINDS), day=True, issues="summit")
    frame["last"] = frame["first"]
    figure, _ = drawn(frame)
    symbols = {symbol for trace in figure.data if trace.type == "scatter" and trace.customdata is not None
               for symbol in trace.marker.symbol}
    assert symbols == {"circle", "diamond-open", "triangle-right-open", "square"}
    bars, _ = drawn(happenings(3).assign(kind=["past", "announced", "predicted"], day=False, issues="summit"))
    looks = {(trace.marker.pattern.shape, bool(np.any(trace.marker.line.width))) for trace in bars.data if trace.type == "bar"}
    assert looks == {(None, False), (None, True), ("/", True)}


def test_a_bar_reaches_no_further_than_the_days_shown():
    frame = happenings(1).assign(first=DAY("2000-01-01"), last=DAY("2009-12-31"), day=False)
    figure, _ = drawn(frame, (DAY("2004-01-01"), DAY("2004-12-31")))
    bar = next(trace for trace in figure.data if trace.type == "bar")
    assert (bar.base[0], bar.base[0] + bar.x[0]) == tuple(figure.layout.xaxis.range)


def test_what_came_stays_a_mark_in_a_lane_of_many():
    frame = pd.concat([happenings(100).assign(issues="summit"), happenings(1, seed=2).assign(
        kind="came", day=True, issues="summit", mark="came:0", doc_id="")], ignore_index=True)
    frame.loc[100, "last"] = frame.loc[100, "first"]
    figure, _ = drawn(frame)
    marks = [code for trace in figure.data if trace.type == "scatter" and trace.customdata is not None for code in trace.customdata]
    assert marks == ["came:0"]


def test_many_days_of_publication_are_counted():
    frame = happenings(5)
    days = pd.Series(pd.date_range("1986-01-01", periods=900, freq="13D"))
    span = chronology.extent(frame)
    cut = chronology.in_lanes(frame, "issue", invented.tables([]), BOOK)
    figure = lanes.draw(cut, span=span, written=days)
    told = [said for trace in figure.data for said in trace.hovertext or () if "document" in said]
    shown = days[(days >= span[0]) & (days <= span[1])]
    assert sum(int(said.split()[0].replace(",", "")) for said in told) == len(shown)


def test_a_chosen_bar_of_a_density_gets_a_frame():
    figure, _ = drawn(happenings(300))
    code = next(code for trace in figure.data if trace.customdata is not None for code in trace.customdata if "/" in code)
    assert [frame["type"] for frame in canvas.rings(figure, code)] == ["rect"]


def test_a_vague_past_is_dotted():
    figure, _ = drawn(happenings(1).assign(kind="past", precision="imprecise", day=False, last=DAY("2030-01-01")))
    assert next(trace for trace in figure.data if trace.type == "bar").marker.pattern.shape == "."


def test_labels_of_a_document_do_not_cross_its_day_of_writing():
    frame = happenings(12).assign(first=pd.date_range("2024-04-01", periods=12, freq="9D").astype("datetime64[us]"), day=True, kind="past")
    frame["last"] = frame["first"]
    figure, cut = drawn(frame, (DAY("2024-03-01"), DAY("2024-08-31")), by="document")
    ends, left = figure.layout.xaxis.range, figure.layout.margin.l
    written = (cut.lanes["published"].iloc[0] - DAY("1970-01-01")).days + .5
    at = left + (written - ends[0]) / (ends[1] - ends[0]) * (1104 - left - figure.layout.margin.r)
    lines = boxes(figure, 1104).values()
    assert sum(map(len, lines)) >= 8
    assert not any(start < at - 2 and at + 2 < end for line in lines for start, end in line)
