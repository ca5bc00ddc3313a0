import numpy as np
import pandas as pd

from analysis.batch import batches
from analysis.schemas import COMMENTARIES
from analysis.stretches import Stretches

ROWS = COMMENTARIES.frame([
    {"commentary_id": "d-c000", "doc_id": "d", "commentator": "甲", "role": "author", "start": 0, "end": 10},
    {"commentary_id": "d-c001", "doc_id": "d", "commentator": "乙", "role": "quoted", "start": 4, "end": 6}])


def test_a_place_belongs_to_the_shortest_stretch_around_it():
    spoken = Stretches(ROWS)
    owners = spoken.owners("d", [0, 4, 5, 6, 11], 12)
    assert [spoken.commentator[owner] for owner in owners] == ["甲", "乙", "乙", "甲", "none"]


def test_in_an_unknown_document_nobody_speaks():
    spoken = Stretches(ROWS)
    assert [spoken.commentary_id[owner] for owner in spoken.owners("other", [3], 5)] == ["none"]


def test_no_place_has_no_owner():
    assert Stretches(ROWS).owners("d", [], 12) == []


def test_a_batch_of_documents_is_answered_at_once():
    documents = pd.DataFrame({"doc_id": ["a", "b"], "text": ["关税不会取消。", "停火。"], "published": [pd.NaT, pd.NaT]})
    batch, = batches(documents)
    spoken = Stretches(COMMENTARIES.frame([
        {"commentary_id": "b1", "doc_id": "b", "commentator": "林若川", "role": "author", "start": 0, "end": 2}]))
    owner = spoken.over(batch)
    assert owner[batch.bases[1]:batch.bases[1] + 3].tolist() == [0, 0, -1]
    assert set(owner[:batch.bases[1]].tolist()) == {-1}


def test_a_span_belongs_to_the_shortest_stretch_around_all_of_it():
    documents = pd.DataFrame({"doc_id": ["x", "d"], "text": ["关税。", "关税不会取消,停火"], "published": [pd.NaT, pd.NaT]})
    batch, = batches(documents)
    base = int(batch.bases[1])
    spans = np.array([(4, 5), (5, 7), (9, 10)]) + base
    assert Stretches(ROWS).around(batch, spans[:, 0], spans[:, 1]).tolist() == [1, 0, 0]
    assert Stretches(ROWS).around(batch, np.array([0]), np.array([2])).tolist() == [-1]
