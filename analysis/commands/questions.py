"""Questions at the command line: out as a file, in from one, and how good proposed links are."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from analysis import codebook, documents, pipeline
from analysis.commands import DONE, NOTHING, PARTLY, Commands, failed
from analysis.library import Library
from analysis.verification import linking, links, question_files, questions
from analysis.verification.own_questions import OwnQuestions
from analysis.verification.question_files import FileError
from analysis.verification.questions import Known

_WRITE = {".csv": question_files.to_csv, ".json": question_files.to_json}
_BOUNDS = (0.5, 0.6, 0.7, 0.8, 0.9)


def add(commands: Commands) -> None:
    """Add `questions` to a parser's commands."""
    parts = commands.add_parser("questions", help="questions and answers as files; how good proposed links are").add_subparsers(
        required=True, metavar="WHAT")
    out = parts.add_parser("export", help="write questions, answers and sources")
    out.add_argument("file", type=Path, help="ends in .csv or .json")
    out.add_argument("--own", action="store_true", help="only the user's own")
    out.set_defaults(run=_export)
    into = parts.add_parser("import", help="take questions in as the user's own")
    into.add_argument("file", type=Path, help="ends in .csv or .json, as export writes it")
    into.set_defaults(run=_import)
    measure = parts.add_parser("measure", help="hold proposed links against the confirmed ones of data/questions/links.csv")
    measure.set_defaults(run=_measure)


def _export(chosen: argparse.Namespace) -> int:
    write = _WRITE.get(chosen.file.suffix.lower())
    if write is None:
        return failed(f"{chosen.file}: expected a name that ends in .csv or .json")
    book = codebook.load()
    with Library() as library:
        own, faults = OwnQuestions(library.engine).read(Known.of(book))
    asked = own if chosen.own else list(questions.load(book).with_own(own).asked.values())
    try:
        chosen.file.write_bytes(write(asked))
    except OSError as error:
        return failed(f"{chosen.file}: {error.strerror}. Check the folder and its permissions.")
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"{chosen.file}: {len(asked):,} questions")
    return PARTLY if faults else DONE


def _import(chosen: argparse.Namespace) -> int:
    try:
        read = question_files.read(chosen.file.name, chosen.file.read_bytes(), Known.of(codebook.load()))
    except OSError as error:
        return failed(f"{chosen.file}: {error.strerror}. Check the path and its permissions.")
    except FileError as error:
        return failed(str(error))
    with Library() as library:
        OwnQuestions(library.engine).save(read.taken)
    for fault in read.faults:
        print(fault, file=sys.stderr)
    print(f"{chosen.file}: {len(read.taken):,} questions taken in, {len(read.faults):,} faults")
    return PARTLY if read.faults and read.taken else NOTHING if read.faults else DONE


def _measure(_chosen: argparse.Namespace) -> int:
    book = codebook.load()
    tables = pipeline.code(documents.table(documents.gather([Path(__file__).parent.parent.parent / "data" / "sample"]).readings), book)
    decided = links.anchored(links.shipped(tables), tables)
    confirmed = decided[decided["decision"] == "confirmed"]
    asked = questions.table(questions.load(book).asked.values())
    for name, rows in (("with the questions' terms", asked), ("without terms", asked.assign(terms=""))):
        made = linking.propose(tables, rows, book, by=replace(linking.weights(), least=min(_BOUNDS)))
        print(name)
        for bound in _BOUNDS:
            told = linking.measure(made, confirmed, bound)
            print(f"  from {bound:.1f}: proposed {told.proposed:4d}  right {told.right:3d} of {told.confirmed}  precision {told.precision:.2f}"
                  f"  recall {told.recall:.2f}  F1 {told.f1:.2f}  direction {told.direction:.2f}")
    return DONE
