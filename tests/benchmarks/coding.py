"""How fast the coding is, step by step, beside jieba alone and its Rust port alone in the same run.

    python -m tests.benchmarks.coding [MEGABYTES] [SHARE]

SHARE is how many of the sentences are of the kind that predicts: 0.18, as in commentary, unless said otherwise; 1 is text
that does little else. Prints tables in Markdown, in seconds of processor time once everything is loaded: the steps; then, of the
same documents coded once more, what is spent inside libraries, which is how fast the whole would be if our rules cost nothing.
Read the ratios: machines differ and are noisy.
"""

import gc
import io
import sys
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import replace
from unittest.mock import patch

import ahocorasick_rs
import jieba
import pyarrow.parquet
import rjieba

from analysis import (
    codebook,
    commentaries,
    documents,
    events,
    mentions,
    parts,
    pipeline,
    predictions,
    segmentation,
    text,
    words,
)
from analysis.dates import finder
from analysis.schemas import SCHEMAS, Schema
from tests.benchmarks.corpus import ORDINARY, readings

# What the issue asks of the whole, in times jieba alone.
ASKED = 5


def timed(work):
    before = time.process_time()
    result = work()
    return result, time.process_time() - before


class _Watched:
    """An object of a library, the time inside whose methods is counted."""

    def __init__(self, made, counted):
        self._made, self._counted = made, counted

    def __getattr__(self, name):
        method = self._counted(getattr(self._made, name))
        setattr(self, name, method)
        return method


def inside_libraries(made, book):
    """Return the seconds of coding and writing some documents: all of them, and by library what was spent inside it.

    Notes
    -----
    Grammar and automata are built anew for it, of watched parts; watching takes about a microsecond a call.
    """
    spent = Counter()

    def inside(library):
        def counted(call):
            def asked(*told, **named):
                before = time.process_time()
                try:
                    return call(*told, **named)
                finally:
                    spent[library] += time.process_time() - before
            return asked
        return counted

    def watched(library, make):
        return lambda *told, **named: _Watched(make(*told, **named), inside(library))

    converters = {name: _Watched(converter, inside("OpenCC")) for name, converter in
                  (("_TO_SIMPLIFIED", text._TO_SIMPLIFIED), ("_to_traditional", text._to_traditional()))}
    watching = (
        patch.object(text, "_TO_SIMPLIFIED", converters["_TO_SIMPLIFIED"]),
        patch.object(text, "_to_traditional", lambda: converters["_to_traditional"]),
        patch.object(ahocorasick_rs, "AhoCorasick", watched("automata (ahocorasick_rs)", ahocorasick_rs.AhoCorasick)),
        patch.object(rjieba, "Jieba", watched("rjieba", rjieba.Jieba)),
        patch.object(rjieba, "tag", inside("rjieba")(rjieba.tag)),
        patch.object(finder, "candidates", inside("dates' search (google-re2)")(finder.candidates)),
        patch.object(Schema, "frame", inside("pandas: tables made and checked")(Schema.frame)),
    )
    with ExitStack() as stack:
        for one in watching:
            stack.enter_context(one)
        book = replace(book, fingerprint=f"{book.fingerprint} watched")
        pipeline.code(documents.table(made[:1]), book)
        for kept in (text._kept_short, text._kept_long, segmentation.tag):
            kept.cache_clear()
        spent.clear()
        tables, whole = timed(lambda: pipeline.code(documents.table(made), book))
    arrow, laid = timed(lambda: [parts.arrow(getattr(tables, schema.name), schema.name) for schema in SCHEMAS])
    _, written = timed(lambda: [pyarrow.parquet.write_table(table, io.BytesIO(), compression="zstd") for table in arrow])
    spent["pyarrow: rows ordered and written"] = laid + written
    return whole + laid + written, spent


def main(megabytes: float, share: float) -> None:
    """Print one row a step."""
    made = readings(megabytes, share=share)
    size = sum(len(reading.text.encode()) for reading in made) / 1e6
    book = codebook.load()
    jieba.initialize()
    rjieba.cut("预热")
    pipeline.code(documents.table(made[:1]), book)
    # As `pipeline.code` does; for jieba too.
    gc.disable()
    spent = {}
    table, spent["documents"] = timed(lambda: documents.table(made))
    voices, spent["commentaries"] = timed(lambda: commentaries.segment(table, book))
    named, spent["mentions"] = timed(lambda: mentions.code(table, voices, book))
    dated, spent["events"] = timed(lambda: events.place(table, voices))
    expected, spent["predictions"] = timed(lambda: predictions.extract(table, voices, named, dated, book))
    _, spent["words"] = timed(lambda: words.count(table, voices, book))
    spent["**all steps**"] = sum(spent.values())
    sample = made[: max(1, len(made) // 10)]
    share = sum(len(reading.text.encode()) for reading in sample) / 1e6 / size
    _, alone = timed(lambda: [jieba.lcut(reading.text) for reading in sample])
    spent["jieba alone"] = alone / share
    _, spent["rjieba alone"] = timed(lambda: [rjieba.cut(reading.text) for reading in made])
    print(f"{len(made):,} documents, {size:.1f} MB, {len(expected):,} predictions\n")
    print("| step | seconds | MB/s | against jieba alone |\n| --- | --- | --- | --- |")
    for step, seconds in spent.items():
        print(f"| {step} | {seconds:.2f} | {size / seconds:.2f} | {spent['jieba alone'] / seconds:.2f} x |")
    whole, libraries = inside_libraries(made, book)
    together = sum(libraries.values())
    libraries = {**libraries, "**all libraries**": together, "our rules and what binds them": whole - together, "**coded and written**": whole}
    print("\n| inside | seconds | MB/s, were this all | of the whole |\n| --- | --- | --- | --- |")
    for part, seconds in libraries.items():
        print(f"| {part} | {seconds:.2f} | {size / seconds:.1f} | {100 * seconds / whole:.0f} % |")
    allowed = spent["jieba alone"] / ASKED
    print(f"\n{ASKED} times jieba alone: {size / allowed:.1f} MB/s, {allowed:.2f} s for these {size:.1f} MB. Libraries leave "
          f"{max(0.0, allowed - together):.2f} s of it to our rules, which take {whole - together:.2f}"
          + (f": they would have to be {(whole - together) / (allowed - together):.0f} times as fast." if allowed > together else "."))


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 2.0, float(sys.argv[2]) if len(sys.argv) > 2 else ORDINARY)
