"""dates: the dates a text names."""

import argparse
import json
import sys
from datetime import date

from analysis.commands import DONE, Commands


def add(commands: Commands) -> None:
    """Add `dates` to a parser's commands."""
    dates = commands.add_parser("dates", help="find the dates in a text")
    dates.add_argument("--base", type=date.fromisoformat, required=True, metavar="DATE", help="the day it was written")
    dates.add_argument("text", help="the text, or - to read it from standard input")
    dates.set_defaults(run=_run)


def _run(chosen: argparse.Namespace) -> int:
    from analysis import events

    text = sys.stdin.read() if chosen.text == "-" else chosen.text
    for record in events.as_records(events.find_dates(text, chosen.base)):
        print(json.dumps(record, ensure_ascii=False))
    return DONE
