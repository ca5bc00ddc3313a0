import pytest

from analysis import finder
from analysis.schemas import Tables
from tests.charts import invented

BOOK = invented.codebook()


@pytest.fixture(scope="module")
def index():
    tables = invented.four()
    tables.documents.loc[0, "title"] = "會談前夕"
    return finder.index(tables, BOOK)


def hits(index, text, **how):
    return [tuple(row) for row in finder.find(index, text, **how)[["kind", "key"]].to_numpy()]


@pytest.mark.parametrize("text", ["会谈", "會談", " 會談 "])
def test_either_script_finds_both(index, text):
    assert hits(index, text)[0] == ("issue", "summit")
    assert ("document", "d1") in hits(index, text)


@pytest.mark.parametrize("text", ["Leaders' meeting", "leaders", "MEETING", "summit", "meeting leaders'"])
def test_issue_is_found_in_english_by_code_and_by_any_word(index, text):
    assert hits(index, text) == [("issue", "summit")]


def test_person_is_found_as_commentator_before_actor():
    tables = invented.tables([invented.prediction(1, "李某", "summit", "will", 1)], mentions=[invented.mention("li", "李某")])
    assert hits(finder.index(tables, BOOK), "李") == [("commentator", "李某"), ("actor", "li")]


def test_whole_name_stands_before_its_beginning(index):
    found = finder.find(index, "制裁")
    assert found["kind"].tolist() == ["issue", "word"]
    assert found["score"].tolist() == [100, 100]
    assert finder.find(index, "甲")["score"].tolist() == [80, 80]


def test_accident_inside_a_latin_word_ranks_last(index):
    assert finder.find(index, "and")["score"].tolist() == [40, 40]


def test_spelling_mistake_is_forgiven_where_nothing_else_is_found(index):
    assert hits(index, "sanktions") == [("issue", "sanctions")]
    assert hits(index, "zzzzzz") == []


def test_entries_nobody_names_are_not_offered(index):
    assert ("actor", "li") not in hits(index, "Li")


def test_rows_are_limited_in_all_and_by_kind():
    tables = invented.tables([], words=[invented.word(f"词{number}", number + 1) for number in range(30)])
    index = finder.index(tables, BOOK)
    found = finder.find(index, "词", each=5)
    assert found["key"].tolist() == ["词29", "词28", "词27", "词26", "词25"]
    assert len(finder.find(index, "词", most=3)) == 3


@pytest.mark.parametrize("text", ["", "  ", "(", "[a", "\\"])
def test_nothing_and_signs_find_nothing(index, text):
    assert finder.find(index, text).empty


def test_empty_corpus_holds_nothing():
    assert finder.find(finder.index(Tables.empty(), BOOK), "会谈").empty
