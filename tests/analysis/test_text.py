import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text import clauses, fold, fold_each, in_script, prepare, script, sentences, to_traditional

WRAPPED = ("外界原以為雙方會在關稅問題上各退\n一步,結果談判代表空手而歸,市場\n隨之大跌。分析人士指出,這場拉鋸\n"
           "還要持續數月,因為兩國都等著對方\n先眨眼。\n")


@given(st.text())
def test_folding_never_changes_the_length(text):
    assert len(fold(text)) == len(text)


def test_a_lone_surrogate_folds_to_a_replacement_sign():
    assert fold("關\ud800稅") == "关\ufffd税"


@given(st.text())
def test_every_kept_character_knows_its_place(text):
    seen = prepare(text)
    folded = fold(text)
    assert len(seen.offsets) == len(seen.text) + 1
    assert [folded[place] for place in seen.offsets[:-1]] == list(seen.text)


@given(st.text(alphabet="甲乙。!?,;:“”\n …", max_size=60))
def test_sentences_and_clauses_leave_out_only_blanks(text):
    for cut in (sentences, clauses):
        spans = cut(text)
        covered = np.zeros(len(text), dtype=int)
        for start, end in spans:
            assert start < end
            covered[start:end] += 1
        assert covered.max(initial=0) <= 1
        assert not "".join(character for character, count in zip(text, covered) if not count).strip()


@pytest.mark.parametrize(("published", "seen"), [
    ("臺灣與美國簽署協議", "台湾与美国签署协议"), ("G７峰會,１２月", "G7峰会,12月"), ("「紅線」『底線』", "“红线”‘底线’"),
    ("⽇本⾸相", "日本首相"), ("標誌著著名學者的著作", "标志着著名学者的著作"), ("談﹐不談﹒", "谈,不谈."), ("關　稅", "关 税"), ("尤里‧烏沙科夫", "尤里·乌沙科夫")])
def test_scripts_widths_and_quotes_fold_to_one(published, seen):
    assert fold(published) == seen


def test_a_line_broken_inside_a_sentence_is_joined_without_losing_its_place():
    seen = prepare(WRAPPED)
    assert "各退一步" in seen.text
    start = seen.text.index("各退一步")
    first, last = seen.span(start, start + 4)
    assert WRAPPED[first:last] == "各退\n一步"


def test_readings_a_site_set_behind_its_characters_are_left_out_without_losing_a_place():
    text = "觀察員認(rèn)為,期限會(huì)再延長(zhǎng)，他們(men)不急(de)。"
    seen = prepare(text)
    assert seen.text == "观察员认为,期限会再延长,他们不急。"
    first, last = seen.span(seen.text.index("认为"), seen.text.index("认为") + 2)
    assert text[first:last] == "認(rèn)為"


@pytest.mark.parametrize("text", ["《纽约时报》(new york times)说", "欧洲央行(ecb)不会加息", "他們(men)不急。", "第(三)轮会谈(上)"])
def test_what_is_no_reading_stays(text):
    assert len(prepare(text).text) == len(text)


def test_headings_and_bylines_are_never_joined():
    text = "甲君\n\n雙方仍會談下去,但不會有結果。\n\n一、貿易問題上,談判毫無進展可言的理由\n\n關稅不會取消。\n\n乙君\n\n會談必將破裂。"
    assert prepare(text).text.count("\n") == text.count("\n")


def test_paragraphs_on_single_lines_stay_apart():
    text = "令人失望的会谈\n与上次相比,这次会谈更短。\n双方都不满意。\n为谈判铺路\n下月还要再谈一次,地点没有确定。"
    assert prepare(text).text == text


def test_a_closing_quotation_mark_belongs_to_its_sentence():
    text = "他说:“不会。”然后走了!"
    assert [text[start:end] for start, end in sentences(text)] == ["他说:“不会。”", "然后走了!"]


@pytest.mark.parametrize(("text", "found"), [("美国与俄罗斯关系", "Hans"), ("美國與俄羅斯關係", "Hant"),
                                             ("美國與俄羅斯關係,中国与日本关系", "mixed"), ("abc", "Hans")])
def test_the_script_is_told_by_characters_of_one_script_only(text, found):
    assert script(text) == found


def test_half_of_a_surrogate_pair_is_written_in_either_script_as_what_stands_for_it():
    assert in_script("制\ud800裁", "Hant") == "制\ufffd裁" == to_traditional("制\ud800裁")
    assert script("\udfff關係") == "Hant"


@pytest.mark.parametrize("words", [[], ["關稅"], ["關稅", "ＧＤＰ", "看著", "論著"], ["關稅", "兩\n岸", "臺灣"], ["制裁\r", "關稅"]])
def test_words_folded_together_are_as_each_folded_alone(words):
    assert fold_each(words) == [fold(word) for word in words]
