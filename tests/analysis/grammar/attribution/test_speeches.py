import pytest

from analysis import codebook
from analysis.grammar import voicebook
from analysis.grammar.attribution.speeches import Attribution
from analysis.text import prepare

ATTRIBUTION = Attribution(codebook.load(), voicebook.load())


def said(text, told=True):
    folded = prepare(text).text
    return [(speech.voice, folded[speech.start:speech.end])
            for speech in ATTRIBUTION.speeches(folded, [(0, len(folded), told)])]


@pytest.mark.parametrize("sentence", [
    "海滨大学教授林若川认为,谈判不会破裂。",
    "海滨大学的林若川认为,谈判不会破裂。",
    "林若川教授指出,谈判不会破裂。",
    "不过林若川也指出,谈判不会破裂。",
    "林若川对记者表示,谈判不会破裂。",
    "林若川在接受本报采访时表示,谈判不会破裂。",
    "林若川6月5日仍坦言,谈判不会破裂。",
    "林若川告诉港湾新闻网记者,谈判不会破裂。",
    "在林若川看来,谈判不会破裂。",
    "据林若川分析,谈判不会破裂。",
    "按照林若川的说法,谈判不会破裂。",
    "林若川的判断是,谈判不会破裂。",
    "林若川撰文称,谈判不会破裂。",
    "林若川(港湾研究院研究员)直言,谈判不会破裂。",
    "林若川把话说得更直白:谈判不会破裂。",
])
def test_a_frame_before_what_is_said(sentence):
    assert said(sentence) == [("林若川", "谈判不会破裂。")]


@pytest.mark.parametrize(("sentence", "words"), [
    ("“谈判不会破裂。”林若川说。", "“谈判不会破裂。”"),
    ("“谈判不会破裂”,林若川说。", "“谈判不会破裂”"),
    ("林若川说:“谈判不会破裂。还会签约。”", "“谈判不会破裂。还会签约。”"),
    ("林若川说“谈判绝对不会这么快破裂的”,听来轻松,实则不然。", "“谈判绝对不会这么快破裂的”"),
    ("“谈判不会破裂”,林若川说,“只会拖得更久。”", "“谈判不会破裂”,林若川说,“只会拖得更久。”"),
])
def test_direct_speech_before_after_and_around(sentence, words):
    assert said(sentence, told=False) == [("林若川", words)]


@pytest.mark.parametrize(("sentence", "voice", "words"), [
    ("据林若川分析,“谈判不会破裂。”", "林若川", "“谈判不会破裂。”"),
    ("按照林若川的说法:“谈判不会破裂。”“还会签约。”", "林若川", "“谈判不会破裂。”“还会签约。”"),
    ("智库“远洋战略观察与研究”预计,谈判不会破裂。", "远洋战略观察与研究", "预计,谈判不会破裂。"),
    ("普京和拜登认为,谈判不会破裂。", "普京", "谈判不会破裂。"),
])
def test_a_frame_around_a_quotation_a_long_name_in_marks_and_two_who_speak_together(sentence, voice, words):
    assert said(sentence) == [(voice, words)]


def test_who_a_frame_names_is_a_person_whom_he_means_later():
    assert said("港湾研究所预计,局势会升级。在林若川看来,谈判不会破裂。他还说,会签约。", told=False)[-1][0] == "林若川"


def test_indirect_speech_holds_words_in_scare_quotes():
    assert said("林若川认为,美国不会“屈服于”任何一方。") == [("林若川", "美国不会“屈服于”任何一方。")]


def test_a_verb_that_says_how_sure_stays_with_what_is_said():
    assert said("林若川预计,谈判会重启。") == [("林若川", "预计,谈判会重启。")]
    assert said("林若川并不认为谈判会重启。") == [("林若川", "并不认为谈判会重启。")]


def test_the_hearer_is_not_the_speaker():
    assert said("普京告诉拜登,西方不会得逞。") == [("普京", "西方不会得逞。")]
    assert said("普京对拜登强调,西方不会得逞。") == [("普京", "西方不会得逞。")]


def test_a_title_before_a_name_and_the_surname_later_are_one_person():
    found = said("海滨大学教授林若川认为,谈判会重启。\n林教授还说,关税会取消。")
    assert [voice for voice, _ in found] == ["林若川", "林若川"]


def test_pronouns_and_pointing_words_go_back_to_the_last_speaker():
    found = said("林若川说,谈判会重启。\n\n他预计,关税会取消。\n\n这位教授还提醒,时间不多。")
    assert {voice for voice, _ in found} == {"林若川"}
    assert len(found) == 3


