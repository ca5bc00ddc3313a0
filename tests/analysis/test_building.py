import json
from pathlib import Path

import pandas as pd
import pyarrow
import pyarrow.parquet
import pytest

from analysis import __main__ as program
from analysis import building, documents, errands, parts, pipeline, store
from analysis.engines.here import Here
from analysis.schemas import SCHEMAS
from tests.analysis import test_store
from tests.analysis.engines import runs


@pytest.fixture
def source(tmp_path):
    return runs.write(tmp_path / "in.jsonl", runs.lines(6))


@pytest.fixture
def coded(monkeypatch):
    """How many documents went through the pipeline."""
    counts, code = [], pipeline.code

    def counting(table, *arguments, **choices):
        counts.append(len(table))
        return code(table, *arguments, **choices)

    monkeypatch.setattr(pipeline, "code", counting)
    return counts


@pytest.mark.parametrize("size", [1, 700, 10**9])
@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_tables_are_the_same_whatever_is_done_at_a_time(source, tmp_path, book, size, form):
    whole = pipeline.code(documents.table(documents.gather([source]).readings), book)
    if form == "parquet":
        rows = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines()]
        pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), tmp_path / "in.parquet", row_group_size=4)
        source = tmp_path / "in.parquet"
        whole = pipeline.code(whole.documents.assign(source=whole.documents["source"].str.replace("jsonl", "parquet")), book)
    runs.build(source, tmp_path / "out", size=size)
    runs.same(runs.tables(tmp_path / "out"), whole)


def test_tables_are_the_same_however_many_characters_are_coded_at_once(source, tmp_path, book, monkeypatch):
    runs.build(source, tmp_path / "whole")
    monkeypatch.setattr(errands.Errand, "__init__", _with(errands.Errand.__init__, at_a_time=1))
    runs.build(source, tmp_path / "single")
    runs.same(runs.tables(tmp_path / "whole"), runs.tables(tmp_path / "single"))


def _with(made, **always):
    return lambda self, *arguments, **choices: made(self, *arguments, **choices | always)


def test_a_run_is_taken_up_where_it_ended(source, tmp_path, coded):
    class Tired(Here):
        def each(self, asked):
            for number, done in enumerate(super().each(asked)):
                if number == 1:
                    raise KeyboardInterrupt
                yield done

    with pytest.raises(KeyboardInterrupt):
        runs.build(source, tmp_path / "out", Tired(), 300)
    assert 0 < sum(coded) < 6
    runs.build(source, tmp_path / "out", size=300)
    runs.build(source, tmp_path / "out", size=300)
    assert sum(coded) == 6
    runs.build(source, tmp_path / "whole")
    runs.same(runs.tables(tmp_path / "out"), runs.tables(tmp_path / "whole"))


@pytest.mark.parametrize(("folder", "damage"), [("made", test_store.emptied), ("made", test_store.foldered), ("words", test_store.cut), ("words", Path.unlink)])
def test_what_was_half_written_is_made_again_and_nothing_else(source, tmp_path, coded, folder, damage):
    runs.build(source, tmp_path / "out", size=300)
    whole, before = runs.tables(tmp_path / "out"), sum(coded)
    hit = sorted((tmp_path / "out" / folder).iterdir())[1]
    damage(hit)
    if hit.is_dir():
        hit.rmdir()
    runs.build(source, tmp_path / "out", size=300)
    runs.same(runs.tables(tmp_path / "out"), whole)
    assert 0 < sum(coded) - before < before


def test_a_part_that_is_not_what_was_written_is_named_and_the_next_run_makes_it_again(source, tmp_path, capsys):
    out = tmp_path / "out"
    assert program.main(["build", str(source), "--out", str(out), "--format", "parts", "--piece", "0.0003"]) == 0
    whole = runs.tables(out)
    hit = sorted((out / "documents").iterdir())[1]
    test_store.flipped(hit)
    with pytest.raises(parts.BrokenPart, match=f"{hit.name}: is broken.*Delete it, and build again"):
        runs.tables(out)
    assert program.main(["build", str(source), "--out", str(out), "--format", "parts", "--piece", "0.0003"]) == 0
    assert f"{hit.name}: is broken" in capsys.readouterr().err
    runs.same(runs.tables(out), whole)


