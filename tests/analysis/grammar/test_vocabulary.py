"""The word lists on disk."""

import shutil
import tomllib

import pytest

from analysis.codebook import SHIPPED
from analysis.grammar import vocabulary
from analysis.schemas import LIKELIHOODS

CUES = [(path.stem, name, entry) for path in sorted((SHIPPED / "cues").glob("*.toml")) if path.stem != "grades"
        for name, entry in tomllib.loads(path.read_text(encoding="utf-8")).items()]


def test_shipped_lists_have_no_fault():
    assert vocabulary.load().faults == ()


@pytest.mark.parametrize(("file", "name", "entry"), CUES, ids=[f"{file}.{name}" for file, name, _ in CUES])
def test_every_cue_says_likelihood_and_source(file, name, entry):
    assert entry["likelihood"] in LIKELIHOODS
    assert entry["source"]
    assert entry["forms"]


def test_broken_cue_is_left_out_and_named(tmp_path):
    shutil.copytree(SHIPPED, tmp_path / "codebook")
    broken = tmp_path / "codebook" / "cues" / "likely.toml"
    broken.write_text(broken.read_text(encoding="utf-8") + '\n[odd]\nkind = "modal"\nlikelihood = "maybe"\n'
                      'forms = ["怪词"]\nsource = "x"\ncoded = ["x"]\nnot_coded = ["y"]\n', encoding="utf-8")
    words = vocabulary.load(tmp_path / "codebook")
    assert any("[odd]" in fault for fault in words.faults)
    assert not list(words.cues.find("怪词"))
