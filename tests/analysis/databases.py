"""A real PostgreSQL for the tests, started from Debian's packages where they are installed."""

import os
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path


def binaries() -> Path | None:
    """Return where PostgreSQL's programs are, or None."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    there = shutil.which("initdb")
    return Path(there).parent if there else None


@contextmanager
def postgresql(programs: Path):
    """Start a server on a free port of this machine and yield its address; it is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="lunheng-pg-"))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    # PostgreSQL refuses to run as root; a path may leave out where programs for root are.
    own = [shutil.which("runuser", path=f"{os.environ['PATH']}:/usr/sbin:/sbin"), "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if own:
        shutil.chown(folder, "postgres")
    data = folder / "data"
    run = {"check": True, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder}
    subprocess.run([*own, programs / "initdb", "-D", data, "-U", "lunheng", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C.UTF-8"], **run)
    options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder} -c fsync=off"
    subprocess.run([*own, programs / "pg_ctl", "-D", data, "-w", "-o", options, "-l", folder / "log", "start"], **run)
    try:
        yield f"postgresql+pg8000://lunheng@127.0.0.1:{port}"
    finally:
        subprocess.run([*own, programs / "pg_ctl", "-D", data, "-m", "immediate", "stop"], **run)
        shutil.rmtree(folder, ignore_errors=True)
