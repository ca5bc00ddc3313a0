"""check: how well the coding does on the test sentences."""

import argparse

from analysis import codebook, pipeline
from analysis.commands import DONE, Commands


def add(commands: Commands) -> None:
    """Add `check` to a parser's commands."""
    check = commands.add_parser("check", help="how well the coding does on the test sentences")
    check.set_defaults(run=_run)


def _run(_chosen: argparse.Namespace) -> int:
    from analysis import check

    book = codebook.load()
    table = check.run(lambda sentences: pipeline.code(sentences, book).predictions)
    print(table.to_string(index=False, float_format=lambda value: f"{value:.2f}", na_rep="–"))
    return DONE