def test_a_damaged_manifest_is_named_and_made_again(source, tmp_path, coded):
    runs.build(source, tmp_path / "out", size=300)
    before = sum(coded)
    test_store.zeroed(tmp_path / "out" / parts.MANIFEST)
    with pytest.raises(parts.PartsError, match=r"manifest\.json: is broken.*Build again"):
        parts.open_result(str(tmp_path / "out"))
    runs.build(source, tmp_path / "out", size=300)
    assert len(runs.tables(tmp_path / "out").documents) == before == sum(coded)


def test_a_document_that_stands_in_two_pieces_is_one(tmp_path):
    records = runs.lines(6)
    source = runs.write(tmp_path / "in.jsonl", [*records, *records[1:3]])
    built = runs.build(source, tmp_path / "out", size=600)
    assert built.twice == 2
    runs.build(runs.write(tmp_path / "once.jsonl", records), tmp_path / "once")
    made, wanted = runs.tables(tmp_path / "out"), runs.tables(tmp_path / "once")
    for schema in SCHEMAS[1:]:
        pd.testing.assert_frame_equal(getattr(made, schema.name), getattr(wanted, schema.name))
    assert built.rows["documents"] == 6


def test_a_document_that_cannot_be_coded_costs_no_other(source, tmp_path, monkeypatch):
    code = pipeline.code

    def choking(table, *arguments, **choices):
        if (table["title"] == "第4篇").any():
            raise RecursionError("too deep")
        return code(table, *arguments, **choices)

    monkeypatch.setattr(pipeline, "code", choking)
    built = runs.build(source, tmp_path / "out", size=10**9)
    assert list(built.refusals()) == ["in.jsonl#5: was not coded (RecursionError: too deep). It was left out; look at it by itself."]
    assert built.rows["documents"] == 5
    assert json.loads((tmp_path / "out" / "refused.jsonl").read_text(encoding="utf-8"))["refused"].startswith("in.jsonl#5")


def test_broken_lines_cost_no_other_line(source, tmp_path):
    lines = source.read_bytes().split(b"\n")
    lines[2:3] = [b"{", b'{"text": "\xff\xfe\xfd\xff"}', b'{"text": " "}', lines[2]]
    source.write_bytes(b"\n".join(lines))
    built = runs.build(source, tmp_path / "out", size=700)
    assert built.rows["documents"] == 6 and built.refused == 3
    assert [sentence.split(": ")[0] for sentence in built.refusals()] == ["in.jsonl#3", "in.jsonl#4", "in.jsonl#5"]


def test_other_settings_are_another_run(source, tmp_path, coded):
    building.run(building.plan([str(source)], 10**9), str(tmp_path), Here(), building.Settings())
    building.run(building.plan([str(source)], 10**9), str(tmp_path), Here(), building.Settings(encoding="utf-8"))
    assert sum(coded) == 12


def test_a_worker_with_other_code_refuses(source, tmp_path, monkeypatch):
    planned = building.plan([str(source)], 10**9)
    asked = errands.Errand(planned.pieces[0], "k", str(tmp_path), "another")
    with pytest.raises(errands.OtherCodeError, match="same version on every worker"):
        errands.carry_out(asked)


def test_who_reads_the_old_result_can_go_on_until_the_next_but_one(source, tmp_path):
    runs.build(source, tmp_path / "out")
    old = parts.open_result(str(tmp_path / "out"))
    runs.write(source, runs.lines(7))
    runs.build(source, tmp_path / "out", size=5000)
    new = parts.open_result(str(tmp_path / "out"))
    assert old.fingerprint != new.fingerprint
    assert sum(len(tables.documents) for tables in old.each()) == 6
    assert sum(len(tables.documents) for tables in new.each()) == 7
    runs.write(source, runs.lines(8))
    runs.build(source, tmp_path / "out", size=5000)
    with pytest.raises(FileNotFoundError):
        list(old.each())


def test_a_parquet_file_without_texts_is_named(tmp_path):
    pyarrow.parquet.write_table(pyarrow.table({"body": ["文"]}), tmp_path / "in.parquet")
    assert building.plan([str(tmp_path / "in.parquet")], 10).faults == (
        "in.parquet: has no column text, only body. Name the column that holds the documents' texts so.",)


def test_a_result_of_another_version_is_not_read(source, tmp_path):
    runs.build(source, tmp_path / "out")
    (tmp_path / "out" / "manifest.json").write_text('{"form": "lunheng tables 9"}')
    with pytest.raises(parts.PartsError, match="expected 'lunheng tables 2'"):
        store.opened(str(tmp_path / "out"))
