import numpy as np
import pytest

from analysis import running_text
from analysis.batch import GAP
from analysis.running_text import RunningText
from tests.analysis.test_batch import BROKEN, documents

LONG = "关税不会取消。" * 40_000


@pytest.fixture
def texts():
    return "關稅。", LONG, LONG, BROKEN, "会谈。", "制裁。"


def test_parts_hold_every_document_once_and_in_order(texts):
    whole = RunningText(documents(*texts))
    parts = list(whole.parts(np.ones(len(texts), dtype=bool)))
    assert [name for _, part in parts for name in part.doc_id] == [f"d{number}" for number in range(len(texts))]
    assert len(parts) == 2 and parts[0][1].text.startswith(f"关税。{GAP}关税")
    assert [part.first for _, part in parts] == whole.bounds[:-1]


def test_only_parts_that_hold_a_document_wanted_are_laid(texts):
    whole = RunningText(documents(*texts))
    wanted = np.zeros(len(texts), dtype=bool)
    assert list(whole.parts(wanted)) == []
    wanted[5] = True
    assert [number for number, _ in whole.parts(wanted)] == [1]
    assert list(whole._kept) == [1]


def test_a_part_is_laid_once_and_anew_where_there_is_no_room_for_it(texts, monkeypatch):
    whole = RunningText(documents(*texts))
    assert whole.part(0) is whole.part(0)
    monkeypatch.setattr(running_text, "ROOM", running_text._weight(whole.part(0)) + 1)
    narrow = RunningText(documents(*texts))
    first = narrow.part(0)
    narrow.part(1)
    assert narrow.part(0) is not first and narrow.part(0).text == first.text


def test_sentences_of_a_part_end_where_those_of_each_document_do(texts):
    part = RunningText(documents(*texts)).part(1)
    begins = [0, *part.sentence_ends[:-1].tolist()]
    found = [part.text[start:end].strip() for start, end in zip(begins, part.sentence_ends.tolist())]
    assert [sentence for sentence in found if sentence][-4:] == [
        "谈判在开场之后很快就双双陷入了漫长的僵局,双方都不肯先让一步。", "会谈何时重启,谁也说不准。", "会谈。", "制裁。"]


def test_no_document_is_no_part():
    assert list(RunningText(documents()).parts(np.empty(0, dtype=bool))) == []
