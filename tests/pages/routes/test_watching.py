"""/ready and /metrics, as whoever watches the server asks for them."""

import threading

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from analysis import readiness as rests_on
from pages.parts import project, tables
from pages.parts import readiness as ready
from pages.routes import ROUTES, watching
from tests.pages.conftest import HOSTILE


@pytest.fixture
def watched(client, library, monkeypatch):
    """The server as its own machine asks it: by a name of this machine."""
    monkeypatch.setattr(project, "opened", lambda: library)
    monkeypatch.setattr(ready, "_asked", {})
    monkeypatch.delenv(watching.SWITCH, raising=False)
    rests_on_home = ready.store.folder()
    rests_on_home.mkdir(parents=True, exist_ok=True)
    with TestClient(Starlette(routes=ROUTES), base_url="http://localhost:8501", client=("127.0.0.1", 40000)) as asking:
        yield asking


def failing(*_):
    raise OSError("/data/secret-place: no space left")


def test_a_server_that_can_work_is_ready(watched):
    answer = watched.get("/ready")
    assert answer.status_code == 200 and answer.headers["cache-control"] == "no-store"
    assert answer.json() == {"status": "ready", "checks": {"tables": "ok", "database": "ok", "disk": "ok"}}


@pytest.mark.parametrize(("where", "name", "check", "said"), [
    (tables, "current", "tables", "not loaded"), (project, "opened", "database", "unreachable")])
def test_what_cannot_be_had_is_named_without_its_place(watched, monkeypatch, where, name, check, said):
    monkeypatch.setattr(where, name, failing)
    answer = watched.get("/ready")
    assert answer.status_code == 503 and answer.json()["checks"][check] == said
    assert "secret-place" not in answer.text
    monkeypatch.undo()


def test_a_full_disk_makes_it_not_ready_until_there_is_room(watched, monkeypatch):
    with monkeypatch.context() as full:
        full.setattr(rests_on, "LEAST_FREE", 10**18)
        assert watched.get("/ready").json()["checks"]["disk"] == "full"
    assert watched.get("/ready").status_code == 200


def test_a_check_that_hangs_is_not_waited_for_and_not_begun_again(watched, monkeypatch):
    begun, go_on = [], threading.Event()

    def hangs():
        begun.append(1)
        go_on.wait()
        return "ok"

    monkeypatch.setitem(ready._CHECKS, "database", hangs)
    monkeypatch.setattr(ready.checks, "__defaults__", (0.05,))
    for _ in range(3):
        assert watched.get("/ready").json()["checks"]["database"] == "no answer"
    go_on.set()
    assert begun == [1]


def series(text: str) -> dict[str, float]:
    return {line.rpartition(" ")[0]: float(line.rpartition(" ")[2]) for line in text.splitlines() if line and not line.startswith("#")}


def test_what_is_counted_is_given_to_this_machine(watched):
    answer = watched.get("/metrics")
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    counted = series(answer.text)
    assert counted['lunheng_ready{check="database"}'] == 1 and counted['lunheng_imports{state="waiting"}'] == 0
    assert counted["process_resident_memory_bytes"] > 10**6 and "lunheng_errors_total" in answer.text


def test_answers_and_faults_of_routes_are_counted(watched, monkeypatch):
    before = series(watched.get("/metrics").text)
    watched.get("/api/tables/documents.csv")
    watched.get(f"/api/{HOSTILE}")
    with monkeypatch.context() as broken:
        broken.setattr(tables, "current", failing)
        watched.get("/api/tables/documents.csv")
    after = series(watched.get("/metrics").text)

    def grew(name: str) -> float:
        return after.get(name, 0) - before.get(name, 0)

    assert grew('lunheng_route_seconds_count{route="tables",status="200"}') == 1
    assert grew('lunheng_route_seconds_count{route="tables",status="500"}') == 1
    assert grew('lunheng_route_seconds_count{route="other",status="404"}') == 1
    assert grew('lunheng_errors_total{where="route"}') == 1


def test_nothing_of_a_document_or_a_path_is_a_label(watched):
    watched.get(f"/api/charts/{HOSTILE}.png")
    text = watched.get("/metrics").text
    assert text.isascii() and "canary" not in text


@pytest.mark.parametrize(("address", "host", "headers"), [
    ("10.0.0.8", "localhost", {}), ("127.0.0.1", "lunheng.example.org", {}), ("127.0.0.1", "localhost", {"X-Forwarded-For": "127.0.0.1"}),
    ("127.0.0.1", "localhost", {"Forwarded": "for=127.0.0.1"}), ("127.0.0.1", "localhost", {"X-Real-IP": "127.0.0.1"}), ("testclient", "localhost", {}),
    ("::ffff:10.0.0.8", "localhost", {}), ("127.0.0.1", "127.0.0.1.example.org", {})])
def test_from_elsewhere_or_through_a_proxy_nothing_is_there(watched, address, host, headers):
    with TestClient(Starlette(routes=ROUTES), base_url=f"http://{host}", client=(address, 40000)) as elsewhere:
        answer = elsewhere.get("/metrics", headers=headers)
    assert answer.status_code == 404 and "lunheng_" not in answer.text


@pytest.mark.parametrize(("address", "host"), [("127.0.0.1", "127.0.0.1:8501"), ("::1", "[::1]:8501"), ("::ffff:127.0.0.1", "localhost")])
def test_every_way_to_say_this_machine_is_known(watched, address, host):
    with TestClient(Starlette(routes=ROUTES), base_url=f"http://{host}", client=(address, 40000)) as here:
        assert here.get("/metrics").status_code == 200


@pytest.mark.parametrize(("told", "here", "elsewhere"), [("on", 200, 200), ("off", 404, 404), ("local", 200, 404), ("nonsense", 404, 404)])
def test_who_gets_it_is_configured(watched, monkeypatch, told, here, elsewhere):
    monkeypatch.setenv(watching.SWITCH, told)
    assert watched.get("/metrics").status_code == here
    with TestClient(Starlette(routes=ROUTES), base_url="http://lunheng.example.org", client=("10.0.0.8", 40000)) as asking:
        assert asking.get("/metrics").status_code == elsewhere
