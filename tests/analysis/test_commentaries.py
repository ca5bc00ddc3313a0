import json
import tomllib
from pathlib import Path

import pandas as pd
import pytest

from analysis import codebook, commentaries
from analysis.schemas import COMMENTARIES, DOCUMENTS
from analysis.text import script

ONE = "两国之间的矛盾由来已久,短期内很难看到缓和的迹象。关税还会维持下去,企业只能自己想办法适应新的环境。"
TWO = "我不这么看。选举过后新政府一定会重新坐上谈判桌,毕竟谁都离不开对方的市场,僵局不会拖到明年。"


def documents(*texts, title="关税的前景", outlet="", author="", published="2024-06-01"):
    return DOCUMENTS.frame([
        {"doc_id": f"d{number}", "source": f"{number}.txt", "title": title, "outlet": outlet, "author": author,
         "published": pd.Timestamp(published), "published_precision": "day", "script": script(text), "text": text}
        for number, text in enumerate(texts)])


def rows(text, **given):
    table = commentaries.segment(documents(text, **given), codebook.load())
    return [(row.commentator, row.role, text[row.start:row.end]) for row in table.itertuples()]


def test_an_empty_frame_gives_an_empty_frame():
    table = commentaries.segment(DOCUMENTS.empty(), codebook.load())
    assert list(table.columns) == list(COMMENTARIES.columns)
    assert table.empty


def test_the_given_author_speaks_the_body_and_not_its_title_or_furniture():
    assert rows(f"关税的前景\n{ONE}\n{TWO}\n分享到:", author="林若川") == [("林若川", "author", f"{ONE}\n{TWO}")]


def test_a_page_that_names_its_speakers_needs_no_author():
    found = rows(f"高文定\n{ONE}\n许知行\n{TWO}", author="林若川", title="关税会怎么走?")
    assert [name for name, _, _ in found] == ["高文定", "许知行"]


def test_a_quoted_voice_lies_inside_the_authors_row():
    found = rows(f"{ONE}\n普京表示,红线不会变。\n{TWO}", author="林若川")
    assert found[0][:2] == ("林若川", "author")
    assert found[1] == ("普京", "quoted", "红线不会变。")


def test_a_report_nobody_signs_has_quoted_voices_only():
    found = rows(f"{ONE}\n海滨大学教授林若川认为,谈判会重启。", outlet="港湾网")
    assert found == [("林若川", "quoted", "谈判会重启。")]


def test_the_outlet_speaks_where_nobody_is_named_or_quoted():
    assert rows(ONE, outlet="港湾时评") == [("港湾时评", "author", ONE)]


def test_who_argues_without_a_name_is_an_unnamed_author_and_who_only_tells_is_nobody():
    assert rows(ONE) == [("作者", "author", ONE)]
    assert rows("两国代表昨天在港湾市会面,会谈历时三个小时。双方随后没有发表声明,代表团当晚离开。") == []


def test_within_an_expert_s_words_a_pronoun_is_the_expert_and_no_leader_between():
    found = rows(f"{ONE}\n海滨大学教授林若川表示,岛上暂时平静。如果普京真的到访,他认为协议还是签不成。", outlet="港湾网")
    assert [name for name, _, _ in found] == ["林若川"]


def test_a_name_that_ends_in_a_word_for_if_is_whole_before_a_verb_of_saying():
    found = rows(f"{ONE}\n海滨大学讲师林夏如则表示,谈判会重启。\n在研究员宋蔼如看来,关税还会上调。", outlet="港湾网")
    assert [name for name, _, _ in found] == ["林夏如", "宋蔼如"]


def test_an_advertisement_between_two_paragraphs_ends_no_article():
    found = rows(f"{ONE}\n海滨大学教授林若川认为,谈判会重启。\n广告 广告\n不过,林若川也提醒,关税还会上调。", outlet="港湾网")
    assert [(name, said) for name, _, said in found] == [("林若川", "谈判会重启。"), ("林若川", "关税还会上调。")]


def test_a_paragraph_of_nothing_but_speech_below_an_expert_is_the_expert_s():
    found = rows(f"{ONE}\n海滨大学教授林若川认为,谈判会重启。他说,双方都有所求。\n“关税还会上调。谁也不会先退。”\n港口昨天关闭。", outlet="港湾网")
    assert {name for name, _, _ in found} == {"林若川"} and "谁也不会先退" in "".join(said for *_, said in found)
    assert "港口" not in "".join(said for *_, said in found)


