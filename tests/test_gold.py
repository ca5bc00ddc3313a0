"""The whole coding held against what coders wrote down, with the scorer that goes with the manual."""

import json
import re
import subprocess
import sys

import pytest

from analysis import documents
from analysis.__main__ import DONE, main
from tests.conftest import ROOT

DAYS = ("000_47dd4565d9125d5d.txt=2018-06-10", "002_a12edcb37539d6ab.txt=2021-12-31")


@pytest.fixture(scope="module")
def scored(tmp_path_factory):
    """A function: build some documents, score them against a gold, and return the figures over all of them."""

    def made(shared, documents, gold, days=()):
        home = tmp_path_factory.mktemp("tables")
        told = [argument for day in days for argument in ("--published", day)]
        assert main(["build", str(documents), "--out", str(home), "--format", "csv", *told]) == DONE
        said = subprocess.run([sys.executable, shared / "tools" / "score.py", home, gold], capture_output=True,
                              text=True, check=True, encoding="utf-8").stdout
        whole = said.partition("both documents")[2]
        figures = {line.split()[0]: float(line.rpartition("F1")[2].split()[0]) for line in whole.splitlines()
                   if "F1" in line}
        figures["kappa"] = float(re.search(r"kappa (\S+)", whole)[1])
        figures["sign"] = float(re.search(r"sign of outlook\s+(\S+)", whole)[1])
        figures["dates"] = [int(number) for number in re.search(r"dates\s+(\d+) of (\d+)", whole).groups()]
        figures["stretches"] = [line.split()[-3::2] for line in said.splitlines() if line.startswith("author stretches")]
        return figures

    return made


def test_the_two_real_documents_are_coded_as_the_manual_asks(shared, scored):
    figures = scored(shared, shared / "corpus", shared / "gold", DAYS)
    assert figures["commentators"] >= 0.95
    assert figures["stretches"] == [["10", "10"]]
    assert figures["issue"] >= 0.93 and figures["actor"] >= 0.92
    assert figures["predictions"] >= 0.80 and figures["kappa"] >= 0.80 and figures["sign"] >= 0.95
    assert figures["dates"][0] >= 35


def test_the_sample_is_coded_as_its_own_coder_did(shared, scored):
    figures = scored(shared, ROOT / "data" / "sample", ROOT / "tests" / "gold")
    assert figures["commentators"] >= 0.95
    assert figures["predictions"] >= 0.65 and figures["kappa"] >= 0.80
    assert figures["dates"][0] >= figures["dates"][1] - 2


def test_the_gold_quotes_are_the_very_text():
    readings = {reading.source: reading.text for reading in documents.gather([ROOT / "data" / "sample"]).readings}
    checked = 0
    for path in sorted((ROOT / "tests" / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        for row in (*gold["predictions"], *gold["optional"]["predictions"]):
            assert readings[gold["document"]][row["start"]:row["end"]] == row["quote"], path.name
            checked += 1
    assert checked > 100
