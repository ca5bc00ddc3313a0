"""Real faults beneath the program: full disks, folders that cannot be written, damaged files, builds killed, clocks that jump, PostgreSQL killed.

    python -m tests.benchmarks.faults [disk|read-only|damage|halves|clock|postgresql|server|export] …

As root of a Linux machine: file systems are mounted, other users taken, servers killed. `clock` wants Debian's libfaketime, named by
LIBFAKETIME where it is not installed. Prints a line a fault; ends with an error at the first thing lost, double, or not told.
"""

import contextlib
import gc
import io
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import traceback
import urllib.error
import urllib.request
import xml.dom.minidom
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import sqlalchemy as sa
from PIL import Image

from analysis import __main__ as program
from analysis import corpus, faults, mapped, parts, store
from analysis.briefing import Briefing, Entry
from analysis.briefings import Briefings
from analysis.imports import Jobs, worker
from analysis.library import Library
from analysis.reviews import Review, Reviews
from charts import briefing, exhibits
from charts.export import chart
from tests.analysis import databases
from tests.analysis.engines import runs
from tests.browser.server import answered, free_port
from tests.killing import FILES, IMPORTING, REVIEWING, ROOT, TEXT

chance = random.Random(11)
MOMENTS = 25
NOBODY = 65534
DAMAGES: dict[str, Callable[[Path], object]] = {
    "cut": lambda path: os.truncate(path, chance.randrange(max(path.stat().st_size, 1))),
    "zeroed": lambda path: path.write_bytes(bytes(path.stat().st_size)),
    "a bit turned": lambda path: _turned(path),
    "a folder": lambda path: (path.unlink(), path.mkdir()),
    "gone": lambda path: path.unlink(),
}


def _turned(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)


@contextlib.contextmanager
def mounted(size: str) -> Iterator[Path]:
    """Yield a file system in memory of a size, and the home on it."""
    place = Path(tempfile.mkdtemp(prefix="lunheng-faults-"))
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", place], check=True)
    before = os.environ.get("LUNHENG_HOME")
    os.environ["LUNHENG_HOME"] = str(place / "home")
    try:
        yield place
    finally:
        gc.collect()
        subprocess.run(["umount", "-l", place], check=True)
        place.rmdir()
        os.environ.pop("LUNHENG_HOME") if before is None else os.environ.update(LUNHENG_HOME=before)


def filled(place: Path, free: int) -> None:
    """Leave so many bytes of a file system free."""
    (place / "filler").unlink(missing_ok=True)
    left = shutil.disk_usage(place).free - free
    with (place / "filler").open("wb") as file:
        file.write(bytes(max(left, 0)))