def test_whole_sentences_in_single_marks_behind_a_colon_are_speech():
    found = rows(f"{ONE}\n海濱大學教授林若川說：『(原音)我覺得會重啟。雙方都有所求。』港口昨天關閉。", outlet="港湾网")
    assert [said for *_, said in found] == ["『(原音)我覺得會重啟。雙方都有所求。』"]


def test_posts_and_names_that_a_crawler_ran_into_the_headings_before_them_are_labels():
    found = rows(f"{ONE}谈判的难点海滨大学教授 林若川:关税还会上调。会谈的前景东海大学副教授 许知行:谈判会重启。", outlet="港湾网")
    assert [name for name, _, _ in found] == ["林若川", "许知行"]


def test_names_with_posts_that_a_crawler_ran_together_are_told_apart():
    found = rows(f"{ONE}议会内多强崛起林若川(海滨大学研究所副所长、研究员):执政党还会更弱。联盟不会散。扬晨(海滨大学讲师):议会将更难过关。", outlet="港湾网")
    assert [(name, said) for name, _, said in found] == [("林若川", "执政党还会更弱。联盟不会散。"), ("扬晨", "议会将更难过关。")]


def test_a_short_name_of_any_shape_before_a_day_is_the_writer_s_where_the_text_says_i():
    assert rows(f"关税的前景\n易云墨兰 2026-02-23 12:41:41\n我看未必。{ONE}")[0][:2] == ("易云墨兰", "author")
    assert rows(f"关税的前景\n发布 2026-02-23 12:41:41\n我看未必。{ONE}")[0][0] == "作者"
    assert rows(f"关税的前景\n2026-02-23\n林若川\n\n{ONE}")[0][:2] == ("林若川", "author")
    assert rows(f"关税的前景\n2026-02-23 撰稿 / AI\n{ONE}")[0][0] == "作者"


def test_what_somebody_would_say_nobody_said():
    assert rows(f"{ONE}\n普京大概会答:“成交。”\n{TWO}", author="林若川")[0] == ("林若川", "author", f"{ONE}\n普京大概会答:“成交。”\n{TWO}")
    assert len(rows(f"{ONE}\n普京大概会答:“成交。”\n{TWO}", author="林若川")) == 1


def test_a_reporter_who_tells_what_others_say_has_no_voice():
    found = rows(f"关税的前景\n本报记者 许知行 北京报道\n{ONE}\n海滨大学教授林若川认为,谈判会重启。")
    assert [(name, role) for name, role, _ in found] == [("林若川", "quoted")]


def test_a_reporter_who_quotes_nobody_is_the_author():
    found = rows(f"关税的前景\n本报记者 许知行 北京报道\n{ONE}")
    assert [(name, role) for name, role, _ in found] == [("许知行", "author")]


def test_names_keep_the_documents_own_script():
    found = rows("海濱大學教授陳立新認為，談判會重啟。外界普遍認為，關稅不會取消。")
    assert [name for name, _, _ in found] == ["陳立新", "外界"]


def test_offsets_hold_in_a_text_with_broken_lines():
    text = "開場白很短。\n\n海濱大學教授陳立新認為，談判會在明年春天\n重新開始，雙方都離不開對方的市場。\n\n這是另一段話，說的是別的事情。"
    found = rows(text)
    assert found == [("陳立新", "quoted", "談判會在明年春天\n重新開始，雙方都離不開對方的市場。")]


def test_ids_count_in_text_order():
    table = commentaries.segment(documents(f"林若川:{ONE}\n高文定:{TWO}", ONE, author="许知行"), codebook.load())
    assert list(table["commentary_id"]) == ["d0-c001", "d0-c002", "d1-c001"]
    assert table["start"].is_monotonic_increasing or table["doc_id"].nunique() == 2


def test_an_office_is_whoever_holds_it_on_the_day():
    book = codebook.load()
    table = commentaries.segment(documents("普京到访。美国总统表示,红线不会变。", published="2022-03-01"), book)
    assert list(table["commentator"]) in (["拜登"], ["美国总统"])


