"""`kill -9` at random moments of imports and reviews, on SQLite and on a real PostgreSQL: is anything lost, is anything double.

    python -m tests.benchmarks.killing [MOMENTS [sqlite|postgresql [imports|reviews]]]

By default 50 moments of each kind on each database. Ends with an error at the first thing lost or double.
"""

import os
import random
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

import sqlalchemy as sa

from tests.analysis import databases
from tests.killing import FILES, killed_import, killed_review


def main(moments: int = 50, database: str = "", kind: str = "") -> int:
    """Kill, look, print a line a database and kind, and return the exit code."""
    os.environ["LUNHENG_HOME"] = tempfile.mkdtemp()
    chance = random.Random(7)
    with ExitStack() as stack:
        addresses = {}
        if database in ("", "sqlite"):
            addresses["SQLite"] = f"sqlite:///{Path(os.environ['LUNHENG_HOME']) / 'library.db'}"
        if database in ("", "postgresql") and (programs := databases.binaries()):
            server = stack.enter_context(databases.postgresql(programs))
            with sa.create_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT").connect() as connection:
                connection.execute(sa.text("CREATE DATABASE killed"))
            addresses["PostgreSQL"] = f"{server}/killed"
        for name, address in addresses.items():
            if kind in ("", "imports"):
                said = [killed_import(address, chance) for _ in range(moments)]
                print(f"{name}: {moments} imports of {FILES} files killed, {sum(0 < n < FILES for n in said)} in the midst of taking, "
                      f"{sum(said)} documents said to be in, none lost, none double; all gone on with to the end", flush=True)
            if kind in ("", "reviews"):
                said = [killed_review(address, chance) for _ in range(moments)]
                print(f"{name}: {moments} programs that keep reviews killed, {sum(said)} said to be kept, none lost, none double", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(*map(int, sys.argv[1:2]), *sys.argv[2:4]))
