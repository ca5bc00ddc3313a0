"""How the dates found compare with another project's test suite, with its range ends read in two ways.

    python -m tests.benchmarks.time_suite [FILE]

FILE is a JSON file of cases made from the Chinese specifications of microsoft/Recognizers-Text (MIT licence): for each text
its base day, and for each date the surface, its start and the day ranges accepted (`any_of`). It is not shipped with the
project. A date counts where one found overlaps the surface and comes to one of those ranges.

strict
    The first and last day as the file has them.
as meant
    The suite ends a range where its last day, month or year begins (`一月十日到十二日` ends on the 11th, `1995-1997年` with
    1996, `2010年1月10日或之前` on the 9th). Here a range also counts if it takes in the day, month or year it ends with.

Prints both figures, then what each leaves out.
"""

import datetime
import json
import sys
from pathlib import Path

from analysis.dates import spans
from analysis.events import DateMention, find_dates

SUITE = Path(__file__).parents[3] / "shared" / "time" / "recognizers.json"
ONE = datetime.timedelta(days=1)


def agrees(mention: DateMention, wanted: dict, as_meant: bool) -> bool:
    """Return whether a date found overlaps the surface wanted and comes to an accepted range."""
    first, last = wanted["start"], wanted["start"] + len(wanted["surface"])
    if mention.end <= first or last <= mention.start:
        return False
    for accepted in wanted["any_of"]:
        start, end = (day and datetime.date.fromisoformat(day) for day in accepted)
        if mention.date_start == start and mention.date_end in (end, _taken_in(mention, end) if as_meant else end):
            return True
    return False


def _taken_in(mention: DateMention, end: datetime.date | None) -> datetime.date | None:
    """Return the last day of the day, month or year a range ends with, where the suite ends just before it."""
    if end is None or mention.bound not in ("range", "until"):
        return end
    first, last = spans.closed(mention.iso.rpartition("/")[2])
    return last if first == end + ONE else end


def main(file: Path) -> int:
    """Print the two figures and the dates missed."""
    if not file.exists():
        print(f"Skipped: there is no {file}; give the suite's file as the argument.")
        return 0
    missed: dict[bool, list] = {False: [], True: []}
    count = 0
    for case in json.loads(file.read_text(encoding="utf-8"))["cases"]:
        found = find_dates(case["text"], datetime.date.fromisoformat(case["base"]))
        for wanted in case["dates"]:
            count += 1
            for as_meant, rows in missed.items():
                if not any(agrees(mention, wanted, as_meant) for mention in found):
                    rows.append((case, wanted, found))
    for name, as_meant in (("strict", False), ("as meant", True)):
        right = count - len(missed[as_meant])
        print(f"{name}: {right} of {count} dates ({right / count:.1%})")
    for title, rows in (("missed either way", missed[True]),
                        ("right only as meant", [row for row in missed[False] if row not in missed[True]])):
        print(f"\n{title}: {len(rows)}")
        for case, wanted, found in rows:
            came = ", ".join(f"{date.surface} = {date.date_start or ''}/{date.date_end or ''}" for date in found)
            accepted = " or ".join(f"{first or ''}/{last or ''}" for first, last in wanted["any_of"])
            print(f"  {case['base']}  {case['text']}  [{wanted['surface']}] {accepted}; found {came or 'nothing'}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else SUITE))
