"""The codebook's own words: what the grammar looks for, as pieces for made-up sentences."""

import tomllib
from functools import cache

from analysis.codebook import SHIPPED


@cache
def of(folder: str) -> tuple[str, ...]:
    """Return every text in a folder of the codebook, in order of file and place: forms, terms, and the examples beside them."""
    found: dict[str, None] = {}
    for path in sorted((SHIPPED / folder).glob("*.toml")):
        _gather(tomllib.loads(path.read_text(encoding="utf-8")), found)
    return tuple(found)


def _gather(told: object, found: dict[str, None]) -> None:
    if isinstance(told, str):
        if told and not told.isascii() and len(told) <= 40:
            found[told] = None
    elif isinstance(told, dict):
        for name, value in told.items():
            if name not in ("source", "about", "en"):
                _gather(value, found)
    elif isinstance(told, list):
        for value in told:
            _gather(value, found)
