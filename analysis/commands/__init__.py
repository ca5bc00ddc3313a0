"""The commands of `python -m analysis`, one a file: each adds itself to the parser, and returns an exit code."""

import argparse
import json
import sys
from typing import TypeAlias

from analysis.schemas import Row

DONE, PARTLY, NOTHING, MISUSED = 0, 3, 1, 2
# What `add_subparsers` returns, to which each file adds its commands.
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def failed(message: str, code: int = NOTHING) -> int:
    """Say what went wrong where errors belong, and return the exit code."""
    print(message, file=sys.stderr)
    return code


def told(rows: list[Row], as_json: bool, line: str) -> None:
    """Print rows as JSON lines, or each on one line by a pattern such as `{doc_id}  {title}`."""
    for row in rows:
        print(json.dumps(row, ensure_ascii=False) if as_json else " ".join(line.format(**row).split("\n")))
