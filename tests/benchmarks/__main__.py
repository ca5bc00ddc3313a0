"""All benchmarks of speed and scale, as tables in Markdown.

    python -m tests.benchmarks [--quick] [--pages]

Every step beside jieba alone and rjieba alone, growth, memory, start-up and workers, and the counts of pages at 100,000, a million and
ten million mentions. `--quick` leaves out the largest; `--pages` adds the pages in a real Chromium beside an almost empty application.
"""

import subprocess
import sys

from tests.benchmarks import coding, corpus, large, scale


def main(asked: list[str]) -> None:
    """Print all tables."""
    quick = "--quick" in asked
    print("## Steps\n", flush=True)
    coding.main(1.0 if quick else 4.0, corpus.ORDINARY)
    print("\n## Growth, memory, workers\n", flush=True)
    scale.main((0.5, 1.0, 2.0) if quick else scale.SIZES)
    print("\n## Counts of pages\n", flush=True)
    large.main(large.SIZES[:2] if quick else large.SIZES)
    if "--pages" in asked:
        print("\n## Pages\n", flush=True)
        subprocess.run([sys.executable, "-m", "tests.benchmarks.pages"], check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
