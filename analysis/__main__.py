"""The command line: everything a page does that needs no browser."""

import argparse
import gc
import importlib
import os
import sys

if __name__ == "__main__":
    # No command multiplies matrices large enough to share, and numpy's library would start a thread a core that waits by turning
    # (0.06 to 0.1 s of processor time). It reads this once, as it is loaded; processes started from here have it too.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Nothing of what loading makes is garbage.
    gc.disable()

from analysis.commands import DONE, MISUSED, NOTHING, PARTLY, failed, terminal

# Which file has a command: only that one is loaded, and what it needs, when the command is named.
COMMANDS = {"build": "build", "dates": "dates", "check": "check", "agreement": "agreement", "briefing": "briefing",
            "questions": "questions", "import": "library", "list": "library", "export": "library", "backup": "backup",
            "restore": "backup", "projects": "library", "review": "review", "codebook": "codebook",
            "audit": "audit", "access": "access"}
__all__ = ["DONE", "MISUSED", "NOTHING", "PARTLY", "main"]


def main(arguments: list[str] | None = None) -> int:
    """Run a command and return its exit code: 0 done, 1 nothing done, 2 misused, 3 done in part."""
    with terminal.shown():
        return _done(sys.argv[1:] if arguments is None else arguments)


def _done(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m analysis", description="Code Chinese-language commentary.",
                                     epilog="Exit codes: 0 done, 1 nothing done, 2 misused, 3 done in part.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    named = COMMANDS.get(arguments[0]) if arguments else None
    for file in [named] if named else dict.fromkeys(COMMANDS.values()):
        importlib.import_module(f"analysis.commands.{file}").add(commands)
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
    chosen = parser.parse_args(arguments)
    try:
        return int(chosen.run(chosen))
    except BrokenPipeError:
        return DONE
    except OSError as error:
        return _beneath(error)
    except ValueError as error:
        # Who raises it has loaded it; a command that reads no codebook does not wait for it.
        codebook = sys.modules.get("analysis.codebook")
        if codebook is None or not isinstance(error, codebook.CodebookError):
            raise
        return failed(str(error))
    except Exception as error:
        # SQLAlchemy's, of a command that has loaded it.
        return _beneath(error)


def _beneath(error: Exception) -> int:
    """Say what is wrong where the program is not: a full disk, a database that is gone; anything else is a fault of ours."""
    from analysis import faults

    told = faults.said(error)
    if told is None:
        raise error
    return failed(told)


if __name__ == "__main__":
    sys.exit(main())
