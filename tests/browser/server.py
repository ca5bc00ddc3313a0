"""A dashboard of its own, for a browser test or a screenshot."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
LAUNCH = {"executable_path": CHROMIUM, "args": ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]}
PHONE = {"user_agent": "Mozilla/5.0 (Linux; Android 14) Mobile", "viewport": {"width": 390, "height": 844}}
PATIENCE = 120


@contextmanager
def running(home: Path, corpus: Path | None = None, *, options: Sequence[str] = (), variables: Mapping[str, str] | None = None) -> Iterator[str]:
    """Give the address of a dashboard that runs until the block ends.

    Parameters
    ----------
    home : Path
        Where it keeps its tables and its library.
    corpus : Path, optional
        What it shows instead of the sample.
    options : sequence of str
        More of Streamlit's own.
    variables : mapping of str to str, optional
        More of its environment.

    Raises
    ------
    RuntimeError
        With the server's last words, where it does not start.
    """
    port = free_port()
    log = home / "server.log"
    environment = {**os.environ, "LUNHENG_HOME": str(home), **(variables or {})}
    environment.pop("LUNHENG_CORPUS", None)
    if corpus is not None:
        environment["LUNHENG_CORPUS"] = str(corpus)
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port), "--server.address",
             "127.0.0.1", "--server.headless", "true", "--server.fileWatcherType", "none", *options],
            cwd=ROOT, stdout=out, stderr=subprocess.STDOUT, env=environment)
    try:
        yield answered(process, f"http://127.0.0.1:{port}", log)
    finally:
        process.terminate()
        process.wait(timeout=20)


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def answered(process: subprocess.Popen, address: str, log: Path, health: str = "/health") -> str:
    """Return the address of a server once it answers there; raise RuntimeError with its last words if it does not."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}{health}", timeout=5):
                return address
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.3)
    raise RuntimeError(f"the dashboard did not start:\n{log.read_text()[-3000:]}")
