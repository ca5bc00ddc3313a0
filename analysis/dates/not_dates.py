"""Stretches that look like dates and are none: `今日头条`, `第3月台`, `每年3月`."""

import tomli

from analysis.dates.tense import CALENDAR


def expressions() -> list[str]:
    """Return the regular expressions of data/calendar/not_dates.toml."""
    rows = tomli.loads((CALENDAR / "not_dates.toml").read_text(encoding="utf-8"))["pattern"]
    return [row["expression"] for row in rows]


PATTERN = "|".join(expressions())
