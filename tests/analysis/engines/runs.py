"""Small corpora for tests of engines, run and compared."""

import json
import os
import threading
from pathlib import Path

import pandas as pd

from analysis import building, parts
from analysis.engines.here import Here
from analysis.schemas import SCHEMAS, Tables

CHILDREN = Path(__file__).parent / "children"
PIECE = 1200
WHO, WHAT = ("顾远", "李简", "石岚"), ("关税谈判", "停火协议", "军控谈判", "制裁")


def text(number: int) -> str:
    """Return an invented text that names, dates and predicts."""
    what = WHAT[number % len(WHAT)]
    return f"{WHO[number % len(WHO)]}认为,第{number}轮{what}大概率不会破裂。如果华盛顿再加税,北京势必反制。{2026 + number % 3}年{number % 12 + 1}月有望签署协议。"


def lines(count: int = 16, **said: str) -> list[dict]:
    """Return documents as records; `said` adds to the text of some, by number: `_3="毒"`."""
    return [{"title": f"第{number}篇", "author": "林之恒", "published": f"2025-03-{number % 27 + 1:02d}",
             "text": text(number) + said.get(f"_{number}", "")} for number in range(count)]


def write(path: Path, records: list[dict]) -> Path:
    """Write records as JSON lines."""
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")
    return path


def build(source: str | Path, place: str | Path, engine: building.Engine | None = None, size: int = PIECE) -> building.Built:
    """Build a corpus and make it the result of its folder."""
    built = building.run(building.plan([str(source)], size), str(place), engine or Here(), building.Settings())
    building.publish(built)
    return built


def tables(place: str | Path) -> Tables:
    """Return a result's tables."""
    made = list(parts.open_result(str(place)).each())
    return Tables(*(pd.concat([getattr(one, schema.name) for one in made], ignore_index=True) for schema in SCHEMAS))


def same(first: Tables, second: Tables) -> None:
    """Hold two results against each other, row by row; text is text, whether Python or Arrow keeps it."""
    for schema in SCHEMAS:
        text = {name: "str" for name, dtype in schema.columns.items() if dtype == "str"}
        found = [getattr(tables, schema.name) for tables in (first, second)]
        assert all(table[name].dtype == "str" for table in found for name in text)
        pd.testing.assert_frame_equal(*(table.astype(text) for table in found))


def killing(pipe: Path) -> threading.Thread:
    """Return a thread that kills the first process to tell its number through a pipe."""
    os.mkfifo(pipe)

    def kill() -> None:
        told = int(pipe.read_text())
        pipe.unlink()
        os.kill(told, 9)

    made = threading.Thread(target=kill, daemon=True)
    made.start()
    return made
