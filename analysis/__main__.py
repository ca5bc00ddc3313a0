"""The command line: everything a page does that needs no browser."""

import argparse
import sys

from analysis.codebook import CodebookError
from analysis.commands import (
    DONE,
    MISUSED,
    NOTHING,
    PARTLY,
    agreement,
    backup,
    briefing,
    build,
    check,
    dates,
    failed,
    library,
    questions,
)

COMMANDS = (build, dates, check, agreement, briefing, questions, library, backup)
__all__ = ["DONE", "MISUSED", "NOTHING", "PARTLY", "main"]


def main(arguments: list[str] | None = None) -> int:
    """Run a command and return its exit code: 0 done, 1 nothing done, 2 misused, 3 done in part."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    parser = argparse.ArgumentParser(prog="python -m analysis", description="Code Chinese-language commentary.",
                                     epilog="Exit codes: 0 done, 1 nothing done, 2 misused, 3 done in part.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add(commands)
    chosen = parser.parse_args(arguments)
    try:
        return chosen.run(chosen)
    except CodebookError as error:
        return failed(str(error))
    except BrokenPipeError:
        return DONE


if __name__ == "__main__":
    sys.exit(main())
