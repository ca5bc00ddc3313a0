"""Rows of predictions: evidence, issue, condition, horizon."""

import pandas as pd
import pytest

from analysis import codebook, events, mentions, predictions
from analysis.schemas import COMMENTARIES, DOCUMENTS, EVENTS, MENTIONS, PREDICTIONS

BOOK = codebook.load()


def tables(text, title="x", stretches=None):
    documents = DOCUMENTS.frame([{
        "doc_id": "d", "source": "d.txt", "title": title, "outlet": "", "author": "甲", "published": pd.Timestamp("2025-03-01"),
        "published_precision": "day", "script": "Hans", "text": text}])
    stretches = [("甲", "author", 0, len(text))] if stretches is None else stretches
    commentaries = COMMENTARIES.frame([
        {"commentary_id": f"d-c{number:03d}", "doc_id": "d", "commentator": who, "role": role, "start": start, "end": end}
        for number, (who, role, start, end) in enumerate(stretches, 1)])
    return documents, commentaries, mentions.code(documents, commentaries, BOOK), events.place(documents, commentaries)


def extract(text, **more):
    return predictions.extract(*tables(text, **more), BOOK)


def only(text, **more):
    rows = extract(text, **more)
    assert len(rows) == 1, rows[["issue", "quote"]]
    return rows.iloc[0]


def test_quote_is_the_original_and_outcome_leaves_the_cue_out():
    text = "我看歐盟與中國今年不會取消關稅。"
    row = only(text)
    assert text[row["start"]:row["end"]] == row["quote"]
    assert "不會" in row["cue"]
    assert "不會" not in row["outcome"]
    assert (row["likelihood"], row["valence"]) == ("wont", 1)
    assert row["outlook"] == pytest.approx(2 * row["probability"] - 1)


def test_condition_before_and_after_the_claim():
    assert only("如果华盛顿提高关税,北京势必反制。")["condition"] == "如果华盛顿提高关税"
    assert only("加沙停火有望实现,前提是双方都放人。")["condition"] == "前提是双方都放人"


@pytest.mark.parametrize(("text", "condition"), [
    ("美军一撤,叙利亚马上就会再乱。", "美军一撤"),
    ("选举一结束,关税就会回来。", "选举一结束"),
])
def test_once_something_is_over_is_a_condition(text, condition):
    assert extract(text)["condition"].iloc[-1] == condition


def test_concession_is_no_condition():
    assert only("即使白宫换人,对俄制裁也不会解除。")["condition"] == ""


def test_clause_of_condition_predicts_nothing():
    assert list(extract("一旦台海可能开战,全球供应链必将中断。")["quote"]) == ["全球供应链必将中断"]


def test_opposite_case_is_its_condition():
    rows = extract("如果停火守住,加沙可能迎来和平;反之,加沙将再起战火。")
    assert list(rows["condition"]) == ["如果停火守住", "反之"]


@pytest.mark.parametrize("text", [
    "欧盟去年曾可能取消关税。", "我们希望美国会取消关税。", "双方应该取消关税。", "由于关税,出口往往会下降。",
    "关税战的谈判将于3月8日在日内瓦举行。", "这可能是关税造成的。", "双方可能就关税达成了共识。", "美国将关税视为武器。",
    "谁将取消关税?",
])
def test_no_prediction(text):
    assert extract(text).empty


@pytest.mark.parametrize(("text", "likelihood"), [
    ("北京怎么会在关税上让步呢?", "wont"),
    ("难道北京不会反制关税吗?", "will"),
    ("美国能取消关税吗?几无可能。", "wont"),
    ("关税会取消吗?很难。", "unlikely"),
    ("三天内取消关税?呵呵。", "unlikely"),
])
def test_question_that_answers_itself(text, likelihood):
    assert only(text)["likelihood"] == likelihood


def test_one_row_for_each_issue_named_together():
    rows = extract("双方很可能就关税问题、伊朗问题以及加沙问题达成共识。")
    assert set(rows["issue"]) == {"trade", "iran", "gaza"}
    assert rows["quote"].nunique() == 1


def test_list_is_answered_item_by_item():
    rows = extract("双方要谈的有关税、伊朗核问题和加沙停火,几乎每一件都难以办到。")
    assert {"trade", "iran", "gaza"} <= set(rows["issue"])


def test_issue_is_carried_from_the_sentence_before():
    assert only("关税是双方争执的焦点。华盛顿不会让步。")["issue"] == "trade"


