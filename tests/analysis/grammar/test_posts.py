import pytest

from analysis.grammar import furniture, posts, voicebook

BOOK = voicebook.load()
SAID = "谈判不会破裂,年底之前双方还会再见一次面。"


def posters(line: str) -> list[str]:
    found = furniture.lines(f"{line}\n{SAID}")
    return [byline.name for byline in posts.find(found, "运河会不会收费?", BOOK)]


@pytest.mark.parametrize("line", [
    "问海用户 晚风与船 发表",
    "晚风与船 发表于 2021-06-30 10:22",
    "@晚风与船  楼主  2021-06-30 10:22",
    "@晚风与船  2F  09:41",
    "晚风与船 2小时前 来自广东",
    "#12 晚风与船 • 3 小时前",
    "3楼 晚风与船 2021-06-30",
    "作者:晚风与船 日期:2021-06-30 10:22",
    "发信人: 晚风与船 (小船), 信区: Military",
    "晚风与船\n2 楼",
    "推 晚风与船: 想太多 04/03 13:26".replace("晚风与船", "nightwind"),
])
def test_a_site_s_stamp_beside_a_run_of_characters_makes_it_a_poster(line):
    assert posters(line) in (["晚风与船"], ["nightwind"])


@pytest.mark.parametrize("line", [
    "2021-06-30 10:22",
    "发布时间:2021-06-30 10:22",
    "来源:港湾新闻网 2021-06-30",
    "谈判在六月三十日重新开始",
    "运河会不会收费?",
    "第二轮谈判的前景",
])
def test_dates_credits_titles_and_headings_are_no_posters(line):
    assert posters(line) == []


def test_who_keeps_order_on_a_forum_asks_and_says_nothing():
    byline, = posts.find(furniture.lines(f"@版主-茶壶  8F  12:03\n{SAID}"), "", BOOK)
    assert byline.asks


def test_hours_alone_on_a_line_head_the_entries_of_one_writer():
    page = "10:05\n各位早晨。\n【10:38】\n零星推撞总会有。\n11:22更新\n八比零。\n会议10:40开始"
    assert [byline.name for byline in posts.hours(furniture.lines(page))] == ["10:05", "【10:38】", "11:22更新"]


def test_a_line_of_nothing_but_stamps_takes_no_longer_than_another():
    # Each 来自 may end in ten places: tried one by one they would be more than anybody can wait for.
    assert posters("晚风与船 1楼" + " 来自" + "来自" * 20 + " 好看") == []
