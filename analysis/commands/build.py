"""build: documents coded into six tables."""

import argparse
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.commands import DONE, MISUSED, PARTLY, Commands, failed
from analysis.engines import Engine

if TYPE_CHECKING:
    from analysis.building import Built, Plan
    from analysis.commands.progress import Progress
    from analysis.second_reader.reader import SecondReader

FORMATS = ("parquet", "csv", "jsonl", "parts")
ENGINES = ("auto", "here", "processes", "dask")
# Where what is done stands until all is done.
_STAGE = ".building"
# More sentences than anybody reads; all are in the result's refused.jsonl, or can be had by building again.
_SHOWN = 200


def add(commands: Commands) -> None:
    """Add `build` to a parser's commands."""
    build = commands.add_parser("build", help="code documents into six tables")
    build.add_argument("paths", nargs="+", metavar="PATH|URL",
                       help="files or folders of files, here or in an object store (s3://…); a corpus of any size as .jsonl or .parquet")
    build.add_argument("--out", default="tables", metavar="DIR|URL", help="where to write (tables)")
    build.add_argument("--format", choices=FORMATS,
                       help="of the tables: one file each, or, for a result of any size, Parquet in parts under a manifest, which "
                            "LUNHENG_TABLES shows in the dashboard (parquet; on a cluster parts)")
    build.add_argument("--engine", choices=ENGINES, default="auto",
                       help="who does the work: this process, one process a core, or a Dask cluster (auto: what is done first here)")
    build.add_argument("--scheduler", metavar="ADDRESS", help="of the Dask cluster, as tcp://10.0.0.1:8786; without it one is started here")
    build.add_argument("--workers", type=int, metavar="N", help="how many processes to start here (one a core)")
    build.add_argument("--piece", type=float, metavar="MB", help="how much is done at a time (4; on a cluster 32); no table depends on it")
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


def _checked(chosen: argparse.Namespace) -> dict[str, date]:
    """Return the days told.

    Raises
    ------
    ValueError
        For choices that do not go together.
    """
    if chosen.scheduler and chosen.engine != "dask":
        raise ValueError("--scheduler: only a Dask cluster has one; add --engine dask.")
    if chosen.coder == "llm" and (chosen.engine not in ("auto", "here") or chosen.format == "parts"):
        raise ValueError("--coder llm: the model is asked from this process, and its tables are whole files. "
                         "Leave out --engine and --format parts.")
    if chosen.piece is not None and chosen.piece <= 0:
        raise ValueError("--piece: expected a number of megabytes above 0.")
    if chosen.workers is not None and chosen.workers < 1:
        raise ValueError("--workers: expected 1 or more.")
    return _published(chosen.published)


def _run(chosen: argparse.Namespace) -> int:
    try:
        days = _checked(chosen)
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
    # Imported here too: a command that is told wrongly says so at once.
    from analysis import building
    from analysis.engines import EngineError

    on_cluster = chosen.engine == "dask"
    size = int(chosen.piece * 1e6) if chosen.piece else building.CLUSTER_PIECE if on_cluster else building.LOCAL_PIECE
    planned = building.plan(chosen.paths, size)
    if not planned.pieces:
        return failed("\n".join([*planned.faults, "Nothing was read, so no table was written."]))
    try:
        return _healed(chosen, planned, days, reader)
    except EngineError as error:
        return failed(f"{error}\nWhat is done is kept: the same command takes the run up again.")
    except OSError as error:
        return failed(f"{chosen.out}: {error.strerror or error}. Choose another folder with --out.")


def _healed(chosen: argparse.Namespace, planned: "Plan", days: dict[str, date], reader: "SecondReader | None") -> int:
    """Build; what an earlier run left broken is made anew, piece by piece."""
    from analysis import parts

    for _ in planned.pieces:
        try:
            return _build(chosen, planned, days, reader)
        except parts.BrokenPart as error:
            print(f"{str(error).partition('. Delete it')[0]}. This piece is made anew.", file=sys.stderr)
            parts.forget(_place(chosen), error.key)
    return _build(chosen, planned, days, reader)


