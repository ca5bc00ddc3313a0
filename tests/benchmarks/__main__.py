"""All benchmarks of speed and scale, as tables in Markdown.

    python -m tests.benchmarks [--small | --quick] [--pages] [--again] [--out FOLDER]

Every step beside jieba alone and rjieba alone, growth, memory, start-up and workers, how many row groups a filter reads, and the counts of
pages at 100,000, a million and ten million mentions. `--quick` leaves out the largest, `--small` takes a minute or two and only shows that
all of it runs; `--pages` adds the pages in a real Chromium beside an almost empty application.

Each section is a process of its own, and is kept in FOLDER (`benchmarks` in Lunheng's folder, unless said otherwise) when it is done: a run
that was ended is taken up where it was, and what the same code measured at the same sizes is not measured again, unless `--again` says
so. Beside each section stands what else the machine was doing.
"""

import argparse
import hashlib
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from analysis import store

ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True)
class Section:
    """A part of the report: what it is called, and the benchmark that prints it, with what it is given."""

    title: str
    module: str
    given: tuple[str, ...] = ()

    def path(self, folder: Path) -> Path:
        """Return where its tables are kept: under another name for other code and other sizes."""
        told = "\0".join([store.code_fingerprint(), *(path.read_text(encoding="utf-8") for path in sorted(Path(__file__).parent.glob("*.py"))),
                          self.module, *self.given])
        return folder / f"{self.module}-{hashlib.blake2b(told.encode(), digest_size=6).hexdigest()}.md"

    def measure(self) -> str:
        """Return its tables, with the day and the machine's load."""
        before, began = os.getloadavg()[0], time.perf_counter()
        done = subprocess.run([sys.executable, "-m", f"tests.benchmarks.{self.module}", *self.given], cwd=ROOT, check=True,
                              stdout=subprocess.PIPE, text=True, encoding="utf-8")
        return (f"## {self.title}\n\n{done.stdout.strip()}\n\n{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {time.perf_counter() - began:.0f} s; "
                f"{os.cpu_count()} cores, load {before:.1f} before and {os.getloadavg()[0]:.1f} after (this run's own is about 1).\n")


def sections(extent: str, *, pages: bool) -> list[Section]:
    """Return what is measured.

    Parameters
    ----------
    extent : {"small", "quick", "whole"}
    pages : bool
        Whether the pages are measured in a browser too.
    """
    steps, growth, mentions, seen = {
        "small": ("0.2", ("0.1", "0.2", "0.3", "0.4"), ("20000",), ("20000",)),
        "quick": ("1", ("0.5", "1", "1.5", "2"), ("100000", "1000000"), ("100000",)),
        "whole": ("4", ("1", "2", "4", "8"), ("100000", "1000000", "10000000"), ("1000000",)),
    }[extent]
    made = [Section(f"Steps, {steps} MB", "coding", (steps,)), Section("Growth, memory, workers", "scale", growth),
            Section("Row groups that a filter reads", "groups", mentions[-1:] if extent != "whole" else ("1000000",))]
    made += [Section(f"Counts of pages at {int(size):,} mentions", "large", (size,)) for size in mentions]
    return [*made, Section("Pages", "pages", seen)] if pages else made


def main(asked: list[str]) -> None:
    """Print all tables, measuring those that are not kept."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    extent = parser.add_mutually_exclusive_group()
    extent.add_argument("--small", dest="extent", action="store_const", const="small")
    extent.add_argument("--quick", dest="extent", action="store_const", const="quick")
    parser.add_argument("--pages", action="store_true")
    parser.add_argument("--again", action="store_true")
    parser.add_argument("--out", type=Path)
    chosen = parser.parse_args(asked)
    folder = chosen.out or store.folder() / "benchmarks"
    folder.mkdir(parents=True, exist_ok=True)
    for section in sections(chosen.extent or "whole", pages=chosen.pages):
        path = section.path(folder)
        if chosen.again or not path.exists():
            partial = path.with_suffix(".partial")
            partial.write_text(section.measure(), encoding="utf-8")
            partial.replace(path)
        print(path.read_text(encoding="utf-8"), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
