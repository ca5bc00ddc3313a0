"""How the rows of a result's files stand, and that they are read as they were coded."""

from datetime import date, datetime

import pyarrow
import pyarrow.parquet
import pytest

from analysis import parts, pipeline
from analysis.documents import table
from analysis.readers import Reading
from analysis.schemas import SCHEMAS
from tests.analysis.engines import runs


@pytest.fixture(scope="module")
def coded(book):
    """Documents whose days do not grow from one to the next, one of them without a day."""
    days = [date(2025, 3, 1 + number * 7 % 12) for number in range(11)]
    return pipeline.code(table([Reading(f"{number}.txt", runs.text(number), title=f"第{number}篇", author="林之恒", published=day) for number, day in enumerate([*days, None])]), book)


def kept(tables, place):
    said = {schema.name: [parts.arrow(getattr(tables, schema.name), schema.name)] for schema in SCHEMAS}
    parts.keep(str(place), parts.Note("a", {}), said)
    return {schema.name: pyarrow.parquet.ParquetFile(parts.path(str(place), schema.name, "a")) for schema in SCHEMAS}


def groups(file, wanted):
    """Return how many row groups may hold rows with some values, by what they say of themselves, and how many there are."""
    about = file.metadata
    columns = {about.schema.column(number).path: number for number in range(about.num_columns)}
    bounds = [{name: about.row_group(number).column(columns[name]).statistics for name in wanted} for number in range(about.num_row_groups)]
    # A group without any day says none.
    return sum(all(bound[name].has_min_max and bound[name].min <= high and bound[name].max >= low for name, (low, high) in wanted.items())
               for bound in bounds), len(bounds)


def test_what_is_read_stands_as_it_was_coded(coded, tmp_path):
    kept(coded, tmp_path)
    runs.same(coded, type(coded)(*(parts.frame(parts.part(str(tmp_path), schema.name, "a"), schema.name) for schema in SCHEMAS)))
    some = parts.part(str(tmp_path), "mentions", "a", ["code", "start"])
    assert some.to_pydict() == {name: coded.mentions[name].to_list() for name in ("code", "start")}


@pytest.mark.parametrize(("name", "rows", "wanted"), [
    ("mentions", 5, {"code": ("sanctions", "sanctions"), "kind": ("issue", "issue")}),
    ("mentions", 5, {"code": ("sanctions", "sanctions"), "kind": ("issue", "issue"), "published": (datetime(2025, 3, 1), datetime(2025, 3, 4))}),
    ("predictions", 3, {"issue": ("sanctions", "sanctions")}),
    ("documents", 2, {"published": (datetime(2025, 3, 1), datetime(2025, 3, 4))}),
    ("words", 10, {"published": (datetime(2025, 3, 1), datetime(2025, 3, 4))})])
def test_a_filter_passes_over_most_groups_of_rows(coded, tmp_path, monkeypatch, name, rows, wanted):
    monkeypatch.setitem(parts._ROWS, name, rows)
    read, held = groups(kept(coded, tmp_path)[name], wanted)
    assert 0 < read <= held / 2


def test_parts_of_the_version_before_are_read(coded, tmp_path):
    path = tmp_path / "mentions" / "a.parquet"
    path.parent.mkdir()
    pyarrow.parquet.write_table(parts.arrow(coded.mentions, "mentions"), path)
    assert parts.part(str(tmp_path), "mentions", "a").equals(parts.arrow(coded.mentions, "mentions"))
