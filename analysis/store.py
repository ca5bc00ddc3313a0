"""Tables kept on disk under a fingerprint of text, codebook and code.

What is here can be computed again and may be deleted at any time; what a user made lives in the library.
"""

import hashlib
import json
import logging
import os
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

import pandas as pd
import pyarrow
import pyarrow.parquet

from analysis import harmless, locations, parts, shelf
from analysis.codebook import SHIPPED
from analysis.codebook import fingerprint as codebook_fingerprint
from analysis.grammar.directions import WEIGHTS
from analysis.schemas import SCHEMAS, TableError, Tables

FORMATS = ("parquet", "csv", "jsonl")
_KEPT = 20
# Rows of a table that are held in memory; of a larger result, columns stay on disk.
_IN_MEMORY = 500_000
_ABOUT = "about.json"
# In a Parquet file's metadata: of which documents and which code it is, so that the six of one run are known from those of another.
_OF = "lunheng.of"
_log = logging.getLogger("lunheng")


def folder() -> Path:
    """Return where Lunheng keeps its files: `LUNHENG_HOME`, else `lunheng` in the user's data folder."""
    home = os.environ.get("LUNHENG_HOME")
    if home:
        return Path(home)
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "lunheng"


@lru_cache(maxsize=1)
def code_fingerprint() -> str:
    """Return a digest of the code that makes tables, and of the codebook, calendars and weights it reads."""
    digest = hashlib.blake2b(digest_size=12)
    root = Path(__file__).parent
    for path in sorted(root.rglob("*.py")):
        digest.update(str(path.relative_to(root)).encode())
        digest.update(path.read_bytes())
    for data in (SHIPPED, SHIPPED.parent / "calendar", SHIPPED.parent / "dates"):
        digest.update(codebook_fingerprint(data).encode())
    digest.update(WEIGHTS.read_bytes())
    return digest.hexdigest()


# Own codebook entries, as JSON holds them.
Own: TypeAlias = Sequence[list[object]]


def fingerprint(documents: pd.DataFrame, own: Own = ()) -> str:
    """Return the key of the tables of some documents: changes with any text, date, the codebook or the code.

    Parameters
    ----------
    documents : frame, schema DOCUMENTS
    own : sequence
        Own codebook entries, as JSON can hold them.
    """
    digest = hashlib.blake2b(code_fingerprint().encode(), digest_size=12)
    if own:
        digest.update(json.dumps(own, ensure_ascii=False).encode())
    told = documents.drop(columns="text")
    digest.update(told.to_json(orient="values", date_format="iso").encode())
    for doc_id in documents["doc_id"]:
        digest.update(doc_id.encode())
    return digest.hexdigest()


def write(tables: Tables, out: Path, form: str = "parquet") -> list[Path]:
    """Write one file a table and return their paths, as `write_each` does."""
    return [Path(path) for path in write_each([tables], out, form)]


def write_each(made: Iterable[Tables], out: Path | str, form: str = "parquet") -> list[Path | str]:
    """Write one file a table from tables that come part by part, and return their paths.

    Parameters
    ----------
    made : iterable of Tables
        One part is held at a time.
    out : Path or str
        Folder, made if missing, or URL. Files of the same name are replaced, each at once.
    form : {"parquet", "csv", "jsonl"}

    Raises
    ------
    OSError
        Where the folder cannot be written.
    """
    paths = {schema.name: locations.joined(str(out), f"{schema.name}.{form}") for schema in SCHEMAS}
    with ExitStack() as stack:
        files = {name: stack.enter_context(locations.written(path)) for name, path in paths.items()}
        writers = {name: stack.enter_context(pyarrow.parquet.ParquetWriter(file, parts.columns(name), compression="zstd", write_page_checksum=True))
                   for name, file in files.items()} if form == "parquet" else {}
        documents = hashlib.blake2b(code_fingerprint().encode(), digest_size=12)
        for number, tables in enumerate(made):
            documents.update("\0".join(tables.documents["doc_id"]).encode())
            for schema in SCHEMAS:
                table, file = getattr(tables, schema.name), files[schema.name]
                if form == "parquet":
                    writers[schema.name].write_table(parts.arrow(table, schema.name))
                elif form == "csv":
                    said = spreadsheet_safe(table).to_csv(index=False, header=not number, date_format="%Y-%m-%d", lineterminator="\n")
                    file.write(said.encode("utf-8" if number else "utf-8-sig"))
                else:
                    file.write(table.to_json(orient="records", lines=True, force_ascii=False, date_format="iso").encode())
        for writer in writers.values():
            writer.add_key_value_metadata({_OF: documents.hexdigest()})
            writer.close()
        for file in files.values():
            # Where the disk is full, it is so before the first of the old files has made room for a new one.
            file.flush()
    return [Path(path) if isinstance(out, Path) else path for path in paths.values()]


