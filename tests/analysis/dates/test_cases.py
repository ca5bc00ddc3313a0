"""Every sentence of data/dates gives the dates written beside it, and no others."""

import tomllib
from pathlib import Path

import pytest

from analysis.events import find_dates

CASES = Path(__file__).parents[3] / "data" / "dates"


def _cases() -> list:
    return [pytest.param(case, id=f"{path.stem}:{case['text'][:16]}") for path in sorted(CASES.glob("*.toml"))
            for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]]


@pytest.mark.parametrize("case", _cases())
def test_sentence_gives_its_dates(case):
    mentions = find_dates(case["text"], case["base"])
    assert [mention.iso for mention in mentions] == [date[1] for date in case["dates"]]
    place = 0
    for mention, (surface, _, *bounds) in zip(mentions, case["dates"], strict=True):
        wanted = case["text"].index(surface, place)
        place = wanted + len(surface)
        assert mention.surface == case["text"][mention.start:mention.end]
        assert mention.start <= wanted + len(surface) // 2 < mention.end
        if bounds:
            assert [day.isoformat() if day else "" for day in (mention.date_start, mention.date_end)] == bounds


def test_there_are_cases_in_both_scripts():
    texts = "".join(param.values[0]["text"] for param in _cases())
    assert len(_cases()) >= 150
    assert "会谈" in texts and "會談" in texts
