"""What is made ready before the first visitor."""

from pages.parts import docket, rehearsal


def test_first_visitor_finds_the_docket_opened_and_the_chart_drawn(show, monkeypatch):
    show("overview")
    drawn, opened = [], []
    make = rehearsal.exhibits.make
    monkeypatch.setattr(rehearsal.exhibits, "make", lambda *given: drawn.append(given[0]) or make(*given))
    current = docket.current
    monkeypatch.setattr(rehearsal.docket, "current", lambda spoken="": opened.append(spoken) or current(spoken))
    rehearsal.rehearse()
    assert drawn == ["overview"]
    assert opened == ["en"]
