"""audit: who changed what, when; on the screen or as a file."""

import argparse
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Protocol, cast

import pandas as pd

from analysis import spreadsheets
from analysis.audit import Log, deeds
from analysis.commands import DONE, NOTHING, Commands, failed
from analysis.library import Library


def add(commands: Commands) -> None:
    """Add `audit` to a parser's commands."""
    command = commands.add_parser("audit", help="show who changed what, when, the last first")
    command.add_argument("--who", default="", help="a part of a name or address")
    command.add_argument("--did", default="", choices=deeds.every(), metavar="WHAT", help=f"one of {', '.join(deeds.every())}")
    command.add_argument("--since", type=date.fromisoformat, help="first day, as 2027-01-31 (UTC)")
    command.add_argument("--until", type=date.fromisoformat, help="last day")
    command.add_argument("--most", type=int, default=None, help="no more entries than this")
    command.add_argument("--json", action="store_true", help="print JSON lines")
    command.add_argument("--out", type=Path, help=f"write a file instead, ending in one of {', '.join(spreadsheets.FORMS)}")
    command.set_defaults(run=run)


class _Entry(Protocol):
    """A row of `Log.entries`."""

    made: pd.Timestamp
    who: str
    did: str
    key: str
    name: str
    n: int


def run(chosen: argparse.Namespace) -> int:
    """Show the log; without an entry that fits, return that nothing was done."""
    with Library() as library:
        told = Log(library.engine).entries(who=chosen.who, did=chosen.did, since=chosen.since, until=chosen.until, most=chosen.most)
    if chosen.out is not None:
        form = chosen.out.suffix.removeprefix(".")
        if form not in spreadsheets.FORMS:
            return failed(f"{chosen.out}: ends in none of {', '.join(spreadsheets.FORMS)}. Give the file such an ending.")
        written = told.assign(made=told["made"].dt.strftime("%Y-%m-%d %H:%M:%S"))
        try:
            chosen.out.write_bytes(spreadsheets.file(written, form, name="audit"))
        except OSError as error:
            return failed(f"{chosen.out}: {error.strerror or error}. Choose another place.")
        print(f"{chosen.out}: {len(told):,} entries")
        return DONE
    for row in cast(Iterable[_Entry], told.itertuples()):
        made = f"{row.made:%Y-%m-%d %H:%M:%S}"
        if chosen.json:
            print(json.dumps({"made": f"{made}Z", "who": row.who, "did": row.did, "key": row.key, "name": row.name, "n": row.n}, ensure_ascii=False))
        else:
            print(f"{made}  {row.who or '-'}  {row.did}{f' ({row.n})' if row.n > 1 else ''}  {row.name or row.key}")
    return DONE if len(told) else NOTHING
