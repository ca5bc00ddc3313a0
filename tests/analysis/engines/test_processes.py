import pytest

from analysis.engines.processes import Processes
from tests.analysis.engines import runs


@pytest.fixture
def processes(monkeypatch, tmp_path):
    monkeypatch.setenv("PYTHONPATH", str(runs.CHILDREN))
    monkeypatch.setenv("LUNHENG_TEST_PIPE", str(tmp_path / "pipe"))
    return Processes(2)


def test_a_killed_process_and_a_poisoned_document_cost_nothing_else(processes, tmp_path):
    whole = runs.write(tmp_path / "a.jsonl", runs.lines(9, _2="等"))
    poisoned = runs.write(tmp_path / "b.jsonl", runs.lines(9, _2="等", _5="坏"))
    runs.build(whole, tmp_path / "here")
    killer = runs.killing(tmp_path / "pipe")
    built = runs.build(poisoned, tmp_path / "processes", processes)
    killer.join(30)
    assert not killer.is_alive()
    assert list(built.refusals()) == ["b.jsonl#6: was not coded (ValueError: 坏了). It was left out; look at it by itself."]
    wanted, made = runs.tables(tmp_path / "here"), runs.tables(tmp_path / "processes")
    assert list(made.documents["title"]) == [title for title in wanted.documents["title"] if title != "第5篇"]
    kept = wanted.predictions[wanted.predictions["doc_id"].isin(made.documents["doc_id"])]
    assert list(made.predictions["prediction_id"]) == list(kept["prediction_id"])