def test_commentators_and_stretches_agree_with_the_gold(shared):
    texts = {json.loads(path.read_text(encoding="utf-8"))["document"]: json.loads(path.read_text(encoding="utf-8"))
             for path in sorted((shared / "gold").glob("*.json"))}
    for name, gold in texts.items():
        text = (shared / "corpus" / name).read_text(encoding="utf-8")
        frame = documents(text, title=gold["title"], published=gold["published"])
        table = commentaries.segment(frame, codebook.load())
        wanted = {c["commentator"] for c in gold["commentaries"]} | {p["commentator"] for p in gold["predictions"]}
        found = set(table["commentator"]) - (set(gold["optional"]["commentators"]) - wanted)
        assert found == wanted
        for stretch in gold["commentaries"]:
            if "start" in stretch:
                own = table[(table["commentator"] == stretch["commentator"]) & (table["role"] == "author")].iloc[0]
                assert own["start"] - stretch["start"] in range(8)
                assert own["end"] >= stretch["start"] + 0.85 * (stretch["end"] - stretch["start"])
                assert own["end"] <= stretch["end"]


def test_what_people_say_parts_the_writers_row():
    text = f"{ONE}\n有人说谈判会破裂。\n{TWO}"
    found = rows(text, author="林若川")
    assert [(name, role) for name, role, _ in found] == [("林若川", "author"), ("林若川", "author")]
    assert "".join(words for *_, words in found) == text.replace("谈判会破裂。", "")


def test_a_signed_text_made_of_what_others_say_is_a_report():
    told = ("海滨大学教授林若川认为,谈判会重启。但关税不会取消。\n学者高文定说,选举会推迟,内阁还会改组,预算案也要重编。\n"
            "分析师许知行表示,股市会下跌,汇率还会再跌一成。")
    found = rows(f"撰文:储望舒\n两国代表昨天没有见面,会场里十分安静。\n{told}")
    assert {name for name, _, _ in found} == {"林若川", "高文定", "许知行"}
    assert ("林若川", "quoted", "谈判会重启。但关税不会取消。") in found
    signed = rows(f"撰文:储望舒\n两国代表昨天没有见面,笔者到过会场。\n{told}")
    assert signed[0][:2] == ("储望舒", "author")


def test_a_leader_is_its_papers():
    found = rows(f"{ONE}\n普京表示,红线不会变。\n{TWO}", title="【社論】關稅的前景", outlet="港湾日报")
    assert [row[:2] for row in found] == [("港湾日报", "author"), ("普京", "quoted")]


def test_what_is_quoted_before_the_first_answer_has_its_voice_and_questions_have_none():
    page = f"普京表示,红线不会变。\n问:普京说红线不会变,您怎么看?\n答:{ONE}\n问:那选举呢?\n答:{TWO}"
    found = rows(page, author="林若川", title="访谈")
    assert [row[:2] for row in found] == [("普京", "quoted"), ("林若川", "author"), ("林若川", "author")]


def test_a_title_said_thirty_thousand_times_takes_no_longer_than_any_line():
    assert rows("大学教授" * 30_000) == []


PAGES = tomllib.loads(Path(__file__).with_name("voices.toml").read_text(encoding="utf-8"))["page"]


@pytest.mark.parametrize("case", PAGES, ids=[case["about"] for case in PAGES])
def test_the_voices_of_a_page_are_those_a_careful_reader_writes_down(case):
    text = case["text"].strip()
    found = {name for name, _, _ in rows(text, title=case["title"], outlet=case.get("outlet", ""),
                                         author=case.get("author", ""))}
    assert found - set(case.get("also", [])) == set(case["voices"])


def test_who_is_cited_may_have_a_long_post():
    found = rows(f"{ONE}\n港湾社的报道援引国际与安全事务研究所中东问题专家哈米德雷扎·阿齐兹的话说,谈判会重启。", outlet="港湾网")
    assert [said for *_, said in found] == ["谈判会重启。"] and found[0][0].endswith("阿齐兹")


def test_a_paper_in_title_marks_that_asks_is_the_interviewer():
    page = "《港湾周刊》:关税会上调吗?\n\n林若川:关税还会上调,谁也不会先退。\n\n《港湾周刊》:谈判会重启吗?\n\n林若川:选举过后会重启,僵局不会拖到明年。"
    assert {(name, role) for name, role, _ in rows(page)} == {("林若川", "author")}


def test_a_minister_s_title_is_no_part_of_a_foreigner_s_name():
    found = rows(f"{ONE}\n港湾国外交大臣法尔汉·阿勒沙特表示,谈判会重启。", outlet="港湾网")
    assert [name for name, *_ in found] == ["法尔汉·阿勒沙特"]
