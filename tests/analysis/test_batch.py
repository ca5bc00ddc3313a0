import numpy as np
import pandas as pd

from analysis.batch import GAP, batches
from analysis.schemas import DOCUMENTS

BROKEN = "谈判在开场之后很快就双双陷入了漫长的\n僵局,双方都不肯先让一步。\n\n会谈何时重启,谁也说不准。"


def documents(*texts):
    return DOCUMENTS.frame([
        {"doc_id": f"d{number}", "source": "x.txt", "title": "x", "outlet": "", "author": "", "published": pd.NaT,
         "published_precision": "unknown", "script": "Hans", "text": text} for number, text in enumerate(texts)])


def test_no_document_makes_no_batch():
    assert list(batches(DOCUMENTS.empty())) == []


def test_documents_lie_end_to_end_with_a_gap_between():
    batch, = batches(documents("關稅。", "制裁。"))
    assert batch.text == f"关税。{GAP}制裁。"
    assert batch.documents(np.array([0, 2, 5, 7])).tolist() == [0, 0, 1, 1]


def test_every_place_leads_back_to_its_character_where_lines_were_joined():
    texts = ("关税不会取消。", BROKEN, "制裁。")
    batch, = batches(documents(*texts))
    places = np.flatnonzero(np.array(list(batch.text)) != "\n")
    which = batch.documents(places)
    originals = batch.original(places) - batch.bases[which]
    assert "漫长的僵局" in batch.text
    assert [texts[number][place] for number, place in zip(which, originals)] == [batch.text[place] for place in places]


def test_long_corpora_come_in_several_batches_and_no_document_is_cut():
    texts = ["关税不会取消。" * 40_000, "制裁。", "停火。" * 100_000]
    made = list(batches(documents(*texts)))
    assert [batch.doc_id for batch in made] == [["d0", "d1"], ["d2"]]
