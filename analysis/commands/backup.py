"""backup, restore: everything a user made, as one file."""

import re
from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path

from analysis.backup import BackupError, backup, rehearse, restore
from analysis.commands import DONE, MISUSED, Commands, failed, told
from analysis.library import Library

_NAME = "lunheng-{moment:%Y-%m-%dT%H%M%SZ}.zip"
_OURS = re.compile(r"lunheng-\d{4}-\d\d-\d\dT\d{6}Z\.zip")


def add(commands: Commands) -> None:
    """Add `backup` and `restore` to a parser's commands."""
    out = commands.add_parser("backup", help="write everything a user made into one file")
    out.add_argument("file", type=Path, metavar="FILE.zip|FOLDER", help="of a folder that is there: a file named by the moment is put into it")
    out.add_argument("--keep", type=int, metavar="N", help="of a folder: afterwards leave only the last N that were put into it so")
    out.set_defaults(run=_backup)
    back = commands.add_parser("restore", help="read such a file into an empty library")
    back.add_argument("file", type=Path, metavar="FILE.zip")
    back.add_argument("--rehearse", action="store_true", help="read it into a library that is thrown away: whether it could be restored")
    back.set_defaults(run=_restore)
    for command in (out, back):
        command.add_argument("--json", action="store_true", help="print how many rows each table has as JSON")


def _backup(chosen: Namespace) -> int:
    folder = chosen.file if chosen.file.is_dir() else None
    if chosen.keep is not None and (folder is None or chosen.keep < 1):
        return failed("--keep: is for a folder that is there, and 1 or more. Name a folder, or leave it out.", MISUSED)
    file = folder / _NAME.format(moment=datetime.now(UTC)) if folder else chosen.file
    with Library() as library:
        try:
            counts = backup(library.engine, file)
        except BackupError as error:
            return failed(str(error))
    if folder and chosen.keep is not None:
        # Their names sort as they were made; but not by a clock that was set back, and this one stays whatever it is called.
        others = sorted(path for path in folder.iterdir() if _OURS.fullmatch(path.name) and path != file)
        for old in others[:len(others) + 1 - chosen.keep]:
            old.unlink()
    return _said(file, counts, chosen.json)


def _restore(chosen: Namespace) -> int:
    try:
        if chosen.rehearse:
            return _said(chosen.file, rehearse(chosen.file), chosen.json)
        with Library() as library:
            return _said(chosen.file, restore(library.engine, chosen.file), chosen.json)
    except BackupError as error:
        return failed(str(error))


def _said(file: Path, counts: dict[str, int], as_json: bool) -> int:
    held = ", ".join(f"{n:,} {name}" for name, n in counts.items() if n) or "an empty library"
    told([{"file": str(file), "rows": counts} if as_json else {"file": file, "held": held}], as_json, "{file}: {held}")
    return DONE