def test_issue_is_carried_from_the_sub_heading():
    text = "有三件事要看。\n一、关税\n两边都有压力,大概率会各退一步。\n二、加沙\n双方谈了很久,仍然不会有什么突破。"
    rows = extract(text)
    assert list(rows["issue"]) == ["trade", "gaza"]


def test_horizon_is_the_date_in_the_clause():
    row = only("双方有望在2025年6月取消关税。")
    assert row["horizon_start"] == pd.Timestamp("2025-06-01")
    assert row["horizon_end"] == pd.Timestamp("2025-06-30")


def test_place_nobody_speaks_has_no_row():
    assert extract("关税不会取消。", stretches=[]).empty


def test_shortest_stretch_owns_the_prediction():
    text = "乙说:“关税不会取消。”我不同意。"
    start = text.index("关")
    row = only(text, stretches=[("甲", "author", 0, len(text)), ("乙", "quoted", start, start + 7)])
    assert row["commentator"] == "乙"
    assert row["quote"] == "关税不会取消"


def test_same_words_by_one_voice_are_one_row():
    assert len(extract("关税不会取消。他们谈过。关税不会取消。")) == 1


def test_explanation_names_cue_rule_and_condition():
    made = tables("如果华盛顿提高关税,北京很可能反制。")
    row = predictions.extract(*made, BOOK).iloc[0]
    documents, _, named, dated = made
    why = predictions.explain(row, documents, named, dated, BOOK)
    assert any("很可能" in line for line in why)
    assert any("如果华盛顿提高关税" in line for line in why)


def test_no_document_gives_an_empty_checked_table():
    made = predictions.extract(DOCUMENTS.empty(), COMMENTARIES.empty(), MENTIONS.empty(), EVENTS.empty(), BOOK)
    assert list(made.columns) == list(PREDICTIONS.columns)
    assert made.empty


@pytest.mark.parametrize(("text", "issue"), [
    ("美国会同意取消关税。", "trade"), ("美国国会将通过新的制裁。", "sanctions"), ("双方会谈判解决关税问题。", "trade"),
    ("法国会面临新的关税报复。", "trade"),
])
def test_modal_is_told_from_congress_and_meeting(text, issue):
    assert only(text)["issue"] == issue


def test_line_of_nothing_but_a_cue_returns():
    assert len(extract("关税" + "可能" * 50_000)) < 2_000


@pytest.mark.parametrize(("text", "issue"), [
    # what the clause's own words hint at, where the document names it
    ("双方的峰会谈了半年。乌克兰战事照旧。总统恐怕不会去见对手。", "summit"),
    ("关税已经谈了三轮。双方关系紧张。华盛顿明年可能再度加税。", "trade"),
    ("北约在讨论名额。乌克兰排在前面。联盟绝不会吸收这样的国家。", "nato"),
    # a country that only acts, or to which something is delivered
    ("德国可能推迟向乌克兰交付导弹。", "arms_control"),
    # a cause, an occasion, what one stands before
    ("北约东扩是多年的争执,怎么会因为一次会谈就缓和呢?", "nato"),
    # weapons and drills belong to the conflict the sentence names
    ("胡塞武装可能暂停袭船,但绝不会放下手里的导弹。", "yemen_red_sea"),
    # a country that only says whose, and two states that come near each other
    ("哥伦比亚的关税谈了三轮。委内瑞拉的原油年内可能再跌。", "oil"),
    ("边境没有动静。印度不会投向中国。", "relations"),
    # what is expected of the meeting, told by a word of the way to it
    ("两国领导人的峰会谈了半年。朝鲜照旧试射。元首的行程里多半会再加一站。", "summit"),
    # a meeting of ministers is none of leaders
    ("泰柬边境停火四十天。三国外长机制还在,下一次会面也许就在上半年。", "thailand_cambodia"),
    # whose politics, stands right before the word
    ("白宫将乐见赖清德连任。", "taiwan_politics"),
    # politics at home, by the party that acts
    ("在野党绝不会同意解散国会,日本首相只能等。", "japan_politics"),
    # a chamber that many countries have is the one of the country spoken of
    ("石破内阁的支持率跌到谷底,自民党党内怨声四起。政党轮替在这一届众议院里却不可能发生。", "japan_politics"),
    # a country that only says whose relations, whose economy
    ("古巴与俄罗斯、越南的关系会继续升温。", "relations"),
    ("委内瑞拉的经济增长明年恐怕会放缓。", "economy"),
])
def test_issue_of_a_clause(text, issue):
    assert extract(text)["issue"].iloc[-1] == issue


