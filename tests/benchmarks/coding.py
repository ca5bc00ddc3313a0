"""How fast the coding is, step by step, beside jieba alone and its Rust port alone in the same run.

    python -m tests.benchmarks.coding [MEGABYTES] [SHARE]

SHARE is how many of the sentences are of the kind that predicts: 0.18, as in commentary, unless said otherwise; 1 is text
that does little else. Prints a table in Markdown, in seconds of processor time once everything is loaded. Read the ratios:
machines differ and are noisy.
"""

import sys
import time

import jieba
import rjieba

from analysis import codebook, commentaries, documents, events, mentions, pipeline, predictions, words
from tests.benchmarks.corpus import ORDINARY, readings


def timed(work):
    before = time.process_time()
    result = work()
    return result, time.process_time() - before


def main(megabytes: float, share: float) -> None:
    """Print one row a step."""
    made = readings(megabytes, share=share)
    size = sum(len(reading.text.encode()) for reading in made) / 1e6
    book = codebook.load()
    jieba.initialize()
    rjieba.cut("预热")
    pipeline.code(documents.table(made[:1]), book)
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


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 2.0, float(sys.argv[2]) if len(sys.argv) > 2 else ORDINARY)
