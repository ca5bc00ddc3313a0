"""The browser that draws figures, when it ends or the disk refuses it."""

import errno
import os
import re
import sys

import plotly.graph_objects as go
import psutil
import pytest

from analysis import faults, readiness
from charts import figure_browser
from charts.figure_browser import Browser

FIGURE = {"data": [{"type": "bar", "y": [1, 2], "x": ["制裁升级的可能性", "停火谈判的可能性"]}], "layout": {"font": {"family": "Source Sans"}}}


def drawn(painter):
    """Return a drawing; what differs in any two is taken out of it."""
    svg = painter.transform(go.Figure(FIGURE).to_plotly_json(), format="svg", width=300, height=200, scale=1).decode()
    return re.sub(r"(?<=[-\"#])[0-9a-f]{6}(?=[-\"])|(?<=clip)[0-9a-f]{6}", "", svg)


def kill(painter):
    """Kill it (-9): the browser, its helpers and the script that started them."""
    script = psutil.Process(painter._proc.pid)
    for process in [*script.children(recursive=True), script]:
        process.kill()
    painter._proc.wait()


@pytest.fixture(scope="module")
def painter():
    """A browser for this file alone: its tests end it."""
    started = Browser()
    yield started
    started._shutdown_kaleido()


def test_a_killed_browser_is_started_again_with_our_font(painter):
    before = drawn(painter)
    kill(painter)
    assert drawn(painter) == before


def test_what_has_ended_is_read_no_longer(painter):
    drawn(painter)
    kill(painter)
    painter._std_error_thread.join(20)
    assert not painter._std_error_thread.is_alive()


def ending(painter, folder, program="exit 1"):
    """Put a program in the browser's place; unsaid, one that ends at once."""
    (folder / "kaleido").write_text(f"#!/bin/sh\n{program}\n")
    (folder / "kaleido").chmod(0o755)
    link = painter._folder / "executable"
    real = os.readlink(link)
    link.unlink()
    link.symlink_to(folder)
    painter._shutdown_kaleido()
    return link, real


def test_a_browser_without_room_names_the_folder_and_draws_when_there_is_some(painter, monkeypatch, tmp_path):
    link, real = ending(painter, tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with monkeypatch.context() as full:
        full.setattr(readiness, "disk", lambda folder: readiness.FULL if str(folder) == str(tmp_path) else readiness.OK)
        with pytest.raises(OSError) as caught:
            drawn(painter)
    assert (caught.value.errno, caught.value.filename) == (errno.ENOSPC, str(tmp_path))
    assert faults.said(caught.value).startswith(f"{tmp_path}: the disk is full")
    with pytest.raises(ValueError, match="Kaleido"):
        drawn(painter)
    link.unlink()
    link.symlink_to(real)
    assert "制裁升级的可能性" in drawn(painter)


@pytest.mark.skipif(sys.platform != "linux", reason="what a process has started is read from /proc")
@pytest.mark.parametrize("answers", ["", "echo '{\"code\": 0}'; "], ids=["at its start", "at a drawing"])
def test_a_browser_that_does_not_answer_is_ended_with_all_it_started_and_the_next_one_draws(painter, monkeypatch, tmp_path, answers):
    link, real = ending(painter, tmp_path, f"{answers}sleep 1000; exit 1")
    with monkeypatch.context() as hasty:
        hasty.setattr(figure_browser, "PATIENCE", 0.5)
        with pytest.raises(ValueError, match=r"Kaleido|Transform failed"):
            drawn(painter)
    assert not [other for other in psutil.process_iter(["cmdline"]) if other.info["cmdline"] == ["sleep", "1000"]]
    link.unlink()
    link.symlink_to(real)
    assert "停火谈判的可能性" in drawn(painter)