def test_region_stands_for_its_conflicts_named_before():
    rows = extract("叙利亚和伊朗都谈过了。双方在中东问题上会取得突破。")
    assert set(rows["issue"]) == {"syria", "iran"}


def test_clause_goes_on_under_the_cue_before_it():
    rows = extract("华盛顿不排除加征关税,甚至断绝对话。")
    assert list(rows["likelihood"]) == ["possible", "possible"]


@pytest.mark.parametrize(("text", "likelihood", "valence"), [
    ("两国关税一时压不下来。", "wont", 1),
    ("停火协议签不签得成还很难说,双方的关税也未必会取消。", "unlikely", 1),
    ("关税战可能从全面对抗转入边打边谈。", "possible", 1),
    ("北京不会承诺关税不再加码。", "wont", 1),
    ("民众党要在关税案上让步?想太多。", "wont", 1),
])
def test_likelihood_and_valence(text, likelihood, valence):
    row = extract(text).iloc[-1]
    assert (row["likelihood"], row["valence"]) == (likelihood, valence)


@pytest.mark.parametrize(("text", "likelihood", "valence"), [
    # a chance told behind a comma, with an aside between
    ("台海再度开战的概率,我们认为不低于一半。", "likely", -1),
    ("利比亚停火的可能,恕我直言,趋近于零。", "wont", 1),
    ("关税取消的机会,笔者看有三成。", "unlikely", 1),
    ("我不认为双方会停火。", "wont", 1),
    ("政府会不会撕毁停火协议?要看国会。", "possible", -1),
    ("中美休战会不会破裂?我倒不认为。", "wont", -1),
    # Cantonese
    ("睇嚟俄乌停火机会好细。", "unlikely", 1),
    ("中美关税倾唔成。", "wont", 1),
    # what it points to, and what a war or a meeting makes of words that say nothing
    ("退约等于引火烧身,德黑兰不会走这一步。", "wont", -1),
    ("乌克兰战场上,莫斯科不会照搬去年的打法。", "wont", 1),
    ("峰会明年四月多半会排上日程。", "likely", 1),
    # what something becomes
    ("以色列的态度将成为美伊达成协议的阻力。", "will", -1),
])
def test_likelihood_and_valence_of_what_is_said_by_the_way(text, likelihood, valence):
    row = extract(text).iloc[-1]
    assert (row["likelihood"], row["valence"]) == (likelihood, valence)


@pytest.mark.parametrize("text", [
    "双方的会谈取得了一定成果。",
    "停火提议可能也是在试探对手。",
    "他所言纯属天方夜谭,关税照旧。",
    "关税战的结果不可预测。",
    "原油九成以上卖给亚洲。",
])
def test_a_measure_a_motive_and_a_verdict_on_words_predict_nothing(text):
    assert extract(text).empty


def test_an_expectation_passes_over_the_clause_that_says_when():
    row = only("他预计,决议到期时,围绕制裁的争吵会再演一遍。")
    assert "争吵" in row["quote"]
    assert row["likelihood"] == "likely"


def test_a_frame_before_a_subject_rules_the_clause_behind_it():
    row = only("相信这次峰会,会有助于双方缓和。")
    assert row["likelihood"] == "likely"
    assert row["quote"].startswith("会有助于")


def test_two_states_are_the_subject_of_a_text_that_names_only_their_politics():
    text = "首相的内阁支持率很高,自民党不急,高市内阁也不急,日本首相指名刚过。\n\n" + "北京看着东京。东京看着北京。" * 6 + "这一轮寒冬恐怕要拖很久。"
    assert extract(text)["issue"].iloc[-1] == "relations"


def test_when_it_happens_is_not_what_it_is_about():
    text = "乌克兰战场僵持已久。莫斯科不会停火。预算案通过后,西方会加大援助,基辅的战事不会就此停下。"
    assert "debt" not in set(extract(text)["issue"])
    assert only("年底峰会上,关税不会取消。")["issue"] == "trade"


def test_what_something_is_likened_to_is_not_its_subject():
    row = only("乌克兰战场僵持已久。朝鲜半岛式的冷和平将维持下去。")
    assert row["issue"] == "ukraine"


