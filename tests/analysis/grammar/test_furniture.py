import pytest

from analysis.grammar import furniture, voicebook

BOOK = voicebook.load()
PARAGRAPH = "两国之间的矛盾由来已久,短期内很难看到缓和的迹象,企业只能自己想办法。"


@pytest.mark.parametrize("line", ["分享到:", "相关文章:", "责任编辑:高文定", "版权声明:本文系港湾网独家稿件", "收藏",
                                  "网友评论(23)"])
def test_the_sites_own_lines_end_the_text(line):
    assert furniture.is_stop(line, BOOK)


def test_a_sentence_that_begins_like_a_button_does_not():
    assert not furniture.is_stop("收藏家们预计拍卖会推迟到明年春天", BOOK)


@pytest.mark.parametrize("line", ["来源:港湾网", "2021-12-31 17:23", "本文图片来自港湾图库", "记者 许知行"])
def test_credits_and_dates_are_nobodys(line):
    assert furniture.is_credit(line, BOOK)


def test_a_line_in_brackets_is_a_caption():
    assert furniture.is_caption("(总统与总理)", BOOK)
    assert not furniture.is_caption("(总统没有来。)", BOOK)


def test_the_body_leaves_out_title_credits_and_what_follows_the_text():
    text = f"关税的前景\n来源:港湾网\n{PARAGRAPH}\n小标题\n{PARAGRAPH}\n分享到:\n{PARAGRAPH}"
    start, end = furniture.body(furniture.lines(text), "关税的前景", BOOK)
    assert text[start:end] == f"{PARAGRAPH}\n小标题\n{PARAGRAPH}"


def test_a_page_of_links_has_no_body():
    assert furniture.body(furniture.lines("首页\n国际\n财经"), "", BOOK) is None


def test_a_link_between_two_paragraphs_does_not_end_the_text():
    between = f"{PARAGRAPH}\n相关新闻:港湾市长称码头不会出售\n{PARAGRAPH * 2}"
    start, end = furniture.body(furniture.lines(between), "", BOOK)
    assert between[start:end] == between
    after = f"{PARAGRAPH}\n相关新闻\n{PARAGRAPH * 2}"
    start, end = furniture.body(furniture.lines(after), "", BOOK)
    assert after[start:end] == PARAGRAPH


@pytest.mark.parametrize("line", ["★港湾网提醒您:节目言论不代表本网立场。", "2026年2月6日 星期五"])
def test_what_disowns_a_text_and_a_day_with_its_weekday_are_nobodys(line):
    assert furniture.is_credit(line, BOOK)
