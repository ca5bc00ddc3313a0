from dataclasses import replace
from datetime import date

import pytest

from analysis import codebook, pipeline
from analysis.documents import table
from analysis.readers.reading import Reading
from analysis.reviews import Review, apply

TEXT = ("圆桌:制裁何时解除\n张弘\n我认为,美国很可能在年内放松制裁。双方有望恢复谈判。\n李岩\n俄美关系不会改善。峰会恐怕难以举行。\n")


@pytest.fixture(scope="module")
def coded():
    book = codebook.load()
    documents = table([Reading("a.txt", TEXT, title="圆桌", published=date(2024, 6, 1))])
    return pipeline.code(documents, book), book


def stretch(verdict, tables, row, name="", start=None, end=None):
    start, end = row.start if start is None else start, row.end if end is None else end
    text = tables.documents["text"].iloc[0]
    return Review(row.doc_id, "stretch", verdict, row.commentator, int(start), int(end), text[start:end][:60],
                  {"commentator": name} if name else {}, review_id=1)


def voices(tables):
    return dict(zip(tables.predictions["quote"].str[:4], tables.predictions["commentator"]))


def test_a_stretch_given_to_another_takes_its_predictions_along(coded):
    tables, book = coded
    first = tables.commentaries.iloc[0]
    done = apply(tables, [stretch("reassign", tables, first, "王平")], book).tables
    assert set(done.commentaries["commentator"]) == {"王平", "李岩"}
    assert "张弘" not in set(done.predictions["commentator"]) and "王平" in set(done.predictions["commentator"])
    assert set(tables.commentaries["commentator"]) == {"张弘", "李岩"}


def test_a_split_gives_what_follows_to_another_voice(coded):
    tables, book = coded
    first = tables.commentaries.iloc[0]
    place = TEXT.index("双方有望")
    done = apply(tables, [stretch("split", tables, first, "王平", start=place)], book).tables
    assert [(row.commentator, row.end) for row in done.commentaries.itertuples()][:2] == [("张弘", place), ("王平", first.end)]
    told = done.predictions.set_index("start")["commentator"].to_dict()
    assert {who for start, who in told.items() if start >= place and start < first.end} == {"王平"}
    assert set(done.words.loc[done.words["word"] == "谈判", "commentary_id"]) == {done.commentaries["commentary_id"].iloc[1]}


def test_words_in_the_middle_become_somebody_quoted(coded):
    tables, book = coded
    first = tables.commentaries.iloc[0]
    start = TEXT.index("美国很可能")
    done = apply(tables, [stretch("split", tables, first, "孙某", start=start, end=start + 12)], book).tables
    inner = done.commentaries[done.commentaries["commentator"] == "孙某"].iloc[0]
    assert (inner.role, inner.start, inner.end) == ("quoted", start, start + 12)
    assert done.commentaries["end"].iloc[0] == first.end


def test_two_stretches_become_one(coded):
    tables, book = coded
    second = tables.commentaries.iloc[1]
    done = apply(tables, [stretch("merge", tables, second)], book).tables
    assert list(done.commentaries["commentator"]) == ["张弘"] and done.commentaries["end"].iloc[0] == second.end
    assert set(done.predictions["commentator"]) == {"张弘"}


def test_a_stretch_of_other_words_is_an_orphan(coded):
    tables, book = coded
    first = tables.commentaries.iloc[0]
    review = replace(stretch("reassign", tables, first, "王平"), quote="别的文字".ljust(min(60, first.end - first.start), "字"))
    done = apply(tables, [review], book)
    assert [why for _, why in done.orphans] == ["text_changed"] and done.tables is tables


def test_a_row_put_right_under_a_voice_put_right_holds_both(coded):
    tables, book = coded
    first, row = tables.commentaries.iloc[0], tables.predictions.iloc[0]
    said = {"commentator": "王平", "issue": row.issue, "outcome": row.outcome, "likelihood": "wont", "valence": 1}
    put_right = Review(row.doc_id, "prediction", "correct", row.issue, int(row.start), int(row.end), row.quote, said, review_id=2)
    done = apply(tables, [put_right, stretch("reassign", tables, first, "王平")], book)
    assert list(done.standing.values()) == ["corrected"]
    assert len(done.tables.predictions) == len(tables.predictions)