def test_two_states_in_one_word_of_a_title_mean_their_relations():
    assert only("北京不会松口。", title="中日这一轮要冷到什么时候")["issue"] == "relations"


def test_a_title_names_its_subject_not_what_it_says_in_passing():
    text = "委内瑞拉又成了头条。委内瑞拉的军方没有动静。委内瑞拉的反对党也在等。委内瑞拉人见得多了。空袭迟早会来。"
    assert only(text, title="芬太尼风波,委内瑞拉还能撑多久")["issue"] == "venezuela"


def test_a_paragraph_keeps_the_subject_it_opens_with():
    text = "防卫费是另一个焦点。特朗普下周访日。美方一定会要求东京再加码。"
    assert only(text)["issue"] == "defence_spending"


def test_what_a_judgement_refuses_was_not_claimed():
    row = only("有人担心南海会爆发海战,我看不至于。")
    assert (row["likelihood"], row["valence"]) == ("unlikely", -1)


def test_a_short_question_behind_a_plan_says_no():
    assert only("台海两岸想各退一步,办得到吗?")["likelihood"] == "wont"


def test_an_answer_goes_before_what_a_short_question_says():
    assert only("台海两岸各退一步,可能吗?很可能。")["likelihood"] == "likely"


def test_what_if_leaves_it_open():
    row = only("万一哪天台海两军擦枪走火了呢?")
    assert (row["likelihood"], row["valence"]) == ("possible", -1)


def test_it_would_be_odd_if_not():
    assert only("伊朗挨了炸,不报复才怪。")["likelihood"] == "will"


def test_a_denied_verb_behind_how_could_is_affirmed():
    assert only("关税打成这样,双方怎么可能不翻脸?")["likelihood"] == "will"


def test_what_two_states_do_over_something_is_no_agenda_of_a_meeting():
    assert only("中美将围绕芯片出口展开更激烈的对抗。")[["issue", "likelihood", "valence"]].tolist() == ["technology", "will", -1]
    assert extract("会议将围绕芯片出口展开讨论。").empty


def test_a_month_behind_the_word_for_will_is_a_schedule():
    assert extract("俄罗斯将在7月举行会谈。").empty


def test_less_than_half_is_unlikely():
    assert only("俄乌停火的可能性不到五成。")["likelihood"] == "unlikely"


def test_either_of_two_endings_in_two_clauses_is_possible():
    rows = extract("俄乌战争只有两种可能,不是停火,就是全面升级。")
    assert rows[["likelihood", "valence", "outcome"]].to_numpy().tolist() == [["possible", 1, "停火"], ["possible", -1, "全面升级"]]


def test_a_premise_alone_behind_a_semicolon_governs_what_stands_before():
    assert only("俄乌明年会停火;前提是西方停止军援。")["condition"] == "前提是西方停止军援"


def test_a_condition_behind_a_semicolon_governs_its_own_half():
    rows = extract("油价将跌破六十美元;除非伊朗局势再起波澜,否则油价难以反弹。")
    assert list(rows["condition"]) == ["", "除非伊朗局势再起波澜"]


@pytest.mark.parametrize(("text", "valence"), [
    ("两岸军演规模将再创新高。", -1),
    ("两岸军演规模将回落。", 1),
    ("中印经贸往来会快速升温。", 1),
    ("中印冲突会快速升温。", -1),
])
def test_more_of_something_goes_by_what_it_is_of(text, valence):
    assert set(extract(text)["valence"]) == {valence}


def test_a_share_of_people_is_no_likelihood():
    assert extract("台湾民意近八成主张维持现状。").empty


def test_words_about_words_predict_nothing():
    assert extract("关税是一场豪赌,这话未必中听。").empty


def test_talks_belong_to_what_is_spoken_of():
    assert list(extract("对等关税不会长久,最后还是要回到谈判桌上来。")["issue"]) == ["trade", "trade"]


def test_text_without_end_takes_its_length_only():
    assert extract("如果可能," * 20_000).empty


@pytest.mark.parametrize(("text", "outcome"), [
    ("关税谈判谈不拢。", "关税谈判谈拢"),
    ("关税谈判拖到年底,东京最后只能认输。", "东京认输"),
    ("停火談判裡,雙方都會讓步。", "雙方讓步"),
])
def test_the_outcome_holds_the_verb_its_cue_is_written_with(text, outcome):
    assert only(text)["outcome"] == outcome
