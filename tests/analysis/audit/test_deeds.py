"""What a change is called and whose it is: of every table there is."""

import pytest

from analysis import backup
from analysis.access import ADMIN, CODER, READER
from analysis.audit.deeds import DEEDS, Unforeseen, deed, every
from analysis.holdings import Base


def test_every_table_of_the_library_stands_there():
    assert backup.TABLES
    assert set(DEEDS) == set(Base.metadata.tables)


def test_the_log_is_never_changed():
    for kind in ("update", "delete"):
        with pytest.raises(Unforeseen):
            deed("audit", kind, {})


def test_deleting_the_codebook_and_projects_are_for_admins():
    least = {found.did: found.least for kinds in DEEDS.values() for rules in kinds.values() for _, found in rules}
    ours = {did for did, role in least.items() if role == ADMIN}
    assert ours == {did for did in every() if did == "delete" or did.endswith("_delete") or did.startswith(("codebook", "project", "assign"))}
    assert {did for did, role in least.items() if role == READER} <= {""}
    assert least["review"] == least["import"] == least["question"] == least["briefing_make"] == CODER


@pytest.mark.parametrize(("table", "kind", "values", "did"), [
    ("placements", "update", {"removed": "2026", "doc_id_1_1": "a"}, "delete"), ("placements", "update", {"removed": None}, "bring_back"),
    ("import_jobs", "update", {"state": "waiting", "state_1_1": "cancelled"}, "import_resume"),
    ("import_jobs", "update", {"state": "waiting", "id_1": 1}, ""), ("import_jobs", "update", {"lease": "2026"}, ""),
    ("projects", "update", {"revision_1": 1}, ""), ("reviews", "insert", {"adjudicated": True}, "adjudicate")])
def test_a_change_is_told_by_what_is_written(table, kind, values, did):
    assert deed(table, kind, values).did == did