def test_a_pronoun_takes_the_new_person_of_its_own_sentence():
    found = said("“会拖下去。”港湾大学教授高文定说。\n海滨中心主任林若川曾任大使,他提醒,时间不多。")
    assert found[-1] == ("林若川", "时间不多。")


def test_a_foreigner_goes_by_the_last_part_of_the_name_where_it_stands_alone_and_by_the_whole_elsewhere():
    first = "外交政策顾问克里斯·霍尔特在会后告诉记者,总统感到“满意”。"
    assert said(first)[0][0] == "克里斯·霍尔特"
    assert {voice for voice, _ in said(first + "霍尔特还说,会谈不会中断。")} == {"霍尔特"}


@pytest.mark.parametrize(("sentence", "voice"), [
    ("法国高级官员也向媒体表示,会谈将继续。", "法国高级官员"),
    ("多位学者指出,会谈将继续。", "多位学者"),
    ("外交消息人士透露,会谈将继续。", "外交消息人士"),
    ("《港湾日报》援引国防部代表的话指出,会谈将继续。", "国防部代表"),
    ("台北市长林若川8日受访时表示,会谈将继续。", "林若川"),
    ("《港湾日报》评论称,会谈将继续。", "港湾日报"),
    ("据《港湾日报》报道,会谈将继续。", "港湾日报"),
    ("外界普遍认为,会谈将继续。", "外界"),
    ("有分析认为,会谈将继续。", "有分析"),
    ("白宫警告说,会谈不会继续。", "白宫"),
])
def test_bodies_and_unnamed_sources_are_voices(sentence, voice):
    assert [name for name, _ in said(sentence)] == [voice]


@pytest.mark.parametrize("sentence", [
    "双方都想谈,也就是说,谈判不会破裂。",
    "可以说,谈判不会破裂。",
    "这说明双方缺乏诚意。",
    "改善关系不是特朗普说了算。",
    "大使返回国内,被认为是为会晤做准备。",
    "普京认为的强大之路走到了头。",
    "做出美国一直强调让对方做出的改变,并不容易。",
    "如果普京说谈判破裂,市场会下跌。",
    "不论特朗普说什么,盟友都不会跟进。",
    "普京也许会说:算了。",
    "我认为谈判不会破裂。",
    "笔者认为谈判不会破裂。",
    "美国堪称最大的赢家。",
    "据报道,会谈将继续。",
    "从目前的情况看来,会谈将继续。",
    "双方在电话里都发出了警告,不过也表达了善意。",
])
def test_what_looks_like_attribution_and_is_none(sentence):
    assert said(sentence) == []


def test_each_of_two_speakers_in_one_sentence_has_his_own():
    assert said("拜登警告,后果会很严重;普京则重申,红线不会变。") == [
        ("拜登", "后果会很严重;"), ("普京", "红线不会变。")]


def test_the_writer_takes_the_word_back_in_the_same_sentence():
    assert said("有人说谈判会破裂,我倒认为不会。") == [("有人", "谈判会破裂,")]


def test_what_people_say_is_nobodys_in_a_commentators_own_text():
    assert said("有人说谈判会破裂,我倒认为不会。", told=False) == [("", "谈判会破裂,")]
    assert said("外界担心停火守不住,其实不会。", told=False) == [("", "担心停火守不住,")]


def test_a_verb_without_subject_takes_that_of_its_sentence():
    assert said("参议员高文定随即表达反对,称总统此举会失去盟友。") == [("高文定", "总统此举会失去盟友。")]


def test_a_nested_speaker_lies_inside_the_outer_one():
    found = said("林若川说:“普京表示,红线不会变。我不信。”")
    assert found == [("林若川", "“普京表示,红线不会变。我不信。”"), ("普京", "红线不会变。")]


def test_an_agency_that_passes_on_a_speech_does_not_speak():
    assert [voice for voice, _ in said("据海峡新闻社报道,特朗普还说,导弹不会交付。")] == ["特朗普"]


def test_in_a_report_an_experts_paragraph_goes_on():
    text = "林若川认为,谈判会重启。但与此同时,关税也不会取消。"
    assert said(text, told=True) == [("林若川", "谈判会重启。但与此同时,关税也不会取消。")]


def test_in_a_commentary_the_writer_goes_on():
    text = "林若川认为,谈判会重启。但与此同时,关税也不会取消。"
    assert said(text, told=False) == [("林若川", "谈判会重启。")]


