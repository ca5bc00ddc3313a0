"""Composition of cues."""

import pytest

from analysis.grammar import vocabulary
from analysis.grammar.negation import compose
from analysis.grammar.vocabulary import Cue
from analysis.schemas import LIKELIHOODS


def cue(likelihood, strength=None):
    return Cue("modal", likelihood, strength or likelihood, "", "test")


@pytest.mark.parametrize("likelihood", LIKELIHOODS)
def test_plain_future_changes_nothing(likelihood):
    table = vocabulary.load().composition
    assert compose([cue("will", "plain"), cue(likelihood)], False, table) == likelihood


def test_bare_negation_turns_the_cue_round():
    table = vocabulary.load().composition
    assert compose([cue("likely")], True, table) == "unlikely"
    assert compose([cue("will")], True, table) == "wont"


def test_composition_knows_every_pair():
    table = vocabulary.load().composition
    for row in ("plain", "sure", "open", "doubt", "not", *LIKELIHOODS):
        assert set(table[row]) == set(LIKELIHOODS)
