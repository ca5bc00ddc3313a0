"""What a change of a table is called, whose role allows it, and what names the thing changed. Every table of the library stands here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from analysis.access import ADMIN, CODER, READER

Values = Mapping[str, object]
INSERT, UPDATE, DELETE = "insert", "update", "delete"


@dataclass(frozen=True)
class Deed:
    """A change.

    Attributes
    ----------
    did : str
        What it is called in the log; empty where it is only a part of another change, and not told.
    least : str
        The role it takes.
    key : str
        The column of the table that is the thing's key.
    named : tuple of str
        Table, key and column in which the thing's name stands; empty where the key is the name.
    """

    did: str
    least: str = CODER
    key: str = ""
    named: tuple[str, str, str] | tuple[()] = ()


_DOCUMENT = ("items", "doc_id", "heading")
_PROJECT, _BRIEFING, _VIEW = (("projects", "id", "name"), ("briefings", "id", "name"), ("views", "id", "name"))
_PART = Deed("")
_PART_OF_ALL = Deed("", READER)


def _gone(values: Values) -> bool:
    return values.get("removed") is not None


def _back(values: Values) -> bool:
    return "removed" in values and values["removed"] is None


def _has(name: str) -> Callable[[Values], bool]:
    return lambda values: name in values


def _is(name: str, value: object) -> Callable[[Values], bool]:
    return lambda values: name in values and values[name] == value


def _resumed(values: Values) -> bool:
    """Whether an import that was cancelled goes on; one that a worker only gives back is sought among those that run."""
    return values.get("state") == "waiting" and "cancelled" in (value for name, value in values.items() if name.startswith("state_"))


def _always(values: Values) -> bool:
    return True


Rule = tuple[Callable[[Values], bool], Deed]
# By table and kind of change: the first rule that fits.
DEEDS: dict[str, dict[str, tuple[Rule, ...]]] = {
    "originals": {INSERT: ((_always, _PART),), DELETE: ((_always, _PART),)},
    "items": {INSERT: ((_always, _PART),), UPDATE: ((_always, _PART),)},
    "amendments": {INSERT: ((_always, Deed("amend", key="doc_id", named=_DOCUMENT)),)},
    "placements": {
        INSERT: ((_always, Deed("add", key="doc_id", named=_DOCUMENT)),),
        UPDATE: ((_gone, Deed("delete", ADMIN, "doc_id", _DOCUMENT)), (_always, Deed("bring_back", key="doc_id", named=_DOCUMENT)))},
    "projects": {
        INSERT: ((_always, Deed("project_make", ADMIN, "name")),),
        UPDATE: ((_gone, Deed("project_delete", ADMIN, "id", _PROJECT)), (_back, Deed("project_bring_back", ADMIN, "id", _PROJECT)),
                 (_has("name"), Deed("project_rename", ADMIN, "id", _PROJECT)), (_has("sample"), Deed("project_sample", ADMIN, "id", _PROJECT)),
                 # That something of it changed is counted with the change.
                 (_always, _PART))},
    "settings": {INSERT: ((_always, _PART),), UPDATE: ((_always, _PART),)},
    "bands": {INSERT: ((_always, _PART),)},
    "copies": {INSERT: ((_always, _PART),), UPDATE: ((_always, Deed("count_apart", key="doc_id", named=_DOCUMENT)),)},
    "import_jobs": {
        INSERT: ((_always, Deed("import", key="id")),),
        UPDATE: ((_is("state", "cancelled"), Deed("import_cancel", key="id")), (_resumed, Deed("import_resume", key="id")),
                 (_always, _PART_OF_ALL))},
    "import_files": {INSERT: ((_always, _PART),), UPDATE: ((_always, _PART),)},
    "import_reports": {INSERT: ((_always, _PART),)},
    "reviews": {
        INSERT: ((_is("adjudicated", True), Deed("adjudicate", key="doc_id", named=_DOCUMENT)),
                 (_always, Deed("review", key="doc_id", named=_DOCUMENT))),
        UPDATE: ((_always, Deed("review_undo", key="review_id")),)},
    "assignments": {
        INSERT: ((_always, Deed("assign", ADMIN, "doc_id", _DOCUMENT)),),
        UPDATE: ((_is("done_at", None), Deed("coding_reopen", key="doc_id", named=_DOCUMENT)),
                 (_always, Deed("coding_finish", key="doc_id", named=_DOCUMENT))),
        DELETE: ((_always, Deed("assign_undo", ADMIN, "doc_id", _DOCUMENT)),)},
    "codebook_changes": {
        INSERT: ((_is("entry", ""), Deed("codebook_remove", ADMIN, "code")), (_always, Deed("codebook", ADMIN, "code")))},
    "change_counts": {INSERT: ((_always, _PART),), UPDATE: ((_always, _PART),)},
    "question_versions": {
        INSERT: ((_is("data", ""), Deed("question_withdraw", key="question_id")), (_always, Deed("question", key="question_id")))},
    "link_decisions": {INSERT: ((_always, Deed("link", key="question_id")),)},
    "briefings": {
        INSERT: ((_always, Deed("briefing_make", key="name")),),
        UPDATE: ((_gone, Deed("briefing_delete", ADMIN, "id", _BRIEFING)), (_back, Deed("briefing_bring_back", key="id", named=_BRIEFING)),
                 (_has("content"), Deed("briefing_change", key="id", named=_BRIEFING)),
                 (_always, Deed("briefing_rename", key="id", named=_BRIEFING)))},
    "briefing_steps": {INSERT: ((_always, _PART),), DELETE: ((_always, _PART),)},
    "briefing_templates": {kind: ((_always, Deed("briefing_template", key="form")),) for kind in (INSERT, UPDATE, DELETE)},
    "views": {
        INSERT: ((_always, Deed("view_save", key="name")),),
        UPDATE: ((_gone, Deed("view_delete", ADMIN, "id", _VIEW)), (_back, Deed("view_bring_back", key="id", named=_VIEW)),
                 (_always, Deed("view_rename", key="id", named=_VIEW)))},
    # Whoever comes in is written down; nobody changes what is written.
    "audit": {INSERT: ((_always, _PART_OF_ALL),)},
}
# What is written down beside changes of tables.
LOG_IN, LOG_OUT, RESTORE = "log_in", "log_out", "restore"


class Unforeseen(RuntimeError):
    """A change of a table that nobody may make, and nothing in the program should."""


def deed(table: str, kind: str, values: Values) -> Deed:
    """Return what a change is.

    Parameters
    ----------
    table : str
    kind : {"insert", "update", "delete"}
    values : mapping of str to object
        What is written, by column, and what the rows were sought by (`state_1_1`).

    Raises
    ------
    Unforeseen
        Where the table does not stand here, or is never changed so.
    """
    for fits, found in DEEDS.get(table, {}).get(kind, ()):
        if fits(values):
            return found
    raise Unforeseen(f"{table}: {kind} is nothing the program does. Put it into analysis/audit/deeds.py.")


def every() -> list[str]:
    """Return what every change is called."""
    told = [found.did for kinds in DEEDS.values() for rules in kinds.values() for _, found in rules if found.did]
    return list(dict.fromkeys([*told, LOG_IN, LOG_OUT, RESTORE]))