def said(*arguments: str) -> tuple[int, str]:
    """Run a command and return its exit code and what it said."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with contextlib.redirect_stderr(out), contextlib.redirect_stdout(out):
        try:
            code = program.main(list(arguments))
        except SystemExit as ended:
            code = int(ended.code or 0)
    out.seek(0)
    return code, out.read()


def kept(number: int) -> Review:
    """Return a review that no other number has."""
    return Review("d", "prediction", "reject", "trade", number, number + 2, "谈判")


def whole(held: Library, reviews: set[int]) -> None:
    """Hold a library against what was said to be kept."""
    with held.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    starts = [review.start for review in Reviews(held.engine).every()]
    assert reviews <= set(starts), "a review said to be kept is gone"
    assert len(starts) == len(set(starts)), "a review is there twice"


def disk() -> str:
    """Fill a disk at many moments of everything that writes."""
    told: Counter[str] = Counter()
    reviews: set[int] = set()
    with mounted("24m") as place:
        texts = place / "texts"
        texts.mkdir()
        for number in range(20):
            (texts / f"{number}.txt").write_text(TEXT.format(number=number) * 40, encoding="utf-8")
        with Library() as held:
            held.add("first.txt", TEXT.format(number=999).encode())
            keeper = Reviews(held.engine)

            def reviewing() -> None:
                for number in range(len(reviews) * 7 + chance.randrange(10**6), 10**9):
                    keeper.keep(kept(number))
                    reviews.add(number)
                    if number % 3 == 2:
                        return

            actions: dict[str, Callable[[], object]] = {
                "import": lambda: said("import", str(texts), "--json"),
                "build": lambda: said("build", str(texts), "--out", str(place / "built"), "--engine", "here"),
                "build in parts": lambda: said("build", str(texts), "--out", str(place / "parts"), "--format", "parts", "--engine", "here", "--piece", "0.01"),
                "backup": lambda: said("backup", str(place / "all.zip")),
                "export": lambda: said("export", str(place / "out.jsonl")),
                "review": reviewing,
                "tables": lambda: store.keep("trial", corpus.coded(held).tables),
            }
            for free in (0, 4096, 20_000, 60_000, 150_000, 400_000, 1_000_000, 3_000_000):
                for name, action in actions.items():
                    filled(place, free)
                    try:
                        answer = action()
                    except Exception as error:
                        assert faults.kind(error) == faults.FULL, (name, free, repr(error))
                        told[f"{name}: told"] += 1
                    else:
                        code, words = answer if isinstance(answer, tuple) else (0, "")
                        assert "Traceback" not in words, (name, free, words)
                        assert code == 0 or re.search(r"full|No space left|fault", words), (name, free, code, words)
                        told[f"{name}: {'told' if code else 'done'}"] += 1
                    whole(held, reviews)
                    (place / "filler").unlink()
                    left = [path for path in place.rglob("*partial*") if "building" not in str(path)]
                    assert not left, (name, free, left)
            for name, action in actions.items():
                answer = action()
                assert not isinstance(answer, tuple) or (answer[0] in (0, 1) and "full" not in answer[1]), (name, answer)
            whole(held, reviews)
            for path in ("built", "parts", "tables"):
                shutil.rmtree(place / path, ignore_errors=True)
            assert len(held.doc_ids()) == 21, len(held.doc_ids())
    return f"{sum(told.values())} writes on a full disk: {dict(sorted(told.items()))}; {len(reviews)} reviews said to be kept, none lost"


def read_only() -> str:
    """Have every command write where it may not: a file system mounted read-only, and a user who owns nothing."""
    told = []
    with mounted("24m") as place:
        text = place / "a.txt"
        text.write_text(TEXT.format(number=1), encoding="utf-8")
        with Library() as held:
            held.add("first.txt", TEXT.format(number=999).encode())
            Reviews(held.engine).keep(kept(1))
        commands = (["list"], ["import", str(text)], ["backup", str(place / "all.zip")], ["build", str(text), "--out", str(place / "out"), "--engine", "here"],
                    ["export", str(place / "out.jsonl")])
        subprocess.run(["mount", "-o", "remount,ro", place], check=True)
        for command in commands:
            told.append((command[0], "mounted read-only", *said(*command)))
        subprocess.run(["mount", "-o", "remount,rw", place], check=True)
        place.chmod(0o755)
        for path in (place / "home", *(place / "home").rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
        for command in commands:
            # An import starts a program, which that user may not be able to read.
            if command[0] != "import":
                told.append((command[0], "another user", *_as_nobody(command)))
        for name, how, code, words in told:
            print(f"    {how}, {name}: {code}, {words.strip()[:160]}", flush=True)
            assert "Traceback" not in words, (name, how, words)
            assert code == 0 or re.search(r"cannot be written|Read-only|Permission|not permitted", words), (name, how, words)
        with Library() as held:
            whole(held, {1})
    return f"{len(told)} commands where nothing can be written: {sum(code == 0 for *_, code, _ in told)} needed to write nothing, the others named place and next move"


def _as_nobody(command: list[str]) -> tuple[int, str]:
    """Run a command as a user who owns nothing; what it needs of the program was loaded before."""
    end, begin = os.pipe()
    child = os.fork()
    if not child:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
        code, words = 99, ""
        try:
            code, words = said(*command)
        except BaseException:
            words = traceback.format_exc()
        os.write(begin, f"{code} {words}".encode()[:60_000])
        os._exit(0)
    os.close(begin)
    with open(end, encoding="utf-8") as answer:
        code, _, words = answer.read().partition(" ")
    os.waitpid(child, 0)
    return int(code), words


def damage() -> str:
    """Damage every file of the caches and results, each in every way, and hold what is shown against what was."""
    done, noticed = Counter(), 0
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        os.environ["LUNHENG_HOME"] = str(place / "home")
        source = runs.write(place / "in.jsonl", runs.lines(24))
        runs.build(source, place / "built", size=1500)
        first = runs.tables(place / "built")
        store.keep("k", first)
        result = parts.open_result(str(place / "built"))
        mapped.open_mapped(result, store.folder() / "opened")
        gc.collect()
        for shelf, again in ((store.folder() / "tables" / "k", lambda: store.load("k")),
                             (store.folder() / "opened" / result.fingerprint, lambda: mapped.open_mapped(result, store.folder() / "opened"))):
            files = sorted(path.name for path in shelf.iterdir())
            for name in files:
                for way, harm in [*DAMAGES.items(), *[("a bit turned", DAMAGES["a bit turned"])] * 6]:
                    harm(shelf / name)
                    shown = again()
                    if shown is None:
                        noticed += 1
                        store.keep("k", first)
                        shown = again()
                    runs.same(shown, first)
                    if shelf.name == "k" and name == "about.json":
                        store.nearest(first.documents)
                        shutil.rmtree(shelf)
                        store.keep("k", first)
                    done[way] += 1
        for path in sorted(path for path in (place / "built").rglob("*") if path.is_file() and path.stat().st_size):
            for way, harm in chance.sample(list(DAMAGES.items()), 2):
                harm(path)
                try:
                    runs.same(runs.tables(place / "built"), first)
                except (ValueError, OSError) as error:
                    assert str(place) in str(error), error
                    noticed += 1
                    if "Delete it" in str(error) and path.is_file():
                        path.unlink()
                if path.is_dir():
                    path.rmdir()
                code, words = said("build", str(source), "--out", str(place / "built"), "--format", "parts", "--engine", "here", "--piece", "0.0015")
                assert code == 0, words
                runs.same(runs.tables(place / "built"), first)
                done[way] += 1
    return f"{sum(done.values())} damaged files of caches and results ({dict(done)}): none was shown as if it were right, all made again"


def halves() -> str:
    """Kill builds at random moments, while another process opens what they write."""
    opened = 0
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        os.environ["LUNHENG_HOME"] = str(place / "home")
        source = runs.write(place / "in.jsonl", runs.lines(60))
        began = time.monotonic()
        runs.build(source, place / "whole", size=1500)
        took = time.monotonic() - began
        first = runs.tables(place / "whole")
        for form in ("parts", "parquet"):
            for number in range(MOMENTS):
                out = place / form
                if number % 5 == 0:
                    shutil.rmtree(out, ignore_errors=True)
                child = os.fork()
                if not child:
                    with open(os.devnull, "w") as nothing, contextlib.redirect_stdout(nothing), contextlib.redirect_stderr(nothing):
                        program.main(["build", str(source), "--out", str(out), "--format", form, "--engine", "here", "--piece", "0.0015"])
                    os._exit(0)
                until = time.monotonic() + chance.uniform(0, took)
                while time.monotonic() < until:
                    try:
                        tables, _ = store.opened(str(out))
                        runs.same(tables, first)
                        opened += 1
                    except (parts.PartsError, FileNotFoundError) as error:
                        assert str(out) in str(error), error
                    time.sleep(.02)
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
            code, words = said("build", str(source), "--out", str(out), "--format", form, "--engine", "here", "--piece", "0.0015")
            assert code == 0, words
            runs.same(store.opened(str(out))[0], first)
            left = list(out.rglob("*.partial"))
            assert not left, left
    return f"{2 * MOMENTS} builds killed (-9), opened {opened} times meanwhile: the whole result or none; each taken up to the same tables"


def clock() -> str:
    """Let the clock jump in the midst of imports and reviews."""
    found = os.environ.get("LIBFAKETIME") or next(map(str, Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1")), None)
    if not found:
        return "no libfaketime here: not tried"
    done = 0
    for jump in ("-1d", "+365d"):
        for _ in range(3):
            with tempfile.TemporaryDirectory() as folder:
                home, now = Path(folder), Path(folder) / "now"
                now.write_text("+0")
                environment = {"LD_PRELOAD": found, "FAKETIME_TIMESTAMP_FILE": str(now), "FAKETIME_NO_CACHE": "1", "LUNHENG_CORPUS": "",
                               "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
                address = f"sqlite:///{home / 'library.db'}"
                with Library(address) as held:
                    texts = [(f"{number}.txt", TEXT.format(number=number).encode(), "") for number in range(FILES)]
                    job = Jobs(held.engine).begin(1, texts)
                starts = []
                with subprocess.Popen([sys.executable, "-c", IMPORTING, str(job), "first"], cwd=ROOT, stdout=subprocess.PIPE, text=True,
                                      env={**os.environ, **environment, "LUNHENG_DATABASE": address}) as importing, \
                        subprocess.Popen([sys.executable, "-c", REVIEWING, "0"], cwd=ROOT, stdout=subprocess.PIPE, text=True,
                                         env={**os.environ, **environment, "LUNHENG_DATABASE": address}) as reviewing:
                    for line in reviewing.stdout:
                        if line.strip() == "ready":
                            continue
                        starts.append(tuple(map(int, line.split())))
                        if len(starts) == 20:
                            now.write_text(jump)
                        if len(starts) == 60:
                            break
                    reviewing.kill()
                    importing.communicate(timeout=300)
                with Library(address) as held:
                    jobs = Jobs(held.engine)
                    assert importing.returncode == 0 and jobs.get(job).state == "done" and len(held.doc_ids()) == FILES
                    whole(held, {start for _, start in starts})
                    order = [review.start for review in Reviews(held.engine).every()]
                    assert order == sorted(order), "reviews in another order than they were made in"
                    # A worker dead for a day by a clock that has been set back: nobody waits for it.
                    late = Jobs(held.engine).begin(1, [("late.txt", TEXT.format(number=9999).encode(), "")])
                    with sa.create_engine(address).begin() as connection:
                        connection.execute(sa.text("UPDATE import_jobs SET state='running', owner='dead', lease='2031-01-01 00:00:00.000000' WHERE id=:job"), {"job": late})
                    assert worker.run(held, late, "next", coding=False)
                done += 1
    return f"{done} imports with reviews beside them, the clock set back a day or on a year in their midst: none waits, lost or double; reviews in order"


def postgresql() -> str:
    """Kill PostgreSQL's own processes (-9) in the midst of imports and reviews, and start it again."""
    programs = databases.binaries()
    if programs is None:
        return "no PostgreSQL here: not tried"
    killed = Counter()
    said_kept: set[int] = set()
    with databases.postgresql(programs) as server:
        with sa.create_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT").connect() as connection:
            connection.execute(sa.text("CREATE DATABASE killed"))
            data = Path(connection.execute(sa.text("SHOW data_directory")).scalar())
        address = f"{server}/killed"
        os.environ["LUNHENG_DATABASE"] = address
        options = (data / "postmaster.opts").read_text().split('"-c"')[1:]
        told = " ".join(f"-c {one.strip().strip(chr(34))}" for one in options)
        with Library(address) as held:
            jobs, keeper = Jobs(held.engine), Reviews(held.engine)
            for number in range(2 * MOMENTS):
                what = "postmaster" if number % 2 else "backend"
                texts = [(f"{number}-{n}.txt", TEXT.format(number=1000 * number + n).encode(), "") for n in range(12)]
                job = jobs.begin(1, texts)
                ending = threading.Event()

                def importing(job: int = job, ending: threading.Event = ending) -> None:
                    while not ending.is_set():
                        try:
                            if worker.run(held, job, "one", coding=False):
                                return
                        except (sa.exc.SQLAlchemyError, OSError) as error:
                            assert faults.kind(error) == faults.AWAY, repr(error)
                        time.sleep(.05)

                def reviewing(number: int = number, ending: threading.Event = ending) -> None:
                    for start in range(number * 10_000, number * 10_000 + 10_000):
                        if ending.is_set():
                            return
                        try:
                            keeper.keep(kept(start))
                            said_kept.add(start)
                        except (sa.exc.SQLAlchemyError, OSError) as error:
                            assert faults.kind(error) == faults.AWAY, repr(error)
                            time.sleep(.05)

                crew = [threading.Thread(target=importing), threading.Thread(target=reviewing)]
                for one in crew:
                    one.start()
                time.sleep(chance.uniform(0, .6))
                master = int((data / "postmaster.pid").read_text().split()[0])
                if what == "postmaster":
                    os.kill(master, signal.SIGKILL)
                    time.sleep(.3)
                    (data / "postmaster.pid").unlink(missing_ok=True)
                    _start(programs, data, told)
                else:
                    backends = subprocess.run(["pgrep", "-P", str(master)], capture_output=True, text=True, check=True).stdout.split()
                    os.kill(int(chance.choice(backends)), signal.SIGKILL)
                killed[what] += 1
                until = time.monotonic() + 60
                while jobs_done(address, job) is False and time.monotonic() < until:
                    time.sleep(.05)
                ending.set()
                for one in crew:
                    one.join(60)
                assert jobs.get(job).state == "done"
                reports = jobs.reports(job)
                assert len(reports) == 12 and {report.outcome for report in reports} <= {"taken", "repost"}, reports
            starts = Counter(review.start for review in keeper.every())
            assert said_kept <= set(starts) and set(starts.values()) == {1}, "lost or double"
            assert len(held.doc_ids()) == 12 * 2 * MOMENTS
        os.environ.pop("LUNHENG_DATABASE")
    return (f"PostgreSQL killed (-9) {dict(killed)} times in the midst of {2 * MOMENTS} imports and {len(said_kept)} reviews said to be kept: "
            "none lost, none double, connections made anew by themselves")


