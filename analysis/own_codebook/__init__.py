"""The user's own codebook entries: kept in the library, laid over the shipped codebook, which is never edited."""

from analysis.grammar.vocabulary import cue_codes as shipped_cues
from analysis.own_codebook.entries import (
           GROUPS,
           KINDS,
           Entry,
           EntryError,
           faults_of,
           from_toml,
           of,
           suggested_code,
           to_toml,
)
from analysis.own_codebook.overlay import changed_forms, laid_over
from analysis.own_codebook.records import Change, OwnCodebook, Stale

__all__ = ["GROUPS", "KINDS", "Change", "Entry", "EntryError", "OwnCodebook", "Stale", "changed_forms", "faults_of", "from_toml", "laid_over",
           "of", "shipped_cues", "suggested_code", "to_toml"]
