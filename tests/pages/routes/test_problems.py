"""What a route answers when it cannot give what was asked for."""

import errno
import threading

from charts import exhibits
from pages.routes import work


def test_nothing_can_be_written(client):
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        answer = client.request(method, "/api/briefings")
        assert answer.status_code == 405
        assert answer.headers["allow"] == "GET, HEAD"
        assert answer.headers["content-type"] == "application/problem+json"


def test_head_is_answered_without_a_body(client):
    answer = client.head("/api/briefings")
    assert (answer.status_code, answer.content) == (200, b"")


def test_any_other_path_below_api_is_no_page(client):
    for path in ("/api", "/api/", "/api/forecasts", "/api/tables/a/b.csv"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert "/api/openapi.json" in answer.json()["detail"]


def test_fault_of_ours_is_told_without_its_insides_and_logged(client, monkeypatch, caplog):
    def broken(*_, **__):
        raise RuntimeError("secret path /srv/x")

    monkeypatch.setattr(exhibits, "make", broken)
    answer = client.get("/api/charts/overview.json")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "secret" in caplog.text


def test_a_full_disk_is_told_as_that_with_its_place_and_asked_again_later(client, monkeypatch):
    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device", "/tmp")

    monkeypatch.setattr(exhibits, "make", full)
    answer = client.get("/api/charts/overview.json")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "30")
    assert "/tmp: the disk is full" in answer.json()["detail"] and "ours" not in answer.text


def test_work_that_takes_too_long_is_given_up_with_the_next_move(client, monkeypatch):
    held = threading.Event()
    monkeypatch.setattr(work, "SECONDS", 0.05)
    monkeypatch.setattr(exhibits, "make", lambda *_, **__: held.wait(20))
    try:
        answer = client.get("/api/charts/overview.json")
    finally:
        held.set()
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "30"
    assert "Narrow the filter" in answer.json()["detail"]
