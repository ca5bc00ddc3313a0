"""Files and folders at a path or at a URL of an object store (`s3://…`), by fsspec."""

import hashlib
import json
import os
import posixpath
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import IO, Any

import fsspec
from fsspec.implementations.local import LocalFileSystem

_DIGEST = "digest"


class LocationError(OSError):
    """A place that cannot be reached; the message says what is missing."""


@dataclass(frozen=True)
class Entry:
    """A file as its store lists it.

    Attributes
    ----------
    url : str
        The path, or the URL with its protocol.
    name : str
        Its last part.
    size : int
        In bytes.
    state : str
        Changes whenever its bytes do: ETag, or the time it was changed.
    """

    url: str
    name: str
    size: int
    state: str


@lru_cache(maxsize=256)
def _opened(url: str) -> tuple[fsspec.AbstractFileSystem, str]:
    try:
        made: tuple[fsspec.AbstractFileSystem, str] = fsspec.core.url_to_fs(url)
        return made
    except ImportError as error:
        raise LocationError(f"{url}: {error}. Install what requirements-cluster.txt lists.") from None
    except ValueError as error:
        raise LocationError(f"{url}: {error}. Known are local paths and URLs such as s3://bucket/folder.") from None


def is_remote(place: str | Path) -> bool:
    """Whether a place is a URL."""
    return "://" in str(place)


def joined(place: str, *names: str) -> str:
    """Return what stands under a place."""
    return posixpath.join(str(place), *names)


def listed(place: str, endings: tuple[str, ...]) -> list[Entry]:
    """Return a file, or every file below a folder whose name has one of some endings, in order of name.

    A file named is listed whatever its ending. A README.md tells of a folder and is no document.

    Raises
    ------
    LocationError
        Where there is nothing.
    """
    filesystem, path = _opened(place)
    filesystem.invalidate_cache()
    if filesystem.isfile(path):
        return [_entry(filesystem, filesystem.info(path), place)]
    entries = [_entry(filesystem, info, place) for info in filesystem.find(path, detail=True).values()
               if info["type"] == "file" and info["name"].lower().endswith(endings)
               and posixpath.basename(info["name"]) != "README.md"]
    if not entries:
        raise LocationError(f"{place}: no file here that can be read. Put {' '.join(endings)} files in it.")
    return sorted(entries, key=lambda entry: entry.url.split("/"))


def _entry(filesystem: fsspec.AbstractFileSystem, info: dict[str, Any], place: str) -> Entry:
    return Entry(filesystem.unstrip_protocol(info["name"]) if is_remote(place) else info["name"],
                 posixpath.basename(info["name"]), int(info["size"] or 0),
                 str(info.get("ETag") or info.get("mtime") or info.get("LastModified") or info.get("created")))


@contextmanager
def opened(url: str) -> Iterator[IO[bytes]]:
    """Open a file for reading; what is read is read in big steps."""
    filesystem, path = _opened(url)
    with filesystem.open(path, "rb") as file:
        yield file


def read(url: str) -> bytes:
    """Return a file's bytes."""
    filesystem, path = _opened(url)
    made: bytes = filesystem.cat_file(path)
    return made


def state(url: str) -> str:
    """Return what changes whenever a file is replaced, without reading it; nothing where there is none.

    Notes
    -----
    A file put in another's place within a tick of the disk's clock still has another number (inode).
    """
    filesystem, path = _opened(url)
    filesystem.invalidate_cache()
    try:
        info = filesystem.info(path)
    except FileNotFoundError:
        return ""
    return " ".join(str(info.get(name) or "") for name in ("ETag", "mtime", "LastModified", "created", "size", "ino"))


def read_json(url: str) -> dict[str, Any] | None:
    """Return what a file holds that `write_json` wrote; None where there is none.

    Raises
    ------
    ValueError
        Where it is broken: no JSON, or not what was written.
    """
    try:
        said = read(url)
    except FileNotFoundError:
        return None
    try:
        return unsealed(said)
    except ValueError as error:
        raise ValueError(f"{url}: is broken ({error}).") from None


@contextmanager
def written(url: str) -> Iterator[IO[bytes]]:
    """Open a file for writing that is there when it is whole, and not before.

    Notes
    -----
    An object store shows an object when its upload is complete; a file of a disk is written beside its place and moved.
    """
    filesystem, path = _opened(url)
    if isinstance(filesystem, LocalFileSystem):
        final = Path(path)
        final.parent.mkdir(parents=True, exist_ok=True)
        partial = final.with_name(f".{final.name}.{uuid.uuid4().hex[:8]}.partial")
        try:
            with partial.open("wb") as file:
                yield file
                # After a power failure a file moved before its bytes were on the disk is there, and empty.
                file.flush()
                os.fsync(file.fileno())
            partial.replace(final)
        finally:
            partial.unlink(missing_ok=True)
    else:
        file = filesystem.open(path, "wb", autocommit=False)
        try:
            yield file
            file.close()
        except BaseException:
            file.discard()
            raise
        file.commit()


def write_json(url: str, content: Mapping[str, Any]) -> None:
    """Write a file of JSON, whole or not at all, with a digest of itself."""
    with written(url) as file:
        file.write(sealed(content))


def sealed(content: Mapping[str, Any]) -> bytes:
    """Return content as JSON with a digest of itself."""
    return json.dumps({**content, _DIGEST: _digest(content)}, ensure_ascii=False).encode()


def unsealed(said: bytes) -> dict[str, Any]:
    """Return content that was sealed; content without a digest, as earlier versions wrote it, is taken as it is.

    Raises
    ------
    ValueError
        Where it is no JSON, or not what was sealed.
    """
    content = json.loads(said)
    if not isinstance(content, dict) or content.pop(_DIGEST, None) not in (None, _digest(content)):
        raise ValueError("it is not what was written")
    return content


def _digest(content: Mapping[str, Any]) -> str:
    return hashlib.blake2b(json.dumps(content, sort_keys=True).encode(), digest_size=12).hexdigest()


def sizes(place: str) -> dict[str, int]:
    """Return the files directly in a folder with their sizes in bytes; none where it is missing."""
    filesystem, path = _opened(place)
    filesystem.invalidate_cache()
    try:
        found = filesystem.ls(path, detail=True)
    except FileNotFoundError:
        return {}
    return {posixpath.basename(one["name"]): int(one["size"] or 0) for one in found if one["type"] == "file"}


def remove(urls: list[str]) -> None:
    """Remove files; those already gone do not matter."""
    for url in urls:
        filesystem, path = _opened(url)
        try:
            filesystem.rm_file(path)
        except FileNotFoundError:
            continue


def remove_folder(place: str) -> None:
    """Remove a folder with what is in it."""
    filesystem, path = _opened(place)
    if filesystem.exists(path):
        filesystem.rm(path, recursive=True)


def forget() -> None:
    """Forget open connections, as after a fork or a change of the settings they were made with."""
    _opened.cache_clear()
