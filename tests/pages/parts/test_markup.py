import pytest

from pages.parts.markup import bilingual, link, plain, safe


def test_tags_become_text():
    assert safe('<b onclick="x">甲</b>') == "&lt;b onclick=&quot;x&quot;&gt;甲&lt;/b&gt;"


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\u200b", "\ufeff", "\x07", "\u00ad", "\U000e0041"])
def test_signs_that_cannot_be_seen_are_shown_as_their_code(sign):
    assert f"U+{ord(sign):04X}" in safe(f"甲{sign}乙")
    assert sign not in safe(f"甲{sign}乙")


def test_line_breaks_and_full_width_blanks_are_left_alone():
    assert safe("甲\n\u3000乙\t丙") == "甲\n\u3000乙\t丙"


def test_chinese_inside_english_is_marked_as_chinese():
    assert bilingual("“constructive”, 建設性, is used") == '“constructive”, <span lang="zh">建設性</span>, is used'


def test_chinese_signs_belong_to_the_run_they_follow():
    assert bilingual("甲，“乙”。") == '<span lang="zh">甲，“乙”。</span>'


def test_markdown_in_a_label_is_shown_as_typed():
    assert plain("**粗** [链](x) :red[赤]") == r"\*\*粗\*\* \[链\]\(x\) \:red\[赤\]"


def test_link_escapes_what_it_carries():
    assert link("reader", {"doc": '"><script>'}, "文") == \
        '<a class="lh-go" href="reader?doc=%22%3E%3Cscript%3E" target="_self">文</a>'


def test_link_repeats_a_parameter_for_each_value():
    assert "issue=syria&amp;issue=iran" in link("issues", {"issue": ["syria", "iran"]}, "x")
