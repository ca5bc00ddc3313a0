"""review: people's decisions as a file, out and in."""

import argparse
import json
from pathlib import Path

from analysis.commands import DONE, NOTHING, PARTLY, Commands, failed
from analysis.library import Library
from analysis.reviews import Reviews, files

_LARGEST = 500_000_000


def add(commands: Commands) -> None:
    """Add `review` to a parser's commands."""
    parts = commands.add_parser("review", help="people's decisions as a file").add_subparsers(required=True, metavar="WHAT")
    out = parts.add_parser("export", help="write every decision that was not taken back, who made it and when")
    out.add_argument("file", type=Path, help="a file of JSON lines; ends in .jsonl")
    out.add_argument("--coder", help="only this coder's")
    out.add_argument("--json", action="store_true", help="print what was done as JSON")
    out.set_defaults(run=_export)
    into = parts.add_parser("import", help="take decisions in; those that are there already are passed over")
    into.add_argument("file", type=Path, help="a file that export wrote")
    into.add_argument("--json", action="store_true", help="print what was done as JSON")
    into.set_defaults(run=_import)


def _export(chosen: argparse.Namespace) -> int:
    with Library() as library:
        written = [f"{line}\n" for line in files.lines(Reviews(library.engine).every(chosen.coder))]
    try:
        chosen.file.write_text("".join(written), encoding="utf-8")
    except OSError as error:
        return failed(f"{chosen.file}: {error.strerror or error}. Choose another place.")
    print(json.dumps({"file": str(chosen.file), "reviews": len(written)}, ensure_ascii=False) if chosen.json
          else f"{chosen.file}: {len(written):,} reviews")
    return DONE


def _import(chosen: argparse.Namespace) -> int:
    try:
        if chosen.file.stat().st_size > _LARGEST:
            return failed(f"{chosen.file}: larger than 500 MB. Cut it into several files.")
        text = chosen.file.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        return failed(f"{chosen.file}: {error.strerror or error}. Check the path and its permissions.")
    except UnicodeDecodeError:
        return failed(f"{chosen.file}: is no UTF-8 text. Give a file that `review export` wrote.")
    with Library() as library:
        told = files.take_in(Reviews(library.engine), text)
    for fault in told.faults:
        failed(fault)
    print(json.dumps({"file": str(chosen.file), "kept": told.kept, "there": told.there, "refused": len(told.faults)}, ensure_ascii=False) if chosen.json
          else f"{chosen.file}: {told.kept:,} reviews taken in, {told.there:,} there already, {len(told.faults):,} refused")
    if not told.faults:
        return DONE
    return PARTLY if told.kept or told.there else NOTHING
