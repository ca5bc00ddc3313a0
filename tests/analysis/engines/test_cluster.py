import os
from pathlib import Path

import fsspec
import pytest
from moto.server import ThreadedMotoServer

from analysis import locations
from analysis.__main__ import NOTHING, main
from analysis.engines import EngineError
from analysis.engines.cluster import Cluster
from tests.analysis.engines import runs


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    """An object store that speaks S3's protocol, and what workers need to know of it."""
    store = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    store.start()
    host, port = store.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {"AWS_ENDPOINT_URL": f"http://{host}:{port}", "AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret",
                            "AWS_DEFAULT_REGION": "us-east-1", "PYTHONPATH": str(runs.CHILDREN),
                            "LUNHENG_TEST_PIPE": str(tmp_path_factory.mktemp("cluster") / "pipe")}.items():
            patch.setenv(name, value)
        locations.forget()
        fsspec.filesystem("s3", skip_instance_cache=True).mkdir("archive")
        yield
    store.stop()
    locations.forget()


@pytest.fixture(scope="module")
def cluster(environment):
    with Cluster(workers=2) as made:
        yield made


def test_a_killed_worker_and_poisoned_documents_cost_nothing_else(cluster, tmp_path):
    clean = runs.write(tmp_path / "in.jsonl", runs.lines(_2="等"))
    runs.build(clean, tmp_path / "here")
    poisoned = tmp_path / "more"
    poisoned.mkdir()
    clean.rename(poisoned / "in.jsonl")
    runs.write(poisoned / "poison.jsonl", [*runs.lines(1, _0="坏"), *runs.lines(1, _0="毒")])
    killer = runs.killing(Path(os.environ["LUNHENG_TEST_PIPE"]))
    built = runs.build(poisoned, tmp_path / "dask", cluster)
    killer.join(30)
    assert not killer.is_alive()
    assert list(built.refusals()) == [
        "poison.jsonl#1: was not coded (ValueError: 坏了). It was left out; look at it by itself.",
        "poison.jsonl#2: ended the process that coded it. It was left out; look at it by itself."]
    runs.same(runs.tables(tmp_path / "here"), runs.tables(tmp_path / "dask"))


def test_documents_and_tables_may_be_in_an_object_store(cluster, tmp_path):
    local = runs.write(tmp_path / "in.jsonl", runs.lines())
    runs.build(local, tmp_path / "here")
    fsspec.filesystem("s3", skip_instance_cache=True).put(str(local), "archive/press/in.jsonl")
    built = runs.build("s3://archive/press", "s3://archive/tables", cluster)
    assert not built.refused
    runs.same(runs.tables(tmp_path / "here"), runs.tables("s3://archive/tables"))


def test_the_command_reaches_a_cluster_by_its_scheduler(cluster, tmp_path, capsys):
    source = runs.write(tmp_path / "in.jsonl", runs.lines())
    runs.build(source, tmp_path / "here")
    address = cluster.client.scheduler.address
    main(["build", str(source), "--out", str(tmp_path / "out"), "--engine", "dask", "--scheduler", address, "--piece", "0.0012"])
    assert "16 documents" in capsys.readouterr().out
    runs.same(runs.tables(tmp_path / "here"), runs.tables(tmp_path / "out"))


def test_a_scheduler_that_is_not_there_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr("analysis.engines.cluster._WAIT", 0.5)
    with pytest.raises(EngineError, match=r"tcp://127.0.0.1:9: .*dask scheduler"):
        Cluster("tcp://127.0.0.1:9")


def test_a_bucket_that_is_not_there_is_named(environment, tmp_path, capsys):
    assert main(["build", "s3://nowhere/press", "--out", str(tmp_path / "out")]) == NOTHING
    assert "s3://nowhere/press" in capsys.readouterr().err