def test_an_experts_paragraph_ends_where_somebody_new_comes_in():
    found = said("学者林若川认为,谈判会重启。政治分析家高文定另有看法。")
    assert found == [("林若川", "谈判会重启。")]


def test_a_quotation_opened_again_goes_on_over_paragraphs():
    found = said("林若川说:“谈判会重启。\n“关税也会取消。”\n天气很好。", told=False)
    assert found == [("林若川", "“谈判会重启。\n“关税也会取消。”")]


def test_a_sentence_in_quotation_marks_after_a_speech_is_the_same_voice():
    found = said("林若川也注意到,会谈由对方提议。“对方应当是着急了。”", told=False)
    assert found == [("林若川", "会谈由对方提议。“对方应当是着急了。”")]


def test_a_state_named_in_between_is_not_who_is_pointed_to():
    found = said("港湾研究院认为,中国会继续购油。该机构还指出,制裁收效甚微。")
    assert {voice for voice, _ in found} == {"港湾研究院"}


def test_a_line_of_nothing_but_verbs_is_read_without_blowing_up():
    folded = "普京说" * 30_000
    assert {speech.voice for speech in ATTRIBUTION.speeches(folded, [(0, len(folded), True)])} == {"普京"}


def test_a_person_before_a_colon_and_a_quotation_speaks_without_a_verb():
    assert said("学者林若川到会。对于前景,林若川不无悲观:“今年谈不成。”") == [("林若川", "“今年谈不成。”")]


def test_words_that_only_say_a_voice_is_unnamed_are_no_part_of_it():
    for opening in ("一名不愿具名的以色列官员", "一位匿名的以色列官员", "一位参与斡旋的以色列官员"):
        assert [voice for voice, _ in said(f"{opening}表示,停火会延长。")] == ["以色列官员"]


def test_a_scholar_pointed_to_is_no_politician_named_in_between():
    found = said("海滨大学教授林若川说,谈判会重启。对于普京,这位学者的判断更直接:“他会拒绝。”")
    assert {voice for voice, _ in found} == {"林若川"}


def test_a_long_line_of_quotations_after_colons_is_read_in_time():
    folded = "普京:“谈判不会重启,谁都知道。”" * 10_000
    assert {speech.voice for speech in ATTRIBUTION.speeches(folded, [(0, len(folded), True)])} == {"普京"}


def test_a_reporters_dateline_is_nobodys_name():
    assert said("港湾社记者2025年2月3日报道,海滨大学教授林若川认为,谈判不会破裂。") == [("林若川", "谈判不会破裂。")]


@pytest.mark.parametrize("sentence", [
    "总统没有说何时出面。",
    "林若川拒绝透露是否会接任。",
    "林若川说不管就不管,谁也拿他没办法。",
    "林若川说不选也没人信。",
])
def test_what_somebody_did_not_say_or_is_only_held_up_to_is_nobodys(sentence):
    assert said(sentence) == []


def test_whoever_thinks_otherwise_still_speaks():
    assert said("林若川不认为谈判会重启。") == [("林若川", "不认为谈判会重启。")]


@pytest.mark.parametrize(("sentence", "voice"), [
    ("评级公司“雨林信用”估计,储备会继续下降。", "雨林信用"),
    ("反对党民主论坛回应称,届时会投反对票。", "民主论坛"),
    ("智库松涛研究院预测,人口会继续下降。", "松涛研究院"),
    ("英国《舰队街日报》的社论写道,首相会辞职。", "舰队街日报"),
    ("名嘴“阿Q哥”在节目中爆料,内阁会改组。", "阿Q哥"),
    ("正如前总理巴希尔所说,谁也组不成内阁。", "巴希尔"),
    ("财政学者储望舒强调,补贴会取消。", "储望舒"),
    ("前大使费立平与国际法学者盛怀远在文章中指出,仲裁庭不会受理。", "费立平"),
    ("市场专家欧阳以恒批评,停火不会长久。", "欧阳以恒"),
    ("林若川语重心长地说,停火不会长久。", "林若川"),
])
def test_names_behind_a_kind_a_title_or_in_marks(sentence, voice):
    assert [name for name, _ in said(sentence)] == [voice]


def test_who_is_named_inside_a_quotation_is_not_who_speaks_on():
    found = said("林若川指出,“普京不会收手。”他还说,市场会下跌。")
    assert {voice for voice, _ in found} == {"林若川"}


def test_a_quotation_is_not_given_to_the_next_speaker_too():
    found = said("林若川断言,“关税不会取消。”学者高文定却说,谈判会重启。")
    assert found == [("林若川", "“关税不会取消。”"), ("高文定", "谈判会重启。")]


