"""The user's own codebook entries: kept in the library, laid over the shipped codebook, which is never edited."""

from analysis.own_codebook.entries import KINDS, Entry, EntryError, faults_of, from_toml, to_toml
from analysis.own_codebook.overlay import changed_forms, laid_over
from analysis.own_codebook.records import Change, OwnCodebook

__all__ = ["KINDS", "Change", "Entry", "EntryError", "OwnCodebook", "changed_forms", "faults_of", "from_toml", "laid_over", "to_toml"]
