"""The log of changes: who changed what when, written in the transaction of the change itself; and who may change what."""

from analysis.audit.records import COLUMNS, Entry, Log, note
from analysis.audit.watching import as_one, watch

__all__ = ["COLUMNS", "Entry", "Log", "as_one", "note", "watch"]
