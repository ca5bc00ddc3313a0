"""backup, restore: everything a user made, as one file."""

from pathlib import Path

from analysis.backup import BackupError, backup, restore
from analysis.commands import DONE, failed, told
from analysis.library import Library


def add(commands) -> None:
    """Add `backup` and `restore` to a parser's commands."""
    for name, does, says in (("backup", backup, "write everything a user made into one file"),
                             ("restore", restore, "read such a file into an empty library")):
        command = commands.add_parser(name, help=says)
        command.add_argument("file", type=Path, help="ends in .zip")
        command.add_argument("--json", action="store_true", help="print how many rows each table has as JSON")
        command.set_defaults(run=lambda chosen, does=does: _run(does, chosen.file, chosen.json))


def _run(does, file: Path, as_json: bool) -> int:
    with Library() as library:
        try:
            counts = does(library.engine, file)
        except BackupError as error:
            return failed(str(error))
    held = ", ".join(f"{n:,} {name}" for name, n in counts.items() if n) or "an empty library"
    told([{"file": str(file), "rows": counts} if as_json else {"file": file, "held": held}], as_json, "{file}: {held}")
    return DONE
