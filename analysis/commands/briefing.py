"""briefing: a kept briefing written as a file."""

import argparse
from importlib import import_module
from pathlib import Path

from analysis.commands import Commands


def add(commands: Commands) -> None:
    """Add `briefing` to a parser's commands."""
    briefing = commands.add_parser("briefing", help="write a briefing as slides, document, page or archive")
    briefing.add_argument("briefing", metavar="NAME|FILE", help="the name it is kept under, or a JSON file")
    briefing.add_argument("--out", type=Path, required=True, metavar="FILE", help="ending in .pptx, .docx, .pdf, .html or .zip")
    briefing.add_argument("--language", choices=("en", "zh-Hans", "zh-Hant"), help="instead of the briefing's own")
    briefing.add_argument("--template", type=Path, metavar="FILE", help="a .pptx or .docx file to write into")
    briefing.add_argument("--project", metavar="NAME", help="whose documents fill it; else the first's")
    briefing.add_argument("--base", default="", metavar="ADDRESS", help="of the dashboard, for links back (none)")
    briefing.set_defaults(run=_run)


def _run(chosen: argparse.Namespace) -> int:
    # The one command that draws: charts lie beyond this room, so it is looked up by name, and only when it is asked for.
    return int(import_module("charts.briefing_command").run(chosen))
