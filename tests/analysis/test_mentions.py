from datetime import date

import pandas as pd
import pytest

from analysis import codebook as codebooks
from analysis import mentions
from analysis.schemas import COMMENTARIES
from tests.analysis.test_codebook import MAPPING
from tests.analysis.test_keywords import SUBJECT

ISSUES = """
[_file]
about = "x"
coded = ["x"]
not_coded = ["x"]
[relations]
en = "Relations"
zh = "关系"
terms = ["两国关系"]
after_actor = ["关系"]
[nato]
en = "NATO"
zh = "北约"
terms = ["北约", "北约东扩"]
[truce]
en = "Truce"
zh = "停火"
terms = ["停火"]
yields_to = ["conflicts"]
[sanctions]
en = "Sanctions"
zh = "制裁"
terms = ["制裁"]
excludes = ["制裁者乐队"]
"""
WAR = """
[war]
en = "War"
zh = "战争"
about = "x"
terms = ["加沙"]
coded = ["x"]
not_coded = ["x"]
"""
ACTORS = """
[united_states]
kind = "state"
en = "United States"
zh = "美国"
forms = ["美国"]
[us_democrats]
kind = "party"
en = "Democrats"
zh = "民主党"
forms = ["美国民主党", "民主党"]
[russia]
kind = "state"
en = "Russia"
zh = "俄罗斯"
forms = ["俄罗斯"]
excludes = ["俄罗斯方块"]
[nato]
kind = "bloc"
en = "NATO"
zh = "北约"
forms = ["北约", "NATO"]
[biden]
kind = "person"
en = "Biden"
zh = "拜登"
forms = ["拜登"]
offices = [{ office = "美国总统", from = "2021-01-20", until = "2025-01-20" }]
[trump]
kind = "person"
en = "Trump"
zh = "特朗普"
forms = ["特朗普", "川普"]
offices = [{ office = "美国总统", from = "2017-01-20", until = "2021-01-20" }, { office = "美国总统", from = "2025-01-20" }]
"""
COMPOUNDS = """
[characters]
"美" = "united_states"
"俄" = "russia"
[runs]
list = ["美俄", "俄美"]
[single]
prefixes = ["对"]
suffixes = ["方"]
excludes = ["俄铝"]
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    folder = tmp_path_factory.mktemp("codebook")
    (folder / "issues").mkdir()
    (folder / "issues" / "conflicts.toml").write_text(WAR, encoding="utf-8")
    for part, text in (("issues", ISSUES), ("actors", ACTORS), ("mappings", MAPPING)):
        (folder / part).mkdir(exist_ok=True)
        (folder / part / "x.toml").write_text(text, encoding="utf-8")
    (folder / "compounds.toml").write_text(COMPOUNDS, encoding="utf-8")
    book = codebooks.load(folder)
    assert book.faults == ()
    return book


@pytest.fixture
def found(small, one_voice):
    def coded(text, published=date(2024, 6, 1)):
        documents, commentaries = one_voice(text, published)
        table = mentions.code(documents, commentaries, small)
        for row in table.itertuples():
            assert text[row.start:row.end] == row.surface
        return [(row.kind, row.code, row.surface) for row in table.itertuples()]

    return coded


def test_the_longest_form_wins(found):
    assert found("美國民主黨反對") == [("actor", "us_democrats", "美國民主黨")]


def test_an_issue_and_an_actor_may_share_a_place(found):
    assert found("北约东扩") == [("actor", "nato", "北约"), ("issue", "nato", "北约东扩")]


def test_each_character_of_a_compound_is_its_own_mention(found):
    assert found("俄美關係") == [("actor", "russia", "俄"), ("actor", "united_states", "美"), ("issue", "relations", "關係")]


@pytest.mark.parametrize("text", ["中日对关系一词的理解", "他们的关系很好", "有关系统"])
def test_relations_count_only_right_after_a_state(found, text):
    assert [code for _, code, _ in found(text)] == []


@pytest.mark.parametrize("text", ["俄羅斯與美國的關係", "对俄关系", "两国关系"])
def test_relations_of_states_count(found, text):
    assert "relations" in [code for _, code, _ in found(text)]


@pytest.mark.parametrize("text", ["俄铝股价", "俄罗斯方块", "制裁者乐队来演出"])
def test_excluded_term_hides_the_entry(found, text):
    assert found(text) == []


def test_a_character_alone_is_no_state(found):
    assert found("美好的生活,俄而雪骤") == []


def test_an_office_names_its_holder_on_the_day(found):
    assert ("actor", "biden", "美国总统") in found("美国总统不会松口", date(2022, 3, 1))
    assert ("actor", "trump", "美国总统") in found("美国总统不会松口", date(2018, 3, 1))
    assert ("actor", "trump", "美国总统") not in found("美国总统不会松口", None)


def test_an_office_before_a_name_is_counted_once(found):
    assert found("美国总统特朗普") == [("actor", "united_states", "美国"), ("actor", "trump", "特朗普")]


def test_latin_names_match_whole_words_in_any_case(found):
    assert found("nato与NATO") == [("actor", "nato", "nato"), ("actor", "nato", "NATO")]
    assert found("natoo senato") == []


def test_a_general_issue_yields_to_the_conflict_named_in_the_document(found):
    assert [code for _, code, _ in found("停火谈判没有结果")] == ["truce"]
    assert [code for _, code, _ in found("加沙停火谈判没有结果")] == ["war"]


def test_a_subject_the_codebook_does_not_know_is_a_provisional_issue(book, one_voice):
    documents, commentaries = one_voice(SUBJECT * 2)
    named = mentions.code(documents, commentaries, book)
    assert "provisional:商业捕鲸" in set(named["code"])
    assert set(named.loc[named["code"] == "provisional:商业捕鲸", "surface"]) == {"商業捕鯨"}
    assert book.label("provisional:商业捕鲸") == "商业捕鲸 (provisional)"


def test_a_subject_the_codebook_knows_needs_no_provisional_issue(book, one_voice):
    documents, commentaries = one_voice("关税战没有赢家。专家认为关税不会取消,关税战还会继续,贸易谈判难有结果。" * 4)
    assert not mentions.code(documents, commentaries, book)["code"].str.startswith("provisional").any()


def test_a_mention_outside_every_commentary_is_nobodys(small, one_voice):
    documents, _ = one_voice("制裁无效。")
    assert list(mentions.code(documents, COMMENTARIES.empty(), small)["commentary_id"]) == ["none"]


def test_the_innermost_voice_owns_the_mention(small, one_voice):
    documents, outer = one_voice("他认为制裁无效。")
    inner = outer.assign(commentary_id="d-c001", commentator="乙", role="quoted", start=3, end=7)
    both = COMMENTARIES.frame([*outer.to_dict("records"), *inner.to_dict("records")])
    assert list(mentions.code(documents, both, small)["commentary_id"]) == ["d-c001"]


def test_documents_coded_together_are_coded_as_each_alone(one_voice):
    book = codebooks.load()
    parts = []
    for number, text in enumerate(("北约东扩。中美关系紧张,美国总统让步。", "İstanbul与NATO", "关系。", "美国", "的关系不会好。制裁。")):
        documents, commentaries = one_voice(text)
        parts.append((documents.assign(doc_id=f"d{number}"), commentaries.assign(doc_id=f"d{number}")))
    documents, commentaries = (pd.concat(tables, ignore_index=True) for tables in zip(*parts))
    together = mentions.code(documents, commentaries, book)
    alone = pd.concat([mentions.code(*part, book) for part in parts], ignore_index=True)
    assert len(together) > 5
    pd.testing.assert_frame_equal(together, alone)


def codes_named(one_voice, text):
    documents, commentaries = one_voice(text)
    table = mentions.code(documents, commentaries, codebooks.load())
    return set(table.loc[table["kind"] == "issue", "code"])


def test_a_passing_word_is_no_mention_where_the_text_is_about_something_else(one_voice):
    text = "关税不会降,贸易战还要打,关税谈判拖着。世贸组织没有办法,反倾销照旧。代表团途经阿曼。"
    assert "gulf" not in codes_named(one_voice, text)


@pytest.mark.parametrize("text", ["海合会将讨论关税,阿曼也会到场。", "阿曼愿意。关税不降。阿曼不急。贸易战不停。阿曼会等。关税照旧。",
                                  "阿曼会让步。"])
def test_a_passing_word_counts_beside_its_issue_often_or_alone(one_voice, text):
    assert "gulf" in codes_named(one_voice, text)


@pytest.mark.parametrize(("text", "issue"), [
    ("埃尔多安想要修宪,票数还不够。", "turkey_politics"),
    ("高市早苗主张修宪。", "japan_politics"),
    ("菲律宾副总统的弹劾案将由马尼拉审理。菲律宾的门槛很高。美国没有表态。", "southeast_asia_politics"),
    ("特朗普要求关税,参议院不会同意。", "us_politics"),
    ("卢拉谈到关税。这些话是说给选民听的。", "latin_america_politics"),
])
def test_a_word_of_politics_at_home_is_about_the_country_spoken_of(one_voice, text, issue):
    named = codes_named(one_voice, text)
    assert issue in named
    assert not {code for code in named if code.endswith("_politics")} - {issue}


def test_a_word_of_politics_without_a_country_is_about_none(one_voice):
    assert not codes_named(one_voice, "选民已经累了。")
