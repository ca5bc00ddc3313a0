import pytest

from analysis import reposts
from analysis.library import Library
from analysis.reposts import Reposts
from analysis.text import to_traditional

ARTICLE = ("顾远认为，新一轮关税谈判大概率破裂，双方都不会让步。他说，除非一方先取消制裁，否则局面难以缓和。"
           "李简则指出，农产品问题有望先谈成，协议可能在年底前签署，但范围不会太大。多位学者预计，明年的谈判仍将一波三折。") * 3
OTHER = ("石岚表示，地区停火协议能否落实要看下月的会晤。她认为，各方仍可能在监督机制上争执不下，"
         "而难民返乡的安排恐怕要拖到明年。分析人士说，外部压力未必能促使双方回到谈判桌前。") * 3


@pytest.fixture
def library():
    with Library() as opened:
        yield opened


def take(library, name, text):
    (report,) = library.add(name, text.encode())
    return report


def test_a_text_published_again_with_another_head_counts_once(library):
    first = take(library, "a.txt", ARTICLE)
    again = take(library, "b.txt", "转载：某报\n" + ARTICLE + "\n责任编辑：某某")
    assert (again.outcome, again.taken) == ("repost", True)
    assert [reading.source for reading in library.readings()] == ["a.txt"]
    (found,) = Reposts(library.engine).found()
    assert (found.doc_id, found.of, found.apart) == (again.doc_id, first.doc_id, False) and found.similarity > 0.9


def test_a_repost_in_the_other_script_is_one_too(library):
    take(library, "a.txt", ARTICLE)
    assert take(library, "b.txt", to_traditional(ARTICLE)).outcome == "repost"


def test_another_text_is_none(library):
    take(library, "a.txt", ARTICLE)
    assert take(library, "b.txt", OTHER).outcome == "taken"
    assert reposts.similarity(ARTICLE, OTHER) < 0.1
    assert len(library.readings()) == 2


def test_a_repost_can_be_counted_apart_and_again_not(library):
    take(library, "a.txt", ARTICLE)
    again = take(library, "b.txt", ARTICLE + "完")
    Reposts(library.engine).count_apart(again.doc_id, True)
    assert len(library.readings()) == 2
    Reposts(library.engine).count_apart(again.doc_id, False)
    assert len(library.readings()) == 1
    with pytest.raises(KeyError, match="is no repost"):
        Reposts(library.engine).count_apart("nothing", True)


def test_where_the_first_is_deleted_its_repost_counts(library):
    first = take(library, "a.txt", ARTICLE)
    take(library, "b.txt", ARTICLE + "完")
    library.remove(first.doc_id)
    assert [reading.source for reading in library.readings()] == ["b.txt"]


def test_a_repost_of_a_repost_is_one_of_the_first(library):
    first = take(library, "a.txt", ARTICLE)
    take(library, "b.txt", ARTICLE + "完")
    take(library, "c.txt", ARTICLE + "完。")
    assert {found.of for found in Reposts(library.engine).found()} == {first.doc_id}


def test_another_voice_of_the_same_page_is_no_repost(library):
    front = "---\nauthor: {}\n---\n"
    take(library, "a.md", front.format("顾远") + ARTICLE)
    assert take(library, "b.md", front.format("李简") + ARTICLE).outcome == "taken"


def test_a_very_short_text_is_compared_as_it_is(library):
    take(library, "a.txt", "谈判。")
    assert take(library, "b.txt", "停火。").outcome == "taken"


def test_similarity_is_jaccards():
    assert reposts.similarity("一二三四五六", "一二三四五七") == pytest.approx(1 / 3)
    assert reposts.similarity("会谈，不会成功", "会谈不会成功！") == 1.0