def jobs_done(address: str, job: int) -> bool:
    """Whether an import is done, as far as the database can say."""
    try:
        with Library(address) as held:
            return Jobs(held.engine).get(job).state == "done"
    except (sa.exc.SQLAlchemyError, OSError):
        return False


def _start(programs: Path, data: Path, told: str) -> None:
    own = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    for _ in range(40):
        # Children of the one that was killed hold the memory they shared until they notice.
        ended = subprocess.run([*own, programs / "pg_ctl", "-D", data, "-w", "-o", told, "-l", data.parent / "log", "start"], cwd=data.parent,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        if not ended.returncode:
            return
        time.sleep(.25)
    raise AssertionError((data.parent / "log").read_text()[-2000:])


def server() -> str:
    """Kill the server (-9) with an import under way and a worker of its own, and start it again."""
    done, moments = 0, 6
    with tempfile.TemporaryDirectory() as folder:
        os.environ["LUNHENG_HOME"] = folder
        said_kept: set[int] = set()
        for number in range(moments):
            with Library() as held:
                texts = [(f"{number}-{n}.txt", (TEXT.format(number=1000 * number + n) * 30).encode(), "") for n in range(80)]
                job = Jobs(held.engine).begin(1, texts)
                process, here = _served(folder)
                until = time.monotonic() + chance.uniform(0, 3)
                while time.monotonic() < until:
                    said_kept.update(range(len(said_kept), len(said_kept) + 1) if Reviews(held.engine).keep(kept(len(said_kept))) else ())
                    with contextlib.suppress(OSError):
                        urllib.request.urlopen(f"{here}/api/tables/predictions?format=csv", timeout=5).read()
                worker_pid = subprocess.run(["pgrep", "-P", str(process.pid)], capture_output=True, text=True, check=False).stdout.split()
                if number % 2 and worker_pid:
                    # Only the worker: the server starts another.
                    os.kill(int(worker_pid[0]), signal.SIGKILL)
                else:
                    process.kill()
                    process.wait()
                    process, here = _served(folder)
                until = time.monotonic() + 120
                while Jobs(held.engine).get(job).open and time.monotonic() < until:
                    time.sleep(.2)
                process.kill()
                process.wait()
                assert Jobs(held.engine).get(job).state == "done", Jobs(held.engine).get(job)
                assert len(held.doc_ids()) == 80 * (number + 1)
                whole(held, said_kept)
                done += 1
    return f"{done} times the server or its worker killed (-9) with an import and reviews under way: all in, none double, {len(said_kept)} reviews kept"


def export() -> str:
    """Fill a running server's /tmp and data folder, before its first drawing and after, and take charts and a briefing away."""
    told: Counter[str] = Counter()
    with mounted("300m") as place:
        with Library() as held:
            Briefings(held.engine).create("weekly", Briefing("", "", "en", "slides", (Entry("exhibit", "issues"), Entry("exhibit", "words_cloud"))))
        files = [f"charts/{code}.{form}" for code in exhibits.codes() for form in ("png", "pdf")]
        files += [f"charts/issues.{form}" for form in chart.FORMS] + [f"briefings/weekly.{form}" for form in briefing.FORMS]
        for when in ("before", "after"):
            (place / "tmp").mkdir(exist_ok=True)
            os.environ["TMPDIR"] = str(place / "tmp")
            process, here = _served(str(place / "home"))
            if when == "after":
                assert _taken(f"{here}/api/charts/issues.png?since=2024-03-01") == ""
            filled(place, 0)
            for path in files:
                refused = _taken(f"{here}/api/{path}")
                assert not refused or (str(place) in refused and "full" in refused), (path, refused)
                told[f"{when}: {'told' if refused else 'whole'}"] += 1
            # What has failed does nothing more.
            used = _processor(process.pid)
            time.sleep(3)
            assert _processor(process.pid) - used < 1, "a processor goes on with what has failed"
            (place / "filler").unlink()
            for path in files:
                assert _taken(f"{here}/api/{path}") == "", path
            process.terminate()
            assert process.wait(60) == 0
            os.environ.pop("TMPDIR")
    return f"{sum(told.values())} files asked for on a full disk: {dict(sorted(told.items()))}; each made once there was room"


def _taken(address: str) -> str:
    """Take a file away and hold it to be whole; return what is said where there is none."""
    try:
        with urllib.request.urlopen(address, timeout=120) as answer:
            data, form = answer.read(), address.partition("?")[0].rpartition(".")[2]
    except urllib.error.HTTPError as refused:
        return str(json.loads(refused.read())["detail"])
    if form == "png":
        Image.open(io.BytesIO(data)).load()
    elif form == "pdf":
        assert len(pypdfium2.PdfDocument(data)) > 0
    elif form in ("pptx", "docx", "xlsx", "zip"):
        assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None
    elif form == "svg":
        xml.dom.minidom.parseString(data)
    elif form == "json":
        json.loads(data)
    else:
        assert data.rstrip().endswith(b"</html>") or form == "csv"
    return ""


def _processor(pid: int) -> float:
    """Return the seconds of processor that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _served(home: str) -> tuple[subprocess.Popen[bytes], str]:
    port, log = free_port(), Path(home) / "server.log"
    with log.open("w") as out:
        process = subprocess.Popen([sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port), "--server.headless", "true",
                                    "--server.fileWatcherType", "none", "--logger.hideWelcomeMessage", "true"], cwd=ROOT, stdout=out, stderr=subprocess.STDOUT)
    return process, answered(process, f"http://localhost:{port}", log, "/ready")


KINDS = {"disk": disk, "read-only": read_only, "damage": damage, "halves": halves, "clock": clock, "postgresql": postgresql, "server": server, "export": export}


def main(*kinds: str) -> int:
    """Try the faults that are named, or all; print a line each and return the exit code."""
    os.environ["LUNHENG_CORPUS"] = ""
    for name in kinds or KINDS:
        print(f"{name}: {KINDS[name]()}", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
