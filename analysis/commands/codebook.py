"""codebook: one's own entries as a file, out and in."""

import argparse
from pathlib import Path

from analysis import codebook, own_codebook
from analysis.commands import DONE, NOTHING, PARTLY, Commands, failed
from analysis.library import Library
from analysis.own_codebook import OwnCodebook


def add(commands: Commands) -> None:
    """Add `codebook` to a parser's commands."""
    parts = commands.add_parser("codebook", help="one's own codebook entries as a file").add_subparsers(required=True, metavar="WHAT")
    out = parts.add_parser("export", help="write the entries")
    out.add_argument("file", type=Path, help="ends in .toml")
    out.set_defaults(run=_export)
    into = parts.add_parser("import", help="take entries in, each in the place of the one of its kind and code")
    into.add_argument("file", type=Path, help="a file as export writes it")
    into.add_argument("--coder", default="me", help="under whose name")
    into.set_defaults(run=_import)


def _export(chosen: argparse.Namespace) -> int:
    with Library() as library:
        entries = OwnCodebook(library.engine).entries()
    try:
        chosen.file.write_text(own_codebook.to_toml(entries), encoding="utf-8")
    except OSError as error:
        return failed(f"{chosen.file}: {error.strerror or error}. Choose another place.")
    print(f"{chosen.file}: {len(entries):,} entries")
    return DONE


def _import(chosen: argparse.Namespace) -> int:
    try:
        found, faults = own_codebook.from_toml(chosen.file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        return failed(f"{chosen.file}: {error.strerror or error}. Check the path and its permissions.")
    except UnicodeDecodeError:
        return failed(f"{chosen.file}: is no UTF-8 text. Give a file that `codebook export` wrote.")
    shipped = codebook.load()
    good = [entry for entry in found if not own_codebook.faults_of(entry, shipped)]
    faults += [f"[{entry.kind}.{entry.code}] {fault}" for entry in found for fault in own_codebook.faults_of(entry, shipped)]
    if good:
        with Library() as library:
            OwnCodebook(library.engine).keep(*good, shipped=shipped, coder=chosen.coder)
    for fault in faults:
        failed(fault)
    print(f"{chosen.file}: {len(good):,} entries taken in, {len(faults):,} faults")
    return DONE if not faults else PARTLY if good else NOTHING
