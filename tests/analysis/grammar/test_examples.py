"""The examples in the codebook's cues, outcomes and frames: each `coded` sentence is read so, no `not_coded` one is."""

import tomllib

import pandas as pd
import pytest

from analysis import codebook, pipeline
from analysis.codebook import SHIPPED
from analysis.schemas import DOCUMENTS

TITLE = "两国关系"


def entries(part):
    for path in sorted((SHIPPED / part).glob("*.toml")):
        for name, entry in tomllib.loads(path.read_text(encoding="utf-8")).items():
            if isinstance(entry, dict) and entry.get("coded"):
                yield f"{path.stem}.{name}", entry


# A word that only keeps or lifts what it governs has no sign of its own; its examples show both signs of what it governs.
SIGNLESS = ("turns.stopping", "turns.keeping", "turns.suffering")
EXAMPLES = [(part, name, kind, text, entry) for part in ("cues", "outcomes", "frames") for name, entry in entries(part) if name not in SIGNLESS
            for kind in ("coded", "not_coded") for text in entry[kind]]


@pytest.fixture(scope="module")
def rows():
    table = DOCUMENTS.frame([{
        "doc_id": str(number), "source": "example.txt", "title": TITLE, "outlet": "", "author": "甲",
        "published": pd.Timestamp("2025-03-01"), "published_precision": "day", "script": "Hans", "text": text}
        for number, (_, _, _, text, _) in enumerate(EXAMPLES)])
    made = pipeline.code(table, codebook.load()).predictions
    found = {doc: rows.to_dict("records") for doc, rows in made.groupby("doc_id")}
    return [found.get(str(number), []) for number in range(len(EXAMPLES))]


def reads_so(part, name, entry, found):
    """Tell whether rows show what an entry says of its example."""
    table = name.split(".")[1]
    if part == "cues":
        return any("likelihood" not in entry or row["likelihood"] == entry["likelihood"] or entry.get("strength")
                   or entry.get("needs") == "cue" for row in found)
    if part == "outcomes":
        return any(row["valence"] == entry.get("value", entry.get("own", 0)) for row in found)
    if table == "before":
        return any(row["condition"] for row in found)
    if table in ("either", "named", "numbered"):
        return any(row["likelihood"] == "possible" for row in found)
    return bool(found)


@pytest.mark.parametrize("number", range(len(EXAMPLES)), ids=[f"{part}.{name}.{kind}" for part, name, kind, _, _ in EXAMPLES])
def test_example_is_read_as_its_entry_says(rows, number):
    part, name, kind, text, entry = EXAMPLES[number]
    assert reads_so(part, name, entry, rows[number]) == (kind == "coded"), (text, rows[number])