def _place(chosen: argparse.Namespace) -> str:
    """Return where pieces are put that are done."""
    from analysis import locations

    return str(chosen.out) if _form(chosen) == "parts" else locations.joined(chosen.out, _STAGE)


def _form(chosen: argparse.Namespace) -> str:
    return chosen.format or ("parts" if chosen.engine == "dask" else "parquet")


def _build(chosen: argparse.Namespace, planned: "Plan", days: dict[str, date], reader: "SecondReader | None") -> int:
    from analysis import building, codebook, locations, pipeline, store
    from analysis.commands.progress import Progress

    form, place = _form(chosen), _place(chosen)
    if reader:
        # What a model did not answer may be answered now.
        locations.remove_folder(place)
    wrong = pipeline.codebook_faults(codebook.load())
    progress = Progress(planned.size)
    with _engine(chosen, planned, reader, progress) as engine:
        built = building.run(planned, place, engine, building.Settings(chosen.encoding, days, chosen.coder), progress)
    progress.end()
    unused = sorted(set(days) - built.sources)
    if unused:
        return failed(f"--published {unused[0]}: no such document among {', '.join(_some_sources(built)) or 'none'}.", MISUSED)
    faults = [*planned.faults, *_first(built.refusals(), built.refused, "not coded"), *wrong]
    if reader:
        print("\n".join(reader.tally.summary(reader.settings)), file=sys.stderr)
    if not built.rows["documents"]:
        _clear(chosen.out, place)
        return failed("\n".join([*faults, "Nothing was read, so no table was written."]))
    if reader and reader.tally.failed and not reader.tally.documents:
        _clear(chosen.out, place)
        return failed("The model read no document, so no table was written.")
    silent = list(_first((f"{source}: nobody was found speaking. Give the voice as author in front matter."
                          for source in built.voiceless()), None, "without a voice"))
    if form == "parts":
        building.publish(built)
    else:
        store.write_each(built.result().each(), Path(chosen.out) if not locations.is_remote(chosen.out) else chosen.out, form)
        locations.remove_folder(place)
    if built.twice:
        print(f"{built.twice} exact duplicates were taken once.", file=sys.stderr)
    for fault in [*faults, *silent]:
        print(fault, file=sys.stderr)
    print(f"{chosen.out}: {', '.join(f'{count:,} {name}' for name, count in built.rows.items())}")
    return PARTLY if planned.faults or built.refused or wrong or (reader and reader.tally.failed) else DONE


def _clear(out: str, place: str) -> None:
    """Leave nothing of a run that made no table; a folder that holds something else stays."""
    from analysis import locations

    locations.remove_folder(place)
    if not locations.is_remote(out) and Path(out).is_dir() and not any(Path(out).iterdir()):
        Path(out).rmdir()


def _engine(chosen: argparse.Namespace, planned: "Plan", reader: "SecondReader | None", progress: "Progress") -> "AbstractContextManager[Engine]":
    """Return the engine asked for, to be let go afterwards."""
    from analysis import engines

    name = chosen.engine
    if name == "auto":
        name = "here" if reader else engines.best(planned.size)
    if name == "dask":
        from analysis.engines.cluster import Cluster

        return Cluster(chosen.scheduler, chosen.workers)
    if name == "processes":
        from analysis.engines.processes import Processes

        return nullcontext(Processes(chosen.workers))
    from analysis.engines.here import Here

    return nullcontext(Here(reader.extract, progress.partly) if reader else Here(progress=progress.partly))


def _first(sentences: Iterable[str], number: int | None, what: str) -> Iterator[str]:
    """Yield the first of many sentences, and how many more there are."""
    for shown, sentence in enumerate(sentences):
        if shown == _SHOWN:
            yield f"… and {f'{number - shown:,}' if number else 'many'} more {what}."
            return
        yield sentence


def _some_sources(built: "Built") -> list[str]:
    from analysis import parts

    for key in built.once:
        made: list[str] = parts.part(built.place, "documents", key, ["source"])["source"].to_pylist()[:5]
        return made
    return []
