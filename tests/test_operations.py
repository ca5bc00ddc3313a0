"""The operations page, the container file and the units, held against the program."""

import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "operations.md"
PLACE = ROOT / "docs" / "operations"
CONTAINER = PLACE / "Containerfile"
UNITS = sorted(PLACE.glob("*.service")) + sorted(PLACE.glob("*.timer"))
CODE = [ROOT / "dashboard.py", *(path for room in ("analysis", "charts", "pages") for path in (ROOT / room).rglob("*.py"))]
ENTRY = ["streamlit", "run", "dashboard.py"]


def instructions() -> list[tuple[str, str]]:
    """The container file's instructions: word and the rest, continued lines as one."""
    lines = [line for line in CONTAINER.read_text(encoding="utf-8").splitlines() if line.strip() and not line.lstrip().startswith("#")]
    return [tuple(line.strip().split(None, 1)) for line in "\n".join(lines).replace("\\\n", " ").splitlines()]


def of(word: str) -> list[str]:
    return [rest for found, rest in instructions() if found == word]


def variables() -> dict[str, list[str]]:
    """The rows of the page's table of variables, by name."""
    rows = re.findall(r"^\| `(LUNHENG_[A-Z_]+)` \|(.*)\|$", PAGE.read_text(encoding="utf-8"), re.M)
    return {name: [cell.strip() for cell in rest.split("|")] for name, rest in rows}


def test_every_variable_of_the_program_is_in_the_table_and_no_other():
    read = {name for path in CODE for name in re.findall(r"LUNHENG_[A-Z]+(?:_[A-Z]+)*", path.read_text(encoding="utf-8"))}
    assert set(variables()) == read


def test_every_secret_among_them_is_one_the_log_hides():
    from analysis import logs

    secrets = {name for name, cells in variables().items() if cells[-1] == "yes"}
    assert {name for name in variables() if logs.is_secret(name)} | {"LUNHENG_DATABASE"} == secrets


def test_every_metric_of_the_page_is_one_that_is_counted():
    from pages.parts import metrics

    counted = {sample.name for family in metrics.REGISTRY.collect() for sample in family.samples} | {family.name for family in metrics.REGISTRY.collect()}
    told = set(re.findall(r"`(lunheng_\w+?)(?:_total)?`", PAGE.read_text(encoding="utf-8")))
    counted = {re.sub(r"_(total|created|bucket|sum|count)$", "", name) for name in counted}
    assert {name for name in counted if name.startswith("lunheng_")} - {"lunheng_sessions"} <= told <= counted | {"lunheng_sessions", "lunheng_imports", "lunheng_import_documents"}


def test_every_file_the_page_links_to_is_there():
    links = re.findall(r"\]\(([^)#:]+)(?:#[\w-]*)?\)", PAGE.read_text(encoding="utf-8"))
    assert len(links) > 5
    assert [link for link in links if not (PAGE.parent / link).resolve().exists()] == []


def test_every_command_of_the_page_is_one_of_the_program():
    from analysis.__main__ import COMMANDS

    assert set(re.findall(r"python -m analysis (\w+)", PAGE.read_text(encoding="utf-8"))) <= set(COMMANDS)


def test_the_containers_parts_are_where_it_copies_them_from():
    copied = [part for rest in of("COPY") if not rest.startswith("--from=") for part in rest.split()[:-1]]
    assert copied and [part for part in copied if not (ROOT / part).exists()] == []
    # All the program is made of is in it.
    assert {"dashboard.py", "analysis", "charts", "pages", "data", "static", ".streamlit"} <= set(copied)
    assert not {"tests", ".git", "."} & set(copied)


def test_the_container_is_run_by_nobody_of_importance_and_writes_in_one_place():
    (user,), (volume,), (stop,) = of("USER"), of("VOLUME"), of("STOPSIGNAL")
    number = user.split(":")[0]
    assert number.isdecimal() and int(number) >= 1000
    assert any(f"--uid {number}" in run for run in of("RUN"))
    told = dict(part.split("=", 1) for rest in of("ENV") for part in shlex.split(rest))
    assert told["LUNHENG_HOME"] == told["HOME"] == volume and told["PYTHONDONTWRITEBYTECODE"] == "1"
    assert stop == "SIGTERM"
    # Nothing is installed or changed once it is somebody else.
    words = [word for word, _ in instructions()]
    assert not {"RUN", "COPY", "ADD"} & set(words[words.index("USER"):])


def test_the_container_starts_as_the_readme_does_and_its_health_is_a_route():
    (command,) = of("CMD")
    assert json.loads(command)[:3] == ENTRY and " ".join(ENTRY) in (ROOT / "README.md").read_text(encoding="utf-8")
    (health,) = of("HEALTHCHECK")
    check = json.loads(re.search(r"CMD (\[.*\])", health)[1])
    assert check[:2] == ["python", "-c"]
    compile(check[2], "HEALTHCHECK", "exec")
    port = of("EXPOSE")[0]
    assert f"http://127.0.0.1:{port}/health" in check[2]
    assert "--server.port" not in command or port in command


