import pytest

from analysis.grammar import names, voicebook

BOOK = voicebook.load()
SHAPE = names.shapes(BOOK)


@pytest.mark.parametrize("name", ["林若川", "高文定", "欧阳明", "克里斯·霍尔特", "铃木一郎"])
def test_a_surname_or_transliteration_makes_a_name(name):
    assert names.is_person(name, SHAPE)


@pytest.mark.parametrize("word", ["方面", "白宫", "港湾", "应该", "经济影响", "于是"])
def test_common_words_are_no_names(word):
    assert not names.is_person(word, SHAPE)


def test_a_person_goes_by_the_last_part_of_a_name_with_points():
    assert names.short("克里斯·霍尔特") == "霍尔特"


def test_a_last_part_of_one_character_is_no_name_by_itself():
    assert names.short("约翰·奈") == "约翰·奈"


@pytest.mark.parametrize("label", ["海滨大学教授林若川", "林若川教授", "林若川(海滨大学教授)", "林若川,海滨大学教授",
                                   "**林若川**"])
def test_titles_around_a_name_are_taken_off(label):
    assert names.label(label, BOOK, SHAPE) == ("林若川", "strong")


def test_a_pen_name_is_less_sure_than_a_surname():
    assert names.label("港湾观察室", BOOK, SHAPE) == ("港湾观察室", "medium")
    assert names.label("老船长7", BOOK, SHAPE)[1] == "medium"


def test_a_heading_is_no_name():
    assert names.label("贸易前景", BOOK, SHAPE) == ("", "none")
