"""The word lists on disk."""

import shutil
import tomllib
from collections import defaultdict

import pytest

from analysis.codebook import SHIPPED
from analysis.grammar import vocabulary
from analysis.schemas import LIKELIHOODS
from analysis.text import fold_each

CUES = [(path.stem, name, entry) for path in sorted((SHIPPED / "cues").glob("*.toml")) if path.stem != "grades"
        for name, entry in tomllib.loads(path.read_text(encoding="utf-8")).items()]


def test_shipped_lists_have_no_fault():
    assert vocabulary.load().faults == ()


@pytest.mark.parametrize(("file", "name", "entry"), CUES, ids=[f"{file}.{name}" for file, name, _ in CUES])
def test_every_cue_says_likelihood_and_source(file, name, entry):
    assert entry["likelihood"] in LIKELIHOODS
    assert entry["source"]
    assert entry["forms"]


def test_a_form_stands_in_one_cue_only():
    entries = defaultdict(list)
    for file, name, entry in CUES:
        for form in fold_each(entry["forms"]):
            entries[form].append(f"{file}.{name}")
    assert {form: stands for form, stands in entries.items() if len(stands) > 1} == {}


def test_broken_cue_is_left_out_and_named(tmp_path):
    shutil.copytree(SHIPPED, tmp_path / "codebook")
    broken = tmp_path / "codebook" / "cues" / "likely.toml"
    broken.write_text(broken.read_text(encoding="utf-8") + '\n[odd]\nkind = "modal"\nlikelihood = "maybe"\n'
                      'forms = ["怪词"]\nsource = "x"\ncoded = ["x"]\nnot_coded = ["y"]\n', encoding="utf-8")
    words = vocabulary.load(tmp_path / "codebook")
    assert any("[odd]" in fault for fault in words.faults)
    assert not list(words.cues.find("怪词"))


@pytest.mark.parametrize(("file", "table", "text", "lost"), [
    ("frames/rhetoric.toml", "asking", '[asking]\nforms = "谁"\n', "rhetoric.asking.forms"),
    ("frames/composition.toml", "likely", '[likely]\nwill = "maybe"\n', None),
    ("outcomes/turns.toml", "easing", '[easing]\nown = 7\nforms = ["解除"]\n', None),
    ("outcomes/apart.toml", "acts", '[acts]\nvalue = -1\nforms = [1]\n', None),
])
def test_broken_frame_or_outcome_is_left_out_and_named(tmp_path, file, table, text, lost):
    shutil.copytree(SHIPPED, tmp_path / "codebook")
    path = tmp_path / "codebook" / file
    kept = [part for part in ("\n" + path.read_text(encoding="utf-8")).split("\n[") if not part.startswith(f"{table}]")]
    path.write_text("\n[".join(kept) + "\n" + text, encoding="utf-8")
    words = vocabulary.load(tmp_path / "codebook")
    assert any(f"[{table}]" in fault and file.split("/")[1] in fault for fault in words.faults)
    assert list(words.cues.find("恐怕不会"))
    assert lost is None or words[lost] == ()


def test_unreadable_file_is_named_and_the_rest_goes_on(tmp_path):
    shutil.copytree(SHIPPED, tmp_path / "codebook")
    (tmp_path / "codebook" / "frames" / "topics.toml").write_text("[regions\n", encoding="utf-8")
    words = vocabulary.load(tmp_path / "codebook")
    assert any("topics.toml" in fault and "not read" in fault for fault in words.faults)
    assert words.topical("举行") == frozenset()
    assert list(words.cues.find("恐怕不会"))
