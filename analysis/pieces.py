"""A corpus cut into pieces: what a worker reads and codes at a time, however large the whole is."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import IO

import pyarrow
import pyarrow.parquet

from analysis import locations, readers
from analysis.readers import Contents, ReadingError, fields, json_lines
from analysis.readers.reading import Reading
from analysis.schemas import Row

LINES, PARQUET = (".jsonl", ".ndjson"), ".parquet"
ENDINGS = (*readers.ENDINGS, PARQUET)
# What a documents table of ours says beyond a reading's fields is worked out anew.
_OURS = ("doc_id", "source", "published_precision", "script")
_SCAN = 1 << 24
_ROWS = 256


@dataclass(frozen=True)
class Piece:
    """Some of the documents of a corpus, by where they stand.

    Attributes
    ----------
    files : tuple of Entry
        Several whole files, or one.
    start, stop : int
        Of one file of JSON lines: its bytes from and to; of a Parquet file: its rows. Both 0 for whole files.
    first : int
        The number of the line at `start`, counted from 1.
    size : int
        About how many bytes of it there are to read.
    """

    files: tuple[locations.Entry, ...]
    start: int = 0
    stop: int = 0
    first: int = 1
    size: int = 0

    def key(self, told: str) -> str:
        """Return a digest that changes with what the piece holds, and with `told`: whatever else its tables hang on."""
        digest = hashlib.blake2b(told.encode(), digest_size=10)
        for file in self.files:
            digest.update(f"\0{file.name}\0{file.size}\0{file.state}".encode())
        digest.update(f"\0{self.start}\0{self.stop}".encode())
        return digest.hexdigest()

    @property
    def name(self) -> str:
        """What a person calls it."""
        if len(self.files) > 1:
            return f"{self.files[0].name} to {self.files[-1].name}"
        span = f" ({'rows' if _is_parquet(self.files[0]) else 'bytes'} {self.start:,} to {self.stop:,})" if self.stop else ""
        return self.files[0].name + span


def cut(files: Sequence[locations.Entry], size: int) -> Iterator[Piece]:
    """Yield a corpus in pieces of about `size` bytes, in order.

    Parameters
    ----------
    files : sequence of Entry
    size : int
        JSON lines are cut between lines and Parquet between rows; other files stay whole, small ones together.

    Raises
    ------
    ReadingError
        For a Parquet file without a column `text`, or that is none.
    """
    together: list[locations.Entry] = []
    for file in files:
        splits = _splits(file, size)
        if together and (splits or sum(one.size for one in together) + file.size > size):
            yield _whole(together)
            together = []
        if splits:
            yield from _by_rows(file, size) if _is_parquet(file) else _by_lines(file, size)
        else:
            together.append(file)
    if together:
        yield _whole(together)


def _splits(file: locations.Entry, size: int) -> bool:
    return _is_parquet(file) or (file.name.lower().endswith(LINES) and file.size > size)


def _is_parquet(file: locations.Entry) -> bool:
    return file.name.lower().endswith(PARQUET)


def _whole(files: list[locations.Entry]) -> Piece:
    return Piece(tuple(files), size=sum(file.size for file in files))


def _by_lines(file: locations.Entry, size: int) -> Iterator[Piece]:
    """Yield ranges of whole lines; a line longer than `size` is a piece of its own."""
    start, first, place, line = 0, 1, 0, 1
    with locations.opened(file.url) as lines:
        while chunk := lines.read(_SCAN):
            at = 0
            while (start + size) - place < len(chunk):
                end = chunk.find(b"\n", max(at, start + size - place))
                if end < 0:
                    break
                line += chunk.count(b"\n", at, end + 1)
                at = end + 1
                yield Piece((file,), start, place + at, first, place + at - start)
                start, first = place + at, line
            line += chunk.count(b"\n", at)
            place += len(chunk)
    if place > start:
        yield Piece((file,), start, place, first, place - start)


def _by_rows(file: locations.Entry, size: int) -> Iterator[Piece]:
    """Yield ranges of rows: neighbouring row groups together, a large one in shares."""
    with locations.opened(file.url) as handle:
        about = _parquet(file, handle).metadata
    start, held, row = 0, 0, 0
    for number in range(about.num_row_groups):
        group = about.row_group(number)
        if held and held + group.total_byte_size > size:
            yield Piece((file,), start, row, size=held)
            start, held = row, 0
        if group.total_byte_size > 2 * size:
            shares = -(-group.total_byte_size // size)
            bounds = [row + group.num_rows * share // shares for share in range(shares + 1)]
            for low, high in pairwise(bounds):
                if high > low:
                    yield Piece((file,), low, high, size=group.total_byte_size // shares)
            start = row + group.num_rows
        else:
            held += group.total_byte_size
        row += group.num_rows
    if row > start:
        yield Piece((file,), start, row, size=held)


def _parquet(file: locations.Entry, handle: IO[bytes]) -> pyarrow.parquet.ParquetFile:
    try:
        opened = pyarrow.parquet.ParquetFile(handle)
    except (pyarrow.ArrowException, OSError) as error:
        raise ReadingError(file.name, f"is no Parquet file that can be read ({error})", "Write it again.") from None
    if "text" not in opened.schema_arrow.names:
        raise ReadingError(file.name, f"has no column text, only {', '.join(opened.schema_arrow.names[:8])}",
                           "Name the column that holds the documents' texts so.")
    return opened


def read(piece: Piece, encoding: str | None = None) -> Iterator[Contents]:
    """Yield what a piece holds, some documents at a time; what cannot be read is among the faults."""
    if _is_parquet(piece.files[0]):
        yield from _rows(piece)
    elif piece.stop:
        with locations.opened(piece.files[0].url) as handle:
            handle.seek(piece.start)
            data = handle.read(piece.stop - piece.start)
        yield _lines(piece.files[0].name, data, encoding, piece.first, whole=False)
    else:
        for file in piece.files:
            try:
                data = locations.read(file.url)
            except OSError as error:
                yield Contents((), (ReadingError(file.url, error.strerror or str(error), "Check the path and its permissions."),))
                continue
            if file.name.lower().endswith(LINES):
                yield _lines(file.name, data, encoding)
            else:
                yield _contents(partial(readers.read, file.name, data, encoding))


def _contents(read: Callable[[], Contents]) -> Contents:
    try:
        return read()
    except ReadingError as error:
        return Contents((), (error,))


def _lines(name: str, data: bytes, encoding: str | None, first: int = 1, *, whole: bool = True) -> Contents:
    """Return what lines of JSON hold; bytes that are no text cost their line, not the others."""
    try:
        return json_lines.read(name, data, encoding, first)
    except ReadingError as error:
        readings: list[Reading] = []
        faults = []
        for number, line in enumerate(data.split(b"\n"), start=first):
            if line.strip():
                try:
                    readings += json_lines.read(name, line, encoding, number).readings
                except ReadingError as fault:
                    faults.append(ReadingError(f"{name}#{number}", fault.reason.removeprefix(f"line {number} "),
                                               "Mend the line and add it again."))
        return Contents(tuple(readings), tuple(faults) if readings or not whole else (error,))


def _rows(piece: Piece) -> Iterator[Contents]:
    file = piece.files[0]
    with locations.opened(file.url) as handle:
        opened = _parquet(file, handle)
        groups: list[int] = []
        row = begins = 0
        for number in range(opened.metadata.num_row_groups):
            after = row + opened.metadata.row_group(number).num_rows
            if after > piece.start and row < piece.stop:
                begins = begins if groups else row
                groups.append(number)
            row = after
        columns = [name for name in opened.schema_arrow.names if name not in _OURS]
        for batch in opened.iter_batches(_ROWS, row_groups=groups, columns=columns):
            low, high = max(0, piece.start - begins), min(len(batch), piece.stop - begins)
            if low < high:
                yield _said(file.name, batch.slice(low, high - low).to_pylist(), begins + low)
            begins += len(batch)


def _said(name: str, rows: list[Row], first: int) -> Contents:
    readings: list[Reading] = []
    faults = []
    for number, row in enumerate(rows, start=first + 1):
        source = f"{name}#{number}"
        if not isinstance(row["text"], str) or not row["text"].strip():
            faults.append(ReadingError(source, "has no text", "Mend the row and build again."))
            continue
        try:
            told = {field: value for field, value in row.items() if value is not None}
            readings.append(fields.reading(source, row["text"].replace("\r\n", "\n"), told))
        except ReadingError as error:
            faults.append(error)
    return Contents(tuple(readings), tuple(faults))
