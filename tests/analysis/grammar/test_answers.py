import pytest

from analysis.grammar import answers, furniture, names, voicebook

BOOK = voicebook.load()
SHAPE = names.shapes(BOOK)
SAID = "谈判不会破裂,年底之前双方还会再见一次面。"
TITLE = "运河会不会收费?"


def writers(page: str) -> list[str]:
    return [byline.name for byline in answers.find(furniture.lines(page), TITLE, BOOK, SHAPE)]


@pytest.mark.parametrize("one, two", [
    ("晚风与船\n做过两年船员\n1,386 人赞同了该回答\n{}\n发布于 2022-05-18 09:12\n赞同 1386\n142 条评论\n分享\n收藏\n",
     "码头老树\n卸货的\n27 人赞同了该回答\n{}\n编辑于 2022-05-20"),
    ("晚风与船\n优质航运领域创作者 · 12-29\n+ 关注\n{}\n👍 86 👎 💬 17\n\n", "码头老树\n退休船员 · 12-30\n+ 关注\n{}\n👍 4 👎"),
    ("晚风与船\n2022-09-14 · TA获得超过2.1万个赞\n回答量:1186 采纳率:83%\n最佳答案\n{}\n已赞过 已踩过\n\n其他回答\n\n", "码头老树\n2022-09-15\n{}\n评论"),
    ("@晚风与船\n3 天前\n{}\n\n", "@码头老树\n1 周前\n{}\n赞 12"),
])
def test_the_line_above_what_a_site_tells_of_a_writer_is_the_pen_name(one, two):
    assert writers(f"{TITLE}\n关注问题 写回答\n" + (one + two).format(SAID, SAID)) == ["晚风与船", "码头老树"]


def test_blank_lines_between_all_lines_part_no_tagline_from_its_name():
    page = "\n\n".join([TITLE, "写回答", "晚风与船", "做过两年船员", "31 人赞同了该回答", SAID, "赞同 31", "码头老树", "卸货的", "27 人赞同了该回答", SAID])
    assert writers(page) == ["晚风与船", "码头老树"]


def test_short_lines_over_paragraphs_without_a_site_s_line_are_no_writers():
    assert writers(f"{TITLE}\n\n晚风与船\n\n{SAID}\n\n码头老树\n\n{SAID}") == []


def test_sub_headings_and_a_poster_with_a_stamp_of_its_own_are_no_writers():
    assert writers(f"{TITLE}\n写回答\n第一个问题\n12 条评论\n{SAID}\n赞同 3\n前景如何\n{SAID}") == []
    assert writers(f"{TITLE}\n晚风与船 3楼\n只看楼主\n{SAID}\n码头老树 4楼\n只看楼主\n{SAID}") == []


def test_a_line_of_nothing_but_digits_takes_no_longer_than_another():
    # Cut into numbers in every way, forty digits were more than anybody can wait for.
    assert writers(f"{TITLE}\n写回答\n{'1' * 40}中\n{'1.' * 20}中\n{'赞' * 40}中\n{SAID}") == []


def only(page: str) -> list[str]:
    found = furniture.lines(page)
    return [section.name for section in answers.only(found, answers.find(found, TITLE, BOOK, SHAPE), TITLE, BOOK)]


def test_the_one_answer_of_a_page_that_counts_its_answers_has_a_writer():
    page = f"{TITLE}\n提问者:小猪\n1 个回答\n\n晚风与船\n\n{SAID}\n\n{SAID}\n\n2025-03-06 回答\n\n相关问题\n谁来收费?\n大刘 等 8 人回答"
    assert only(page) == ["晚风与船"]


def test_a_page_that_asks_for_no_answers_or_has_more_of_them_has_not_one():
    assert only(f"{TITLE}\n\n晚风与船\n\n{SAID}") == []
    assert only(f"{TITLE}\n2 个回答 关注 | 写回答\n\n晚风与船\n\n{SAID}\n\n码头老树\n\n{SAID}") == []
    assert only(f"{TITLE}\n写回答\n晚风与船\n3 天前\n{SAID}\n12 条评论\n{SAID}") == []