def spreadsheet_safe(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with an apostrophe before every text, headings too, that a spreadsheet would read as a formula.

    Notes
    -----
    `harmless.cell` says which. A document's text that begins so is one character longer in CSV; Parquet and JSON lines hold it as
    read.
    """
    safe = table.copy()
    for name, dtype in table.dtypes.items():
        if str(dtype) == "str":
            risky = table[name].str.startswith(harmless.FORMULA)
            if risky.any():
                safe[name] = table[name].where(~risky, "'" + table[name])
        elif dtype.kind == "O":
            safe[name] = [harmless.cell(value) if isinstance(value, str) else value for value in table[name]]
    return safe.rename(columns={name: harmless.cell(name) for name in table.columns if isinstance(name, str)})


def read(place: Path) -> Tables:
    """Return the tables in a folder of Parquet files, checked: each page against its checksum, and that all are of one run.

    Raises
    ------
    OSError, TableError, pyarrow.ArrowException
        Where a table is missing, unfit or broken, or is of another run than the others.
    """
    made, of = [], set()
    for schema in SCHEMAS:
        with pyarrow.parquet.ParquetFile(place / f"{schema.name}.parquet", page_checksum_verification=True) as file:
            of.add((file.metadata.metadata or {}).get(_OF.encode()))
            made.append(schema.check(parts.frame(file.read(), schema.name)))
    if len(of) > 1:
        raise TableError(f"{place}: its tables are of different runs: one was ended as it wrote them. Build again with the same command.")
    return Tables(*made)


def state(place: str) -> str:
    """Return what changes whenever a build writes another result to a place; reads none of it.

    Parameters
    ----------
    place : str
        As `opened` takes it.
    """
    if _in_files(place):
        return _state_of_files(place)
    return locations.state(locations.joined(place, parts.MANIFEST))


def _in_files(place: str) -> bool:
    return (Path(place) / f"{SCHEMAS[0].name}.parquet").is_file()


def _state_of_files(place: str) -> str:
    return "; ".join(locations.state(locations.joined(place, f"{schema.name}.parquet")) for schema in SCHEMAS)


def opened(place: str) -> tuple[Tables, str]:
    """Return the result of a build and its fingerprint; a large one stays on disk (`mapped`).

    Parameters
    ----------
    place : str
        Folder or URL that `build` wrote as Parquet, in parts or as one file a table.

    Raises
    ------
    PartsError, OSError, TableError, pyarrow.ArrowException
        Where there is none, or it cannot be read.
    """
    if _in_files(place):
        # Six files are replaced one after the other: what changed while it was read is read again.
        before = ""
        while before != (now := _state_of_files(place)):
            tables, before = read(Path(place)), now
        return tables, hashlib.blake2b(f"{place} {before}".encode(), digest_size=12).hexdigest()
    result = parts.open_result(place)
    if max(result.rows.values()) > _IN_MEMORY:
        # Imported here: a build opens no result, and would wait for DuckDB.
        from analysis import mapped

        return mapped.open_mapped(result, folder() / "opened"), result.fingerprint
    made = list(result.each())
    return Tables(*(schema.check(pd.concat([getattr(one, schema.name) for one in made], ignore_index=True)) if made else schema.empty()
                    for schema in SCHEMAS)), result.fingerprint


def load(key: str) -> Tables | None:
    """Return the tables kept under a key, or None; a broken entry is dropped and counts as none."""
    place = folder() / "tables" / key
    if not place.is_dir():
        return None
    try:
        return read(place)
    except (OSError, TableError, ValueError, KeyError, pyarrow.ArrowException) as error:
        _log.warning("Tables that were kept are broken; they are made again", exc_info=error)
        shutil.rmtree(place, ignore_errors=True)
        return None


def nearest(documents: pd.DataFrame, apart: Callable[[list[list[object]]], int] = len) -> tuple[Tables | None, list[list[object]]]:
    """Return, of the tables kept by this code and shipped codebook, those that share most documents with some, or None.

    Parameters
    ----------
    documents : frame, schema DOCUMENTS
    apart : callable
        Takes the own codebook entries some tables were made with, and returns how far these are from those wanted; of tables that
        share as many documents, the nearest are taken.

    Returns
    -------
    tables : Tables or None
        Their documents without those that could not be coded.
    own : list
        The own codebook entries they were made with.
    """
    wanted = set(documents["doc_id"])
    best: tuple[tuple[int, int], str | None, list[list[object]]] = ((0, 0), None, [])
    for about in (folder() / "tables").glob(f"*/{_ABOUT}"):
        try:
            told = locations.unsealed(about.read_bytes())
            shared = len(wanted.intersection(told["documents"])) if told["code"] == code_fingerprint() else 0
            with_these = told.get("own", [])
        except (OSError, ValueError, KeyError, TypeError):
            continue
        alike = shared, -apart(with_these) if shared else 0
        if shared and (best[1] is None or alike > best[0]):
            best = alike, about.parent.name, with_these
    tables = load(best[1]) if best[1] else None
    if best[1] and tables and (lost := uncoded(best[1])):
        tables = replace(tables, documents=tables.documents[~tables.documents["doc_id"].isin(set(lost))].reset_index(drop=True))
    return tables, best[2] if tables else []


def uncoded(key: str) -> dict[str, str]:
    """Return why documents of the tables kept under a key could not be coded, by doc_id."""
    try:
        told: dict[str, str] = locations.unsealed((folder() / "tables" / key / _ABOUT).read_bytes()).get("uncoded", {})
    except (OSError, ValueError):
        return {}
    return told


def keep(key: str, tables: Tables, own: Own = (), uncoded: Mapping[str, str] | None = None) -> None:
    """Keep tables under a key, with the own codebook entries they were made with, whole or not at all.

    `uncoded` says why some of the documents have no rows but their own.

    Where the folder cannot be written nothing is kept, and the log says so: the tables are made again at the next start.
    """
    about = {"code": code_fingerprint(), "documents": list(tables.documents["doc_id"]), "own": list(own), "uncoded": dict(uncoded or {})}
    try:
        with shelf.laid(folder() / "tables", key, _KEPT) as partial:
            write(tables, partial)
            (partial / _ABOUT).write_bytes(locations.sealed(about))
    except OSError as error:
        _log.warning("Tables could not be kept; they are made again at the next start", exc_info=error)
