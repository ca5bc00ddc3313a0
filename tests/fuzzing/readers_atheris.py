"""The readers under a fuzzer that sees which branches bytes reach (Atheris, libFuzzer): it keeps what reaches new ones and bends it on.

    pip install -r requirements-fuzzing.txt
    python -m tests.fuzzing.readers_atheris -runs=100000 [other options of libFuzzer]

The first byte of a case says the format, the rest is the file. Ends at the first case that is neither read nor refused, and leaves it as
`crash-…` beside you.
"""

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["analysis.readers", "trafilatura", "docx", "yaml"]):
    import docx  # noqa: F401  (a reader imports it when it is asked; it is watched from the beginning)
    import trafilatura  # noqa: F401
    import yaml  # noqa: F401

    from analysis import readers
    from analysis.readers import ReadingError

from tests.analysis.readers import hostile
from tests.fuzzing.strategies.file_bytes import ENDINGS, TOKENS
from tests.fuzzing.targets.files import contents_hold


def one(data: bytes) -> None:
    """Read one case."""
    if not data:
        return
    ending = ENDINGS[data[0] % len(ENDINGS)]
    try:
        contents = readers.read(f"a{ending}", data[1:])
    except ReadingError as error:
        assert error.reason and error.move
        return
    contents_hold(contents)


def main() -> None:
    """Put whole files and their tokens before the fuzzer, and let it run."""
    with tempfile.TemporaryDirectory() as place:
        seeds, words = Path(place) / "seeds", Path(place) / "words"
        seeds.mkdir()
        for number, ending in enumerate(ENDINGS):
            whole = hostile.whole(ending)
            (seeds / f"whole{number}").write_bytes(bytes([number]) + whole)
            (seeds / f"cut{number}").write_bytes(bytes([number]) + whole[:len(whole) // 2])
        tokens = dict.fromkeys(token for held in TOKENS.values() for token in held if len(token) < 60)
        words.write_text("".join('"{}"\n'.format("".join(f"\\x{byte:02x}" for byte in token)) for token in tokens), encoding="ascii")
        atheris.Setup([sys.argv[0], f"-dict={words}", "-max_len=20000", "-timeout=30", *sys.argv[1:], str(seeds)], one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
