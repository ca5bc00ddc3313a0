import pytest

from analysis.grammar import bylines, furniture, names, signatures, voicebook

BOOK = voicebook.load()
SHAPE = names.shapes(BOOK)
ONE = "两国之间的矛盾由来已久,短期内很难看到缓和的迹象。关税还会维持下去,企业只能自己想办法适应新的环境。"
TWO = "我不这么看。选举过后新政府一定会重新坐上谈判桌,毕竟谁都离不开对方的市场,僵局不会拖到明年。"
THREE = "关键在于国会。预算案如果通过不了,总统的外交承诺就是空话,盟友们心里也清楚得很,未必会跟进。"


def speakers(text, title="两岸会怎么走?", author=""):
    found = furniture.lines(text)
    return [(section.name, text[section.start:section.end])
            for section in bylines.sections(found, title, author, BOOK, SHAPE)]


@pytest.mark.parametrize("page", [
    f"林若川\n\n\n{ONE}\n\n\n高文定\n\n\n{TWO}",
    f"林若川\n{ONE}\n高文定\n{TWO}",
    f"22 # 林若川\n{ONE}\n23 # 高文定\n{TWO}",
    f"1楼 林若川 2021-12-31 10:00\n{ONE}\n2楼 高文定 2021-12-31 11:00\n{TWO}",
    f"●林若川\n{ONE}\n●高文定\n{TWO}",
    f"【林若川】{ONE}\n【高文定】{TWO}",
    f"**林若川**\n\n{ONE}\n\n**高文定(海滨大学教授)**\n\n{TWO}",
    f"**林若川:**{ONE}\n**高文定:**{TWO}",
    f"林若川:{ONE}\n高文定:{TWO}",
    f"海滨大学教授林若川:{ONE}\n港湾研究院研究员高文定:{TWO}",
    f"1. 林若川\n{ONE}\n2. 高文定\n{TWO}",
    f"林若川(海滨大学教授)\n{ONE}\n高文定 港湾研究院研究员\n{TWO}",
    f"## 林若川\n\n{ONE}\n\n## 高文定\n\n{TWO}",
    f"{ONE}\n(作者林若川系海滨大学教授)\n{TWO}\n(作者:高文定)",
    f"{ONE}\n——林若川\n{TWO}\n——高文定",
], ids=["bare, blank lines", "bare", "floor", "floor with date", "bullet", "brackets", "bold", "bold with colon", "colon",
        "title and colon", "numbered", "affiliation", "hashed", "signatures", "dashes"])
def test_every_form_of_byline_cuts_the_page(page):
    assert speakers(page) == [("林若川", ONE), ("高文定", TWO)]


def test_an_answer_holds_its_captions_and_sub_headings_and_ends_before_furniture():
    page = f"林若川\n\n\n{ONE}\n(总统与总理)\n一、选举\n{TWO}\n\n\n高文定\n\n\n{THREE}\n\n\n分享到:\n\n\n相关文章:某某"
    assert speakers(page) == [("林若川", f"{ONE}\n(总统与总理)\n一、选举\n{TWO}"), ("高文定", THREE)]


def test_sub_headings_of_an_article_are_no_bylines():
    assert speakers(f"山雨欲来\n{ONE}\n各怀心思\n{TWO}\n箭在弦上\n{THREE}", title="关税能否取消?") == []
    assert speakers(f"## 关税\n\n{ONE}\n\n## 选举\n\n{TWO}") == []


def test_one_name_alone_on_a_line_is_no_round_table():
    assert speakers(f"林若川\n{ONE}\n{TWO}") == []


def test_states_before_a_colon_are_no_transcript():
    assert speakers(f"美方:{ONE}\n中方:{TWO}") == []


def test_questions_of_an_interview_are_nobodys():
    page = f"记者:您怎么看?\n林若川:{ONE}\n记者:那选举呢?\n林若川:{TWO}"
    assert speakers(page) == [("林若川", ONE), ("林若川", TWO)]


def test_a_label_under_which_only_questions_stand_asks():
    assert speakers(f"港湾新闻:林先生,您怎么看?\n特约评论员 林若川:{ONE}") == [("林若川", ONE)]


def test_who_answers_is_the_documents_author_or_whom_the_preamble_introduces():
    page = f"问:您怎么看?\n答:{ONE}\n问:那选举呢?\n答:{TWO}"
    assert speakers(page, author="林若川")[0] == ("林若川", ONE)
    assert speakers(f"本报专访海滨大学教授林若川。\n{page}")[1] == ("林若川", TWO)


