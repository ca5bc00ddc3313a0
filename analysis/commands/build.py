"""build: documents coded into six tables."""

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd

from analysis import codebook, documents, pipeline, predictions, store
from analysis.commands import DONE, MISUSED, PARTLY, failed
from analysis.schemas import SCHEMAS, Tables

_BATCH = 200


def add(commands) -> None:
    """Add `build` to a parser's commands."""
    build = commands.add_parser("build", help="code documents into six tables")
    build.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="files, or folders of files")
    build.add_argument("--out", type=Path, default=Path("tables"), metavar="DIR", help="where to write (tables)")
    build.add_argument("--format", choices=store.FORMATS, default="parquet", help="of the tables (parquet)")
    build.add_argument("--published", action="append", default=[], metavar="FILE=DATE",
                       help="a document's day of publication, as 2018-06-10; may be repeated")
    build.add_argument("--encoding", help="of the files, where what is found is wrong")
    build.add_argument("--coder", choices=("rules", "llm"), default="rules",
                       help="who reads the predictions: the rules, or a language model at an OpenAI-compatible endpoint "
                            "named by LUNHENG_LLM_URL, LUNHENG_LLM_MODEL and LUNHENG_LLM_KEY; texts are sent there (rules)")
    build.set_defaults(run=_run)


def _published(said: list[str]) -> dict[str, date]:
    days = {}
    for item in said:
        name, _, day = item.rpartition("=")
        if not name:
            raise ValueError(f"--published {item}: expected FILE=DATE, as page.txt=2018-06-10.")
        try:
            days[Path(name).name] = date.fromisoformat(day)
        except ValueError:
            raise ValueError(f"--published {item}: {day!r} is no day; write it as 2018-06-10.") from None
    return days


def _run(chosen) -> int:
    try:
        days = _published(chosen.published)
    except ValueError as error:
        return failed(str(error), MISUSED)
    reader = None
    if chosen.coder == "llm":
        # Imported here: the client takes a second to load, and no other command may touch the network.
        from analysis import second_reader

        try:
            reader = second_reader.SecondReader(second_reader.Settings.read(), second_reader.to_stderr)
        except second_reader.SettingsError as error:
            return failed(str(error), MISUSED)
    found = documents.gather(chosen.paths, chosen.encoding)
    sources = {reading.source for reading in found.readings}
    unused = sorted(set(days) - sources)
    if unused:
        return failed(f"--published {unused[0]}: no such document among {', '.join(sorted(sources)[:5]) or 'none'}.",
                    MISUSED)
    faults = list(found.faults)
    if not found.readings:
        return failed("\n".join([*faults, "Nothing was read, so no table was written."]))
    book = codebook.load()
    wrong = pipeline.codebook_faults(book)
    faults += wrong
    table = documents.table(found.readings, days)
    twice = len(found.readings) - len(table)
    tables = _code(table, book, reader.extract if reader else predictions.extract)
    if reader:
        print("\n".join(reader.tally.summary(reader.settings)), file=sys.stderr)
        if reader.tally.failed and not reader.tally.documents:
            return failed("The model read no document, so no table was written.")
    try:
        store.write(tables, chosen.out, chosen.format)
    except OSError as error:
        return failed(f"{chosen.out}: {error.strerror or error}. Choose another folder with --out.")
    voiceless = table.loc[~table["doc_id"].isin(tables.commentaries["doc_id"]), "source"]
    faults += [f"{source}: nobody was found speaking. Give the voice as author in front matter." for source in voiceless]
    if twice:
        print(f"{twice} exact duplicates were taken once.", file=sys.stderr)
    for fault in faults:
        print(fault, file=sys.stderr)
    counts = ", ".join(f"{len(getattr(tables, schema.name)):,} {schema.name}" for schema in SCHEMAS)
    print(f"{chosen.out}: {counts}")
    return PARTLY if found.faults or wrong or (reader and reader.tally.failed) else DONE


def _code(table: pd.DataFrame, book: codebook.Codebook, predict: Callable[..., pd.DataFrame]) -> Tables:
    """Code in batches, so that long work shows where it is."""
    batches = [table.iloc[first:first + _BATCH].reset_index(drop=True) for first in range(0, len(table), _BATCH)]
    steps, made = len(batches) * pipeline.STEPS, []
    done = 0

    def progress(step: str) -> None:
        nonlocal done
        if sys.stderr.isatty() or done % (25 * pipeline.STEPS) == 0:
            end = "\r" if sys.stderr.isatty() else "\n"
            print(f"{100 * done // steps:3d} %  {step:<14}", end=end, file=sys.stderr, flush=True)
        done += 1

    for batch in batches:
        made.append(pipeline.code(batch, book, progress, predict))
    if sys.stderr.isatty():
        print("100 %                ", file=sys.stderr)
    return Tables(*(pd.concat([getattr(part, schema.name) for part in made], ignore_index=True).astype(schema.columns)
                    for schema in SCHEMAS))
