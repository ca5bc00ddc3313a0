"""What is counted as pages run."""

import pytest

from pages.parts import metrics


def counted(page: str, kind: str) -> float:
    return metrics.REGISTRY.get_sample_value("lunheng_page_run_seconds_count", {"page": page, "run": kind}) or 0


def test_a_run_is_counted_with_its_seconds(monkeypatch):
    before = counted("words", "whole")
    monkeypatch.setattr(metrics.time, "perf_counter", lambda: 12.5)
    with metrics.run("words", "whole", 10.0):
        pass
    assert counted("words", "whole") == before + 1
    assert metrics.REGISTRY.get_sample_value("lunheng_page_run_seconds_bucket", {"page": "words", "run": "whole", "le": "2.0"}) == before


def test_a_page_within_the_whole_is_counted_once():
    before = counted("words", "whole"), counted("words", "click")
    with metrics.run("words", "whole"), metrics.run("words", "click"):
        pass
    assert (counted("words", "whole"), counted("words", "click")) == (before[0] + 1, before[1])


def test_a_run_that_is_broken_off_is_counted_and_the_next_one_too():
    before = counted("words", "whole")
    for _ in range(2):
        with pytest.raises(SystemExit), metrics.run("words", "whole"):
            raise SystemExit
    assert counted("words", "whole") == before + 2


def test_a_page_that_failed_is_counted_and_still_told_to_the_visitor():
    before = metrics.REGISTRY.get_sample_value("lunheng_errors_total", {"where": "page"})
    # Streamlit draws the error itself unless it is told True.
    assert metrics.page_failed(ValueError("x")) is None
    assert metrics.REGISTRY.get_sample_value("lunheng_errors_total", {"where": "page"}) == before + 1