@pytest.mark.parametrize(("page", "expected"), [
    (f"关税\n文/林若川\n{ONE}", ("林若川", False)),
    (f"林若川/文\n{ONE}", ("林若川", False)),
    (f"{ONE}\n(作者系海滨大学国际关系学院教授林若川)", ("林若川", False)),
    (f"作者:港湾观察室\n{ONE}", ("港湾观察室", False)),
    (f"本报记者 许知行 北京报道\n{ONE}", ("许知行", True)),
    (f"{ONE}\n(港湾网记者 许知行 高文定)", ("许知行、高文定", True)),
    (f"{ONE}\n——荷塘夜雨", ("荷塘夜雨", False)),
    (f"关税\n◎南门外\n{ONE}", ("南门外", False)),
    (f"{ONE}\n海产品出口商协会\n2022年8月15日", ("海产品出口商协会", False)),
    (f"书评人/林若川\n{ONE}", ("林若川", False)),
    (f"作者:Helena Brandt 译者:高文定\n{ONE}", ("Helena Brandt", False)),
    (f"{ONE}\n(作者为资深媒体人 商雨亭)", ("商雨亭", False)),
    (ONE, ("", False)),
])
def test_an_article_is_signed_in_its_head_or_at_its_end(page, expected):
    assert signatures.find(furniture.lines(page), BOOK, SHAPE) == expected


@pytest.mark.parametrize("page", [
    f"老胡:{ONE}\n老许:{TWO}\n老胡:{ONE}\n老许:{TWO}",
    f"00:12 老胡:{ONE}\n01:35 老许:{TWO}",
    f"[老胡]\n{ONE}\n[tank_driver88]\n{TWO}\n[老胡]\n{THREE}",
])
def test_two_who_take_turns_are_a_dialogue(page):
    assert {name for name, _ in speakers(page)} >= {"老胡"}
    assert len({name for name, _ in speakers(page)}) == 2


def test_each_paragraphs_owner_may_stand_behind_it_in_brackets():
    page = f"{ONE}(海滨证券首席经济学家 林若川)\n{TWO}(港湾银行策略师 高文定)"
    assert speakers(page) == [("林若川", ONE), ("高文定", TWO)]


def test_the_name_in_brackets_behind_an_answer_speaks():
    assert [name for name, _ in speakers(f"问:您怎么看?\n答(林若川):{ONE}\n问:您呢?\n答(高文定):{TWO}")] == ["林若川", "高文定"]


@pytest.mark.parametrize("page", [
    f"林若川说:“{ONE}”\n高文定表示:“{TWO}”\n许知行认为:“{THREE}”",
    f"2025-12-20 17:06 来源:港湾网\n字号 大\n{ONE}\n18:20 更新:图片\n{TWO}",
    f"【林若川:走还是不走】\n{ONE}\n【高文定:谈还是不谈】\n{TWO}",
    f"港湾网记者 林若川\n{ONE}\n停火46天\n{TWO}\n谁来谈判\n{THREE}",
])
def test_sentences_times_headings_and_reporters_are_no_bylines(page):
    assert speakers(page, title="选举之后") == []


def test_the_outlet_and_whoever_mostly_asks_are_the_interviewer():
    page = (f"港湾札记:先谈谈选举。\n林若川:{ONE}\n港湾札记:他能赢吗?\n林若川:{TWO}\n港湾札记:外界反应激烈。\n林若川:{THREE}\n"
            f"港湾札记:还会再谈吗?\n林若川:{ONE}")
    assert {name for name, _ in speakers(page)} == {"林若川"}
    short = f"港湾札记:先谈谈选举。\n林若川:{ONE}\n"
    sections = bylines.sections(furniture.lines(short), "", "", BOOK, SHAPE, outlet="港湾札记")
    assert [section.name for section in sections] == ["林若川"]


@pytest.mark.parametrize("page", [
    f"港湾日报 评论\n林若川\n2026年2月6日 星期五\n{ONE}",
    f"林若川\n2025/12/18 04:10\n{ONE}",
    f"林若川\n笔者以为,{ONE}",
])
def test_a_name_alone_below_the_title_signs(page):
    assert signatures.find(furniture.lines(page), BOOK, SHAPE, "关税") == ("林若川", False)
