"""The command line: everything a page does that needs no browser."""

import argparse
import json
import sys
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path

import pandas as pd

from analysis import codebook, documents, pipeline, predictions, question_commands, store
from analysis.commands import backup, library
from analysis.schemas import SCHEMAS, Tables

DONE, PARTLY, NOTHING, MISUSED = 0, 3, 1, 2
_BATCH = 200


def main(arguments: list[str] | None = None) -> int:
    """Run a command and return its exit code: 0 done, 1 nothing done, 2 misused, 3 done in part."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    parser = argparse.ArgumentParser(prog="python -m analysis", description="Code Chinese-language commentary.",
                                     epilog="Exit codes: 0 done, 1 nothing done, 2 misused, 3 done in part.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_build(commands)
    _add_dates(commands)
    _add_check(commands)
    _add_agreement(commands)
    _add_briefing(commands)
    question_commands.add(commands)
    library.add(commands)
    backup.add(commands)
    chosen = parser.parse_args(arguments)
    try:
        return chosen.run(chosen)
    except codebook.CodebookError as error:
        return _say(str(error), NOTHING)
    except BrokenPipeError:
        return DONE


def _say(message: str, code: int) -> int:
    print(message, file=sys.stderr)
    return code


def _add_build(commands) -> None:
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
    build.set_defaults(run=_build)


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


def _build(chosen) -> int:
    try:
        days = _published(chosen.published)
    except ValueError as error:
        return _say(str(error), MISUSED)
    reader = None
    if chosen.coder == "llm":
        # Imported here: the client takes a second to load, and no other command may touch the network.
        from analysis import second_reader

        try:
            reader = second_reader.SecondReader(second_reader.Settings.read(), second_reader.to_stderr)
        except second_reader.SettingsError as error:
            return _say(str(error), MISUSED)
    found = documents.gather(chosen.paths, chosen.encoding)
    sources = {reading.source for reading in found.readings}
    unused = sorted(set(days) - sources)
    if unused:
        return _say(f"--published {unused[0]}: no such document among {', '.join(sorted(sources)[:5]) or 'none'}.",
                    MISUSED)
    faults = list(found.faults)
    if not found.readings:
        return _say("\n".join([*faults, "Nothing was read, so no table was written."]), NOTHING)
    book = codebook.load()
    wrong = pipeline.codebook_faults(book)
    faults += wrong
    table = documents.table(found.readings, days)
    twice = len(found.readings) - len(table)
    tables = _code(table, book, reader.extract if reader else predictions.extract)
    if reader:
        print("\n".join(reader.tally.summary(reader.settings)), file=sys.stderr)
        if reader.tally.failed and not reader.tally.documents:
            return _say("The model read no document, so no table was written.", NOTHING)
    try:
        store.write(tables, chosen.out, chosen.format)
    except OSError as error:
        return _say(f"{chosen.out}: {error.strerror or error}. Choose another folder with --out.", NOTHING)
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


def _add_dates(commands) -> None:
    dates = commands.add_parser("dates", help="find the dates in a text")
    dates.add_argument("--base", type=date.fromisoformat, required=True, metavar="DATE", help="the day it was written")
    dates.add_argument("text", help="the text, or - to read it from standard input")
    dates.set_defaults(run=_dates)


def _dates(chosen) -> int:
    from analysis import events

    text = sys.stdin.read() if chosen.text == "-" else chosen.text
    for record in events.as_records(events.find_dates(text, chosen.base)):
        print(json.dumps(record, ensure_ascii=False))
    return DONE


def _add_check(commands) -> None:
    check = commands.add_parser("check", help="how well the coding does on the test sentences")
    check.set_defaults(run=_check)


def _check(_chosen) -> int:
    from analysis import check

    book = codebook.load()
    table = check.run(lambda sentences: pipeline.code(sentences, book).predictions)
    print(table.to_string(index=False, float_format=lambda value: f"{value:.2f}", na_rep="–"))
    return DONE


def _add_agreement(commands) -> None:
    agreement = commands.add_parser("agreement", help="how far two coders' tables of the same documents agree")
    agreement.add_argument("folders", nargs=2, type=Path, metavar="DIR", help="folders that build wrote")
    agreement.add_argument("--json", action="store_true", help="print the figures as JSON")
    agreement.set_defaults(run=_agreement)


def _agreement(chosen) -> int:
    from analysis import agreement

    try:
        told = agreement.figures(*(agreement.read(folder) for folder in chosen.folders))
    except agreement.AgreementError as error:
        return _say(str(error), NOTHING)
    if not told["documents"]["both"]:
        return _say("No document is in both folders. Build both from the same files.", NOTHING)
    if chosen.json:
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        print(agreement.show(told, *(folder.name for folder in chosen.folders)))
    return DONE


def _add_briefing(commands) -> None:
    briefing = commands.add_parser("briefing", help="write a briefing as slides, document, page or archive")
    briefing.add_argument("briefing", metavar="NAME|FILE", help="the name it is kept under, or a JSON file")
    briefing.add_argument("--out", type=Path, required=True, metavar="FILE", help="ending in .pptx, .docx, .pdf, .html or .zip")
    briefing.add_argument("--language", choices=("en", "zh-Hans", "zh-Hant"), help="instead of the briefing's own")
    briefing.add_argument("--template", type=Path, metavar="FILE", help="a .pptx or .docx file to write into")
    briefing.add_argument("--base", default="", metavar="ADDRESS", help="of the dashboard, for links back (none)")
    briefing.set_defaults(run=_briefing)


def _briefing(chosen) -> int:
    # The one command that draws: charts lie beyond this room, so it is looked up by name, and only when it is asked for.
    return import_module("charts.briefing_command").run(chosen)


if __name__ == "__main__":
    sys.exit(main())
