import pytest

from analysis import parts, store
from analysis.__main__ import DONE, MISUSED, NOTHING, PARTLY, main
from tests.analysis.engines import runs


@pytest.fixture
def source(tmp_path):
    return runs.write(tmp_path / "in.jsonl", runs.lines(6))


@pytest.mark.parametrize(("said", "names"), [
    (["--scheduler", "tcp://10.0.0.1:8786"], "add --engine dask"), (["--piece", "0"], "above 0"), (["--workers", "0"], "1 or more"),
    (["--coder", "llm", "--engine", "dask"], "Leave out --engine")])
def test_choices_that_do_not_go_together_are_named(source, tmp_path, capsys, said, names):
    assert main(["build", str(source), "--out", str(tmp_path / "out"), *said]) == MISUSED
    assert names in capsys.readouterr().err


@pytest.mark.parametrize("form", [*store.FORMATS, "parts"])
def test_no_table_depends_on_how_much_is_done_at_a_time(source, tmp_path, form):
    for name, piece in (("small", "0.0005"), ("large", "4")):
        assert main(["build", str(source), "--out", str(tmp_path / name), "--format", form, "--piece", piece]) == DONE
    if form == "parts":
        runs.same(runs.tables(tmp_path / "small"), runs.tables(tmp_path / "large"))
        return
    first, second = ({path.name: path for path in (tmp_path / name).iterdir()} for name in ("small", "large"))
    assert set(first) == set(second) and len(first) == 6
    if form == "parquet":
        runs.same(store.read(tmp_path / "small"), store.read(tmp_path / "large"))
    else:
        assert all(first[name].read_bytes() == second[name].read_bytes() for name in first)


def test_a_line_that_cannot_be_read_is_told_and_the_rest_is_built(source, tmp_path, capsys):
    with source.open("a") as out:
        out.write("{\n")
    assert main(["build", str(source), "--out", str(tmp_path / "out"), "--format", "parts"]) == PARTLY
    said = capsys.readouterr()
    assert "in.jsonl#7: is no JSON" in said.err and "6 documents" in said.out
    assert parts.open_result(str(tmp_path / "out")).rows["documents"] == 6


def test_nothing_stays_of_a_run_that_made_no_table(tmp_path, capsys):
    (tmp_path / "in.jsonl").write_text("{\n")
    assert main(["build", str(tmp_path / "in.jsonl"), "--out", str(tmp_path / "out")]) == NOTHING
    assert "Nothing was read" in capsys.readouterr().err and not (tmp_path / "out").exists()


def test_a_store_nobody_knows_is_named(tmp_path, capsys):
    assert main(["build", "ftpx://host/press", "--out", str(tmp_path / "out")]) == NOTHING
    assert "ftpx" in capsys.readouterr().err


def test_a_result_is_written_over_its_own(source, tmp_path):
    out = str(tmp_path / "out")
    main(["build", str(source), "--out", out])
    runs.write(source, runs.lines(4))
    main(["build", str(source), "--out", out])
    assert len(store.read(tmp_path / "out").documents) == 4
