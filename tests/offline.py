"""All that a visitor does, with every way to another machine closed; run in a process of its own by test_offline.py.

Python's own sockets are watched by an audit hook, which nothing can take out again. What is tried beside Python (the browser that draws
pictures, libraries in C) is seen by the kernel, where this process is alone in a network without any way out: it counts what it
could send nowhere.
"""

import ipaddress
import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path

tried: list[str] = []
_PLACES = {"socket.connect": 1, "socket.sendto": 1, "socket.sendmsg": 1, "socket.getaddrinfo": 0, "socket.gethostbyname": 0, "socket.gethostbyaddr": 0}
TEXT = "顾远认为，谈判大概率破裂。李简则指出，双方有望在2025年底前签署协议。"


class Closed(PermissionError):
    """Somebody wanted to reach another machine."""


def _watch(event: str, told: tuple) -> None:
    if event not in _PLACES:
        return
    where = told[_PLACES[event]]
    host = where[0] if isinstance(where, tuple) else where
    # A socket in the file system, or none named.
    if host is None or (event.startswith(("socket.connect", "socket.send")) and not isinstance(where, tuple)):
        return
    name = host.decode() if isinstance(host, bytes) else str(host)
    try:
        near = name in ("", "localhost") or ipaddress.ip_address(name).is_loopback
    except ValueError:
        near = False
    if not near:
        tried.append(f"{event} {name}")
        raise Closed(f"{event}: {name}")


def no_way_out() -> int | None:
    """Return how often the kernel could send something nowhere since this network began, or None in one that leads somewhere."""
    interfaces = [line.partition(":")[0].strip() for line in Path("/proc/self/net/dev").read_text().splitlines()[2:]]
    if set(interfaces) - {"lo"}:
        return None
    heads, counts = (line.split()[1:] for line in Path("/proc/self/net/snmp").read_text().splitlines() if line.startswith("Ip:"))
    six = dict(line.split() for line in Path("/proc/self/net/snmp6").read_text().splitlines())
    return int(dict(zip(heads, counts))["OutNoRoutes"]) + int(six.get("Ip6OutNoRoutes", 0))


def visit() -> list[str]:
    """Open every page over the real corpus, and return those that opened."""
    from streamlit.testing.v1 import AppTest

    from tests.pages.conftest import NAMES, PAGES

    opened = []
    for name, section in NAMES.items():
        page = AppTest.from_file(str(PAGES / section / f"{name}.py"), default_timeout=60).run()
        assert not page.exception, f"{name}: {page.exception}"
        opened.append(name)
    return opened


def take_in(library) -> dict[str, int]:
    """Import a document, code it with the sample, and return what became of it."""
    from analysis.imports import Jobs, worker

    jobs = Jobs(library.engine)
    job = jobs.begin(library.project, [("a.txt", TEXT.encode(), "")], published=date(2025, 3, 4))
    assert worker.run(library, job, "offline")
    return jobs.counts(job)


def take_out(library, folder: Path) -> list[str]:
    """Write a chart, a table, a briefing and the library in every form there is, and return the forms."""
    from analysis import spreadsheets, table_files
    from analysis.backup import backup
    from analysis.briefing import Briefing, Entry
    from analysis.corpus import open_corpus
    from analysis.selection import Selection
    from charts import briefing, exhibits
    from charts.export import chart

    corpus, whole, made = open_corpus(library), Selection(), datetime.now(UTC).date()
    shown = exhibits.make("overview", corpus.tables, whole, corpus.codebook)
    told = Briefing("周报", "", "zh-Hans", "report", (Entry("exhibit", "overview"), Entry("text", title="说明", text="一段。")))
    ways = [*((f"chart.{form}", lambda form=form: chart.file(shown, form)) for form in chart.FORMS),
            *((f"table.{form}", lambda form=form: table_files.file(corpus.tables.predictions, "predictions", form, urls=corpus.urls, base=""))
              for form in spreadsheets.FORMS),
            *((f"briefing.{form}", lambda form=form: briefing.write(told, corpus, form, made=made)) for form in briefing.FORMS),
            ("library.zip", lambda: backup(library.engine, folder / "library.zip"))]
    done = []
    for name, write in ways:
        assert write(), name
        done.append(name)
    return done


def main(folder: Path) -> None:
    """Do it all and print what was done, as JSON."""
    sys.addaudithook(_watch)
    before = no_way_out()
    from analysis.library import Library

    with Library() as library:
        taken = take_in(library)
        out = take_out(library, folder)
    print(json.dumps({"taken": taken, "pages": visit(), "out": out, "tried": tried,
                      "no_way_out": None if before is None else no_way_out() - before}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
