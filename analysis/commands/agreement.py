"""agreement: how far two coders' tables agree."""

import argparse
import json
from pathlib import Path

from analysis.commands import DONE, Commands, failed


def add(commands: Commands) -> None:
    """Add `agreement` to a parser's commands."""
    agreement = commands.add_parser("agreement", help="how far two coders' tables of the same documents agree")
    agreement.add_argument("folders", nargs=2, type=Path, metavar="DIR", help="folders that build wrote")
    agreement.add_argument("--json", action="store_true", help="print the figures as JSON")
    agreement.set_defaults(run=_run)


def _run(chosen: argparse.Namespace) -> int:
    from analysis import agreement

    try:
        told = agreement.figures(*(agreement.read(folder) for folder in chosen.folders))
    except agreement.AgreementError as error:
        return failed(str(error))
    if not told["documents"]["both"]:
        return failed("No document is in both folders. Build both from the same files.")
    if chosen.json:
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        print(agreement.show(told, *(folder.name for folder in chosen.folders)))
    return DONE