def test_somebodys_followers_are_not_himself():
    assert [voice for voice, _ in said("普京的支持者,说他不会让步。")] != ["普京"]


def test_a_listed_name_inside_another_name_is_nobody():
    found = said("研究中心主任阿尼尔·库尔卡尼说,停火会守住。库尔卡尼还说,热线会恢复。")
    assert {voice for voice, _ in found} == {"库尔卡尼"}


@pytest.mark.parametrize("sentence", [
    "林若川此前表态称,谈判不会破裂。",
    "林若川亦指出,谈判不会破裂。",
    "港湾社东岸5月28日电(记者 许知行)海滨大学教授林若川表示,谈判不会破裂。",
    "【港湾社5月28日讯】林若川表示,谈判不会破裂。",
    "林若川28日晚些时候通过社交媒体回应称,谈判不会破裂。",
    "林若川今(5)日受访时直言,谈判不会破裂。",
    "林若川点名普京指出,谈判不会破裂。",
    "林若川话锋一转提到普京表示,谈判不会破裂。",
    "据港湾新闻社报道,当地时间6月30日,海滨市官员林若川表示,谈判不会破裂。",
    "港湾研究院秘书长 林若川受访时说,谈判不会破裂。",
    "专员林若川(Rowan Lin)表示,谈判不会破裂。",
    "林若川提醒各国投资者,谈判不会破裂。",
    "林若川答得很干脆:谈判不会破裂。",
])
def test_a_speaker_is_found_through_datelines_dates_means_and_second_verbs(sentence):
    assert said(sentence) == [("林若川", "谈判不会破裂。")]


def test_straight_quotation_marks_are_speech():
    assert said('林若川说:"谈判不会破裂,还会签约。"') == [("林若川", '"谈判不会破裂,还会签约。"')]


def test_a_second_quotation_behind_its_speaker_is_theirs():
    found = said("“谈判会重启,”林若川受访时表示。“不过要等选举结束。”", told=False)
    assert found == [("林若川", "“谈判会重启,”林若川受访时表示。“不过要等选举结束。”")]


def test_a_verb_without_subject_goes_on_with_who_spoke_in_its_sentence():
    found = said("林若川直言,执政党败在“机制崩坏”,认为“必须回到正轨”,主持人高文定认为,这话不会有人听。")
    assert found == [("林若川", "执政党败在“机制崩坏”,认为“必须回到正轨”,"), ("高文定", "这话不会有人听。")]


def test_an_expectation_without_subject_is_not_the_person_of_a_clause_before():
    assert said("普京一行已抵达会场,料将停留三天。") == []


@pytest.mark.parametrize("between", [
    "普京上台后路线有变。", "如果普京胜选,路线会变。", "勒庞能否更进一步?",
])
def test_a_pronoun_means_the_expert_and_not_a_politician_talked_about(between):
    found = said(f"海滨大学教授林若川分析,两国处境两难。{between}他认为,谈判会重启。")
    assert {voice for voice, _ in found} == {"林若川"}


def test_a_pronoun_means_an_unnamed_person_who_spoke():
    found = said("学者林若川说,谈判会重启。一名港口主管告诉记者,订单少了。“我们已经习惯了。”他说。")
    assert found[1] == ("港口主管", "订单少了。“我们已经习惯了。”")


def test_an_unnamed_person_pointed_to_by_trade_is_the_one_who_spoke():
    found = said("一名不愿具名的贸易律师指出,法院会开庭。学者林若川则不同意。这名律师说,政府会败诉。")
    assert [voice for voice, _ in found] == ["贸易律师", "贸易律师"]


def test_they_are_the_unnamed_people_who_spoke():
    found = said("海滨大学教授林若川认为,谈判会重启。\n多位外交官表示,期限会延长。他们预计,年底才有结果。")
    assert found[-1][0] == "多位外交官"
    assert "他们预计" in found[-1][1]


def test_an_expert_goes_on_over_counted_paragraphs_and_not_over_others():
    points = "首先,时间不够。\n\n其次,人选未定。\n\n另外,预算吃紧。"
    assert said(f"学者林若川指出,谈判难有结果。\n\n{points}\n\n超市里人不多。") == [
        ("林若川", f"谈判难有结果。\n\n{points}")]
    assert said(f"普京指出,谈判难有结果。\n\n{points}") == [("普京", "谈判难有结果。")]


