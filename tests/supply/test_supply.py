"""What is installed is what is listed, each file with its hash, and nothing of it is under a licence that would bind ours."""

import csv
import json
import re
from importlib import metadata

import pytest

from tests.supply import __main__ as supply

WITH_HASHES = re.compile(r"^\S+==\S+.*?(?=^\S|\Z)", re.M | re.S)
ALLOWED = set((supply.PLACE / "allowed.txt").read_text(encoding="utf-8").split())


def licences() -> dict[str, dict[str, str]]:
    with supply.LICENCES.open(encoding="utf-8", newline="") as file:
        return {row["package"]: row for row in csv.DictReader(file)}


def allows(expression: str) -> bool:
    """Whether an SPDX expression can be met with the licences allowed: of those joined by OR one, of those joined by AND all."""
    parts = re.findall(r"[()]|[\w.+-]+", expression)

    def either() -> bool:
        met = both()
        while parts and parts[0] == "OR":
            parts.pop(0)
            met = both() or met
        return met

    def both() -> bool:
        met = one()
        while parts and parts[0] == "AND":
            parts.pop(0)
            met = one() and met
        return met

    def one() -> bool:
        word = parts.pop(0)
        if word != "(":
            return word in ALLOWED
        met = either()
        assert parts.pop(0) == ")"
        return met

    met = either()
    assert not parts, f"cannot be read: {expression}"
    return met


@pytest.mark.parametrize(("lock", "source"), supply.LOCKS.items())
def test_a_lock_and_its_list_agree(lock, source):
    listed, locked = supply.asked(source), supply.locked(lock)
    assert {name: versions for name, versions in listed.items() if locked.get(name) != versions} == {}, \
        "make the locks anew: python -m tests.supply lock"


@pytest.mark.parametrize("lock", supply.LOCKS)
def test_every_package_of_a_lock_has_hashes(lock):
    text = (supply.PLACE / lock).read_text(encoding="utf-8")
    entries = WITH_HASHES.findall(text)
    assert len(entries) == sum(len(versions) for versions in supply.locked(lock).values()) > 0
    assert [entry.split()[0] for entry in entries if not re.search(r"--hash=sha256:[0-9a-f]{64}", entry)] == []
    # Nothing but versions of registries: no path, no address, no branch.
    assert not re.search(r"^(?:-e|\S+ @ |https?://|git\+|--(?:index|extra|find|trusted))", text, re.M)


def test_the_tests_are_run_with_what_is_run():
    tested = supply.locked("requirements-test.lock")
    assert {name: versions for name, versions in supply.locked().items() if tested.get(name) != versions} == {}


def test_what_is_installed_here_is_what_is_locked():
    """The tests ran with it: a lock of other versions would promise what nobody saw."""
    here = {supply.plain(found.name): found.version for found in metadata.distributions() if found.name}
    listed = supply.asked("requirements.txt")
    assert {name: here[name] for name, versions in listed.items() if name in here and here[name] not in versions} == {}


def test_every_package_that_runs_has_a_licence_that_binds_nobody():
    known = licences()
    assert set(known) == set(supply.locked()), "bring the list up to the lock: python -m tests.supply licences"
    assert {name: row["licence"] for name, row in known.items() if not allows(row["licence"])} == {}


def test_what_a_package_says_of_its_licence_is_what_was_read():
    said = {}
    for name, row in licences().items():
        try:
            if supply.declared(name) != row["declared"]:
                said[name] = supply.declared(name)
        except metadata.PackageNotFoundError:
            continue
    assert said == {}, "read them, and then: python -m tests.supply licences"


@pytest.mark.parametrize(("expression", "met"), [
    ("MIT", True), ("GPL-3.0-or-later", False), ("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", True), ("MIT AND GPL-2.0-only", False),
    ("MPL-2.0 AND (Apache-2.0 OR AGPL-3.0-only)", True), ("(AGPL-3.0-only OR GPL-2.0-only) AND MIT", False)])
def test_an_expression_is_read_as_spdx_means_it(expression, met):
    assert allows(expression) is met


def test_no_licence_that_spreads_is_allowed():
    assert not [name for name in ALLOWED if re.match(r"(A|L)?GPL|SSPL|BUSL|CC-BY-(NC|SA)|EUPL|OSL", name)]


def test_the_tools_are_pinned_and_no_part_of_the_program():
    tools = supply.pins((supply.PLACE / "tools.txt").read_text(encoding="utf-8"))
    assert {"uv", "pip-audit", "cyclonedx-bom"} == set(tools)
    assert not set(tools) & set(supply.locked())


@pytest.mark.parametrize("command", ["lock", "audit", "sbom"])
def test_a_tool_that_is_not_there_is_named_with_the_next_move(monkeypatch, capsys, command):
    monkeypatch.setattr(supply.shutil, "which", lambda tool: None)
    assert supply.main([command, *(["x.json"] if command == "sbom" else [])]) == supply.MISUSED
    assert "pip install -r data/supply/tools.txt" in capsys.readouterr().err


FINE, SKIPPED = {"name": "a", "version": "1", "vulns": []}, {"name": "b", "skip_reason": "not found"}
FAULTY = {"name": "c", "version": "2", "vulns": [{"id": "CVE-2026-1", "fix_versions": ["2.1"]}]}


@pytest.mark.parametrize(("out", "returned", "told"), [
    ([FINE], 0, "1 packages audited, 0 faults known."), ([FINE, FAULTY], 3, "c 2: CVE-2026-1, mended in 2.1"), ([FINE, SKIPPED], 0, "NOT AUDITED: 1 of 2"),
    ("", 0, "NOT AUDITED: what is known could not be asked for. no route to host"), ("{}", 0, "NOT AUDITED")])
def test_an_audit_that_cannot_ask_says_so_and_fails_nothing(monkeypatch, capsys, out, returned, told):
    said = out if isinstance(out, str) else json.dumps({"dependencies": out})
    monkeypatch.setattr(supply.shutil, "which", lambda tool: tool)
    monkeypatch.setattr(supply.subprocess, "run", lambda *_, **__: supply.subprocess.CompletedProcess([], 1, said, "x\nno route to host\n"))
    assert supply.main(["audit"]) == returned
    assert told in capsys.readouterr().out


def test_an_audit_that_gets_no_answer_ends(monkeypatch, capsys):
    def hangs(arguments, *, timeout, **_):
        raise supply.subprocess.TimeoutExpired(arguments, timeout)

    monkeypatch.setattr(supply.shutil, "which", lambda tool: tool)
    monkeypatch.setattr(supply.subprocess, "run", hangs)
    assert supply.main(["audit"]) == supply.DONE
    assert "NOT AUDITED: there was no answer" in capsys.readouterr().out