def test_no_way_to_start_it_asks_the_internet_for_the_machines_address():
    """Streamlit does so for its greeting wherever it listens at every address."""
    commands = [*of("CMD"), *(line for unit in UNITS for line in unit.read_text(encoding="utf-8").splitlines() if line.startswith("ExecStart=")),
                *(line for line in PAGE.read_text(encoding="utf-8").split("`") if "0.0.0.0" in line)]
    silent = [command for command in commands if "hideWelcomeMessage" in command]
    assert len(silent) == 3 and [command for command in commands if "0.0.0.0" in command and command not in silent] == []


def test_the_containers_habits_are_good_ones():
    froms = of("FROM")
    # Hadolint's DL3006, DL3007: a named version; DL3020: no ADD; DL3025: lists for CMD; DL3042: no cache; DL3059 apart.
    assert all(re.match(r"\S+/\S+:[\w.-]*\d[\w.-]*(?: AS \w+)?$", rest) and ":latest" not in rest for rest in froms)
    assert not of("ADD") and of("CMD")[0].startswith("[")
    installing = [run for run in of("RUN") if "pip install" in run]
    assert installing and all("--require-hashes" in run and "--no-cache-dir" in run for run in installing)
    assert not any(word in run for run in of("RUN") for word in ("sudo", "curl", "wget", "chmod 777", "apt-get upgrade"))
    assert not re.search(r"(?i)(password|secret|token|_key)\s*=\s*\S", CONTAINER.read_text(encoding="utf-8"))


@pytest.mark.skipif(not shutil.which("hadolint"), reason="needs hadolint")
def test_hadolint_finds_nothing():
    subprocess.run(["hadolint", str(CONTAINER)], check=True)


@pytest.fixture
def units(tmp_path):
    """The units as on a machine on which the program is installed."""
    folder = tmp_path / "units"
    folder.mkdir()
    programs = {"/opt/lunheng/venv/bin/streamlit": sys.executable, "/opt/lunheng/venv/bin/python": sys.executable}
    for unit in UNITS:
        text = unit.read_text(encoding="utf-8")
        for installed, here in programs.items():
            text = text.replace(f"ExecStart={installed}", f"ExecStart={here}")
        (folder / unit.name).write_text(text, encoding="utf-8")
    return sorted(folder.iterdir())


systemd = pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd-analyze")


@systemd
def test_systemd_reads_the_units_without_a_word(units):
    ran = subprocess.run(["systemd-analyze", "verify", "--man=no", "--generators=no", *units], capture_output=True, text=True, check=False)
    ours = [line for line in ran.stderr.splitlines() if "lunheng" in line and "documentation" not in line.lower()]
    assert ours == [] and ran.returncode == 0, ran.stderr


@systemd
def test_systemd_finds_little_they_could_do(units):
    for unit in units:
        if unit.suffix == ".service":
            ran = subprocess.run(["systemd-analyze", "security", "--offline=true", "--no-pager", "--threshold=30", unit], capture_output=True, text=True, check=False)
            assert ran.returncode == 0, ran.stdout.splitlines()[-1:]


def settings(unit: str) -> dict[str, str]:
    lines = (PLACE / unit).read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))


def test_the_service_starts_as_the_readme_does_and_is_given_time_to_end():
    from pages.parts import ending

    told = settings("lunheng.service")
    program, *rest = shlex.split(told["ExecStart"])
    assert [Path(program).name, *rest[:2]] == ENTRY
    assert told["User"] not in ("", "root") and told["ProtectSystem"] == "strict"
    assert int(told["TimeoutStopSec"]) > ending.LONGEST and told["KillMode"] == "mixed"
    # The page tells of the same time for a container.
    assert all(int(seconds) > ending.LONGEST for seconds in re.findall(r"--stop-timeout (\d+)", PAGE.read_text(encoding="utf-8") + CONTAINER.read_text(encoding="utf-8")))


def test_the_nightly_backup_is_a_command_of_the_program():
    from analysis.__main__ import COMMANDS

    _, *rest = shlex.split(settings("lunheng-backup.service")["ExecStart"])
    assert rest[:2] == ["-m", "analysis"] and rest[2] in COMMANDS
    assert settings("lunheng-backup.service")["ReadWritePaths"] == rest[3]
    assert set(re.findall(r"--\w+", " ".join(rest))) <= set(re.findall(r"--\w+", (ROOT / "analysis" / "commands" / "backup.py").read_text(encoding="utf-8")))


def test_the_proxys_site_lets_uploads_and_large_briefings_through():
    from pages.routes import briefings

    site = (PLACE / "nginx.conf").read_text(encoding="utf-8")
    most = int(re.search(r"maxUploadSize = (\d+)", (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))[1])
    assert int(re.search(r"client_max_body_size (\d+)m", site)[1]) > most
    assert int(re.search(r"proxy_read_timeout (\d+)s", site)[1]) > briefings.SECONDS
    assert site.count("{") == site.count("}") and "location = /metrics" in site