def test_what_leads_up_to_a_quotation_of_its_own_is_its_speakers():
    text = "林若川认为,要看新政府。10月29日的选举没有分出胜负,内阁不会自己改口。“大家都在拖。”"
    assert said(text) == [("林若川", text.removeprefix("林若川认为,"))]


def test_a_quotation_behind_a_sentence_about_somebody_is_theirs_in_a_report():
    text = "学者林若川说,谈判会重启。\n林若川则有点兴奋,嗓门高了起来。“机会还在,谁也别灰心。”"
    assert said(text)[-1] == ("林若川", "“机会还在,谁也别灰心。”")
    assert said(text, told=False) == [("林若川", "谈判会重启。")]


def test_a_name_alone_before_a_verb_is_a_person_all_through_the_text():
    found = said("任合伙人的白若澜长期跟踪矿产。她介绍,许可会放宽。“外界误读了。”白若澜说。")
    assert found == [("白若澜", "许可会放宽。“外界误读了。”")]


def test_a_word_of_the_dictionary_is_no_name():
    assert [voice for voice, _ in said("海滨的时事评论员阿西夫·汗则提醒,谈判会破裂。")] == ["阿西夫·汗"]


def test_a_foreigner_in_latin_letters_goes_by_whole_name_last_name_and_translation():
    found = said("秘书长Marc Olten先生表示,谈判会重启。\nOlten先生认为,选举会推迟。\n主任戴兰(Jane Dale)说,会签约。\n"
                 "研究员Jane Dale:“我看今年就会签约,不必再等。”")
    assert [voice for voice, _ in found] == ["Marc Olten", "Marc Olten", "戴兰", "戴兰"]


@pytest.mark.parametrize(("sentence", "voice"), [
    ("接受港湾新闻记者采访的专家表示,会谈将继续。", "专家"),
    ("有港湾外交官炒作称,会谈将继续。", "港湾外交官"),
    ("一位长驻海滨的中资企业主管透露,会谈将继续。", "中资企业主管"),
    ("英国《舰队街日报》的分析文章表示,会谈将继续。", "舰队街日报"),
    ("《舰队街日报》引专家分析称,会谈将继续。", "专家"),
    ("“今日港湾”电视台说,会谈将继续。", "今日港湾"),
    ("日本驻华大使馆强调,会谈将继续。", "日本驻华大使馆"),
    ("俄罗斯常驻联合国代表团表示,会谈将继续。", "俄罗斯常驻联合国代表团"),
])
def test_bodies_and_unnamed_people_go_by_what_tells_them_apart(sentence, voice):
    assert [name for name, _ in said(sentence)] == [voice]


@pytest.mark.parametrize("sentence", [
    "林若川在狱中发出呼吁,7月有一批人员放下武器。",
    "几个候选人,说实话都不出众。",
    "普京应该意识到,时间不多了。",
    "主持人林若川追问,谈判会重启吗?",
    "国防部去年率先承认,跟进的一个也没有。",
    "国防部的方式有待考虑:力度不够就会招来反对。",
    "林若川:谈判两难",
])
def test_nouns_of_speech_recognition_hosts_and_headings_are_no_attribution(sentence):
    assert said(sentence) == []


def test_a_warning_says_who_is_warned_along_with_what():
    assert said("普京警告西方不要越线。") == [("普京", "西方不要越线。")]


def test_what_people_say_within_somebodys_words_is_nobodys():
    assert said("林若川表示,外界担心会打起来,其实未必。") == [
        ("林若川", "外界担心会打起来,其实未必。"), ("", "担心会打起来,")]


@pytest.mark.parametrize(("first", "second", "voice"), [
    ("国防部新闻发言人表示,演习照常。", "发言人说,不会延期。", "国防部新闻发言人"),
    ("高盛认为,年内会降息。", "该行预计,终端利率会更低。", "高盛"),
    ("学者林若川认为,谈判会重启。", "这名港湾问题专家同时指出,时间不多。", "林若川"),
])
def test_who_is_pointed_to_or_repeated_by_a_noun_is_the_one_before(first, second, voice):
    assert {name for name, _ in said(f"{first}街上很安静。{second}")} == {voice}


def test_an_expert_does_not_go_on_where_one_more_source_comes_in():
    found = said("分析人士指出,双方都在赌。一位常驻记者无奈地笑了笑。")
    assert found == [("分析人士", "双方都在赌。")]


def test_where_somebody_looks_opens_what_he_says():
    assert said("教授林若川则把目光投向邻国:和解的趋势不会逆转。") == [("林若川", "和解的趋势不会逆转。")]
