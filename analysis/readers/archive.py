"""A ZIP of files, each read by its own reader."""

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable

from analysis.readers.reading import Contents, Reading, ReadingError

# What an archive may unpack to. A text shrinks to a third or a quarter; a bomb to a thousandth.
MOST_FILES, LARGEST, LARGEST_TOTAL, STEEPEST = 20_000, 50_000_000, 300_000_000, 200


def read(source: str, data: bytes, read_member: Callable[[str, bytes], Contents], endings: tuple[str, ...]) -> Contents:
    """Return the readings of the files in an archive, and a fault for each that cannot be read.

    Parameters
    ----------
    source : str
    data : bytes
    read_member : callable
        Takes a file's name and bytes.
    endings : tuple of str
        Files with other endings are named as faults; folders and hidden files (`__MACOSX`) are passed over.

    Raises
    ------
    ReadingError
        For a file that is no ZIP, or one that holds too many files or too much.

    Notes
    -----
    Names in an archive are names of sources and never paths: nothing is unpacked to disk. An archive in an archive is
    refused.
    """
    try:
        packed = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, struct.error, ValueError, NotImplementedError, OSError):
        raise ReadingError(source, "is no ZIP, or a broken one", "Pack it again.") from None
    readings: list[Reading] = []
    faults: list[ReadingError] = []
    with packed:
        members = [member for member in packed.infolist() if not _passed_over(member)]
        require_modest(source, packed)
        for member in members:
            name = _name(member)
            try:
                contents = _read(source, packed, member, name, read_member, endings)
            except ReadingError as error:
                faults.append(error)
                continue
            readings += contents.readings
            faults += contents.faults
    if not readings and not faults:
        raise ReadingError(source, "holds no file", "Check that the right archive was saved.")
    return Contents(tuple(Reading(**{**vars(reading), "source": f"{source}/{reading.source}"}) for reading in readings),
                    tuple(ReadingError(f"{source}/{fault.source}", fault.reason, fault.move) for fault in faults))


def require_modest(source: str, packed: zipfile.ZipFile) -> None:
    """Check what an archive says it unpacks to, before any of it is unpacked.

    Raises
    ------
    ReadingError
        Where it is more than 20,000 files, 50 MB a file, 300 MB in all, or 200 times its size.
    """
    members = packed.infolist()
    total, shrunk = sum(member.file_size for member in members), sum(member.compress_size for member in members)
    if len(members) > MOST_FILES:
        raise ReadingError(source, f"holds {len(members):,} files, more than {MOST_FILES:,}", "Split it.")
    if total > LARGEST_TOTAL or any(member.file_size > LARGEST for member in members):
        raise ReadingError(source, f"unpacks to {total // 1_000_000:,} MB, more than is taken", "Split it.")
    if total > 10_000_000 and total > STEEPEST * max(shrunk, 1):
        raise ReadingError(source, f"unpacks to {total // max(shrunk, 1):,} times its size, as no text does",
                           "Unpack it yourself if you trust it, and add its files.")


def _passed_over(member: zipfile.ZipInfo) -> bool:
    parts = member.filename.replace("\\", "/").split("/")
    # `is_dir` asks for the last sign of a name, and a broken archive has names without one.
    return member.filename.endswith("/") or "__MACOSX" in parts or parts[-1].startswith(".")


def _name(member: zipfile.ZipInfo) -> str:
    """Return a member's last name; where the archive does not say its encoding, Chinese Windows wrote it."""
    name = member.filename
    if not member.flag_bits & 0x800:
        try:
            raw = name.encode("cp437")
            name = raw.decode("utf-8")
        except UnicodeEncodeError:
            pass
        except UnicodeDecodeError:
            name = raw.decode("gb18030", "replace")
    return name.replace("\\", "/").rpartition("/")[2] or "untitled"


def _read(source: str, packed: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, read_member: Callable[[str, bytes], Contents], endings: tuple[str, ...]) -> Contents:
    if name.lower().endswith(".zip"):
        raise ReadingError(name, "is an archive in an archive", "Unpack it and add it by itself.")
    if not name.lower().endswith(endings):
        raise ReadingError(name, "is of a kind that is not read", f"Save it as one of {' '.join(endings)}.")
    if member.flag_bits & 1:
        raise ReadingError(name, "is encrypted", "Pack it again without a password.")
    try:
        with packed.open(member) as stream:
            # What a member says of its size may be a lie.
            held = stream.read(LARGEST + 1)
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError):
        raise ReadingError(name, "is broken in the archive", "Pack it again.") from None
    if len(held) > LARGEST:
        raise ReadingError(name, f"unpacks to more than {LARGEST // 1_000_000} MB", "Split it.")
    made: Contents = read_member(name, held)
    return made
