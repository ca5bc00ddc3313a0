"""What the program is made of: lock it, list its licences, ask what is known against it, write it down as an SBOM.

python -m tests.supply lock | licences | audit | sbom FILE.json

`lock`, `audit` and `sbom` need the tools of `data/supply/tools.txt`: pip install -r data/supply/tools.txt
"""

import argparse
import csv
import json
import re
import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PLACE = ROOT / "data" / "supply"
# What is locked, and from which list; the first first: what runs is then what was tested.
LOCKS = {"requirements-test.lock": "requirements-test.txt", "requirements.lock": "requirements.txt",
         "build.lock": "data/supply/build.txt"}
LICENCES = PLACE / "licences.csv"
_PINNED = re.compile(r"^([A-Za-z0-9][\w.-]*)(?:\[[\w,-]+\])?==([\w.+!-]+)", re.M)
DONE, FOUND, MISUSED = 0, 3, 2
# Seconds; each package is asked about by itself.
_PATIENCE = 60


def plain(name: str) -> str:
    """Return a package's name as registries compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(text: str) -> dict[str, set[str]]:
    """Return which versions of each package a list or a lock names; a lock may name several, for different machines."""
    found: dict[str, set[str]] = {}
    for name, version in _PINNED.findall(text):
        found.setdefault(plain(name), set()).add(version)
    return found


def asked(file: str) -> dict[str, set[str]]:
    """Return the pins of a list and of those it draws in."""
    text = (ROOT / file).read_text(encoding="utf-8")
    found = pins(text)
    for other in re.findall(r"^-r (\S+)", text, re.M):
        found |= asked(other)
    return found


def locked(file: str = "requirements.lock") -> dict[str, set[str]]:
    """Return the pins of a lock."""
    return pins((PLACE / file).read_text(encoding="utf-8"))


def declared(name: str) -> str:
    """Return what an installed package says of its licence, in one line; the first field that says something is taken.

    Raises
    ------
    PackageNotFoundError
        Where it is not installed.
    """
    told = metadata.metadata(name)
    classifiers = "; ".join(line.rpartition(" :: ")[2] for line in told.get_all("Classifier", []) if line.startswith("License ::"))
    said = told.get("License-Expression") or classifiers or (told.get("License") or "").strip().splitlines()[:1]
    return said if isinstance(said, str) else (said[0].strip() if said else "")


def _lock() -> int:
    if not shutil.which("uv"):
        return _missing("uv")
    for lock, source in LOCKS.items():
        after = ["--constraint", str(PLACE / "requirements-test.lock")] if lock == "requirements.lock" else []
        subprocess.run(["uv", "pip", "compile", source, "--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url",
                        "--default-index", "https://pypi.org/simple", "--custom-compile-command", "python -m tests.supply lock", "--no-annotate", "--quiet",
                        *after, "--output-file", str(PLACE / lock)], cwd=ROOT, check=True)
    return DONE


def _licences() -> int:
    """Bring the list up to the lock: what is new or says something else than before is for a person to read."""
    with LICENCES.open(encoding="utf-8", newline="") as file:
        known = {row["package"]: row for row in csv.DictReader(file)}
    rows, open_ = [], 0
    for name in sorted(locked()):
        row = known.get(name, {"package": name, "licence": "", "declared": ""})
        try:
            now = declared(name)
        except metadata.PackageNotFoundError:
            now = row["declared"]
            print(f"{name}: not installed here; left as it was")
        if now != row["declared"] or not row["licence"]:
            print(f"{name}: says {now!r}, before {row['declared']!r}. Read it and write its SPDX expression under `licence`.")
            row, open_ = {"package": name, "licence": "", "declared": now}, open_ + 1
        rows.append(row)
    with LICENCES.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ("package", "licence", "declared"), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return FOUND if open_ else DONE


def _audit() -> int:
    if not shutil.which("pip-audit"):
        return _missing("pip-audit")
    try:
        ran = subprocess.run(["pip-audit", "--requirement", str(PLACE / "requirements.lock"), "--require-hashes", "--disable-pip",
                              "--progress-spinner", "off", "--timeout", "10", "--format", "json"], cwd=ROOT, capture_output=True, text=True,
                             check=False, timeout=_PATIENCE)
        told = json.loads(ran.stdout)["dependencies"]
    except (ValueError, KeyError):
        print(f"NOT AUDITED: what is known could not be asked for. {(ran.stderr.strip().splitlines() or [''])[-1][:300]}")
        return DONE
    except subprocess.TimeoutExpired:
        print(f"NOT AUDITED: there was no answer in {_PATIENCE} seconds.")
        return DONE
    # Where a registry answers that it knows nothing of a package, nothing is known of its faults either.
    skipped = [one["name"] for one in told if "skip_reason" in one]
    if skipped:
        print(f"NOT AUDITED: {len(skipped)} of {len(told)}, the registry could not be asked about them: {', '.join(skipped)}")
    known = [(one["name"], one["version"], fault["id"], ", ".join(fault["fix_versions"]) or "no version yet")
             for one in told for fault in one.get("vulns", ())]
    for name, version, fault, mended in known:
        print(f"{name} {version}: {fault}, mended in {mended}")
    print(f"{len(told) - len(skipped)} packages audited, {len(known)} faults known.")
    return FOUND if known else DONE


def _sbom(out: Path) -> int:
    if not shutil.which("cyclonedx-py"):
        return _missing("cyclonedx-bom")
    return subprocess.run(["cyclonedx-py", "requirements", str(PLACE / "requirements.lock"), "--pyproject", "pyproject.toml", "--output-format", "JSON",
                           "--output-reproducible", "--output-file", str(out.resolve())], cwd=ROOT, check=False).returncode


def _missing(tool: str) -> int:
    print(f"{tool} is not installed here: pip install -r data/supply/tools.txt", file=sys.stderr)
    return MISUSED


def main(arguments: list[str] | None = None) -> int:
    """Do what is asked for; return 0 done (or nothing could be asked), 2 misused, 3 something for a person to read."""
    parser = argparse.ArgumentParser(prog="python -m tests.supply", description=__doc__.partition("\n")[0])
    commands = parser.add_subparsers(required=True, metavar="WHAT")
    for name, does, says in (("lock", _lock, "make the locks anew, with a hash of every file"), ("licences", _licences, "bring licences.csv up to the lock"),
                             ("audit", _audit, "ask which vulnerabilities are known; where they cannot be asked for, say so")):
        commands.add_parser(name, help=says).set_defaults(run=lambda chosen, does=does: does())
    sbom = commands.add_parser("sbom", help="write the lock as a CycloneDX SBOM")
    sbom.add_argument("file", type=Path)
    sbom.set_defaults(run=lambda chosen: _sbom(chosen.file))
    chosen = parser.parse_args(arguments)
    return chosen.run(chosen)


if __name__ == "__main__":
    sys.exit(main())
