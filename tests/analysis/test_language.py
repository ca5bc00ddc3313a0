"""The catalogues against each other and against the code, and what the languages write."""

import ast
import re
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from analysis.language import CODES, Language, best, catalogue, places, to_taiwan
from analysis.readers import ReadingError

ROOT = Path(__file__).parent.parent.parent
ENGLISH, CHINESE, TAIWAN = (catalogue(code) for code in CODES)
SOURCES = [ROOT / "dashboard.py", *(path for room in ("pages", "charts", "analysis") for path in (ROOT / room).rglob("*.py"))]
SAYS = {"say"}
# Keys said by code rather than by name.
BUILT = re.compile(r"(date|widget|reason|whence|fault|mapping_source|phenomenon)_\w+")


def constants(tree):
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def said(tree):
    """Yield the first argument of every call of `say`, as a text or, with places, as a pattern."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name not in SAYS:
            continue
        first = node.args[0]
        for part in ast.walk(first):
            if isinstance(part, ast.JoinedStr):
                yield re.compile("".join(re.escape(piece.value) if isinstance(piece, ast.Constant) else r"\w+"
                                         for piece in part.values))
        if isinstance(first, ast.Constant):
            yield first.value
        elif isinstance(first, ast.IfExp):
            yield from (branch.value for branch in (first.body, first.orelse) if isinstance(branch, ast.Constant))


TREES = {path.relative_to(ROOT): ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES}


def test_every_text_stands_in_both_languages():
    assert set(ENGLISH) == set(CHINESE)


def test_traditional_overrides_only_what_there_is():
    assert set(TAIWAN) <= set(CHINESE)


def test_a_text_has_the_same_places_in_all_languages():
    for others in (CHINESE, CHINESE | TAIWAN):
        assert {key: places(text) for key, text in others.items()} == {key: places(text) for key, text in ENGLISH.items()}


def test_everything_said_has_a_text():
    missing = [f"{path}: {getattr(key, 'pattern', key)}" for path, tree in TREES.items() for key in said(tree)
               if not (key in ENGLISH if isinstance(key, str) else any(key.fullmatch(known) for known in ENGLISH))]
    assert not missing


def test_every_text_is_used():
    named = set().union(*(constants(tree) for tree in TREES.values()))
    patterns = [key for tree in TREES.values() for key in said(tree) if not isinstance(key, str)]
    unused = {key for key in ENGLISH if key not in named and not BUILT.fullmatch(key)
              and not any(pattern.fullmatch(key) for pattern in patterns)}
    assert not unused


def test_chinese_texts_hold_no_english_sentence():
    # Names of methods, formats and people stay; three plain words in a row do not.
    words = re.compile(r"(?:\b[a-z]{2,} ){2,}[a-z]{2,}\b")
    assert not {key: text for key, text in CHINESE.items() if words.search(re.sub(r"\{.*?\}", "", str(text)))}


def test_chinese_texts_use_chinese_punctuation():
    wrong = re.compile(r"[\u4e00-\u9fff][,;:?!()]|[,;:?!(][\u4e00-\u9fff]")
    assert not {key: text for key, text in CHINESE.items() if wrong.search(str(text))}


def test_number_too_wide_for_its_place_is_written_short():
    assert [Language.of("en").short(value) for value in (980, 1_200, 52_298, 163_506, 1_634_567)] == ["980", "1.2K", "52K", "164K", "1.6M"]
    assert [Language.of(code).short(52_298) for code in ("zh-Hans", "zh-Hant")] == ["5.2万", "5.2萬"]


def test_plural_is_chosen_by_number():
    english = Language.of("en")
    assert [english.say("sentence", n=n) for n in (0, 1, 2, 1200)] == ["0 sentences", "1 sentence", "2 sentences", "1,200 sentences"]
    assert Language.of("zh-Hans").say("sentence", n=1) == "1 句"


def test_days_are_written_out():
    day = date(2025, 7, 14)
    assert [Language.of(code).date(day) for code in CODES] == ["14 July 2025", "2025年7月14日", "2025年7月14日"]
    assert [Language.of(code).date(pd.Timestamp("2025-09-01"), "month_short") for code in CODES[:2]] == ["Sep 2025", "2025年9月"]
    assert "14 July 2025" in Language.of("en").say("from_day", day=day)


def test_names_are_listed():
    names = ["甲", "乙", "丙", "丁"]
    assert Language.of("en").listed(names[:3]) == "甲, 乙 and 丙"
    assert Language.of("zh-Hans").listed(names[:3]) == "甲、乙和丙"
    assert Language.of("en").listed(names, 2) == "甲, 乙 and 2 more"
    assert Language.of("zh-Hant").listed(names, 2) == "甲、乙等，另有 2 項"
    assert Language.of("en").listed([]) == ""


def test_traditional_is_taiwans():
    assert to_taiwan("复制链接，见“网络”。{n}") == "複製連結，見「網路」。{n}"
    assert Language.of("zh-Hant").say("networks") == "網路"


def test_traditional_keeps_what_is_no_computer_term():
    assert [to_taiwan(text) for text in ("国家安全局", "比较对象", "消息报", "特朗普与普京")] == \
        ["國家安全局", "比較對象", "消息報", "川普與普丁"]


def test_browsers_language_finds_ours():
    asked = ["zh-CN", "zh-TW", "zh-Hant-HK", "zh", "zh_SG", "zh-HK", "yue-HK", "en-US", "de-DE", "", None, "zh-Hans-TW"]
    assert [best(code) for code in asked] == ["zh-Hans", "zh-Hant", "zh-Hant", "zh-Hans", "zh-Hans", "zh-Hant", "zh-Hant",
                                              "en", "en", "en", "en", "zh-Hans"]


def test_unknown_text_and_language_are_named():
    with pytest.raises(KeyError, match="no_such_text: no such text in data/interface/en"):
        Language.of("en").say("no_such_text")
    with pytest.raises(ValueError, match="expected one of en, zh-Hans, zh-Hant, found 'fr'"):
        Language.of("fr")


def test_faults_of_a_catalogue_are_told_together(tmp_path):
    folder = tmp_path / "en"
    folder.mkdir()
    (folder / "a.toml").write_text('x = "1"\ny = 3\n', encoding="utf-8")
    (folder / "b.toml").write_text('x = "2"\nz = { one = "1" }\n', encoding="utf-8")
    (folder / "c.toml").write_text("=", encoding="utf-8")
    with pytest.raises(ValueError) as caught:
        catalogue("en", tmp_path)
    assert [word in str(caught.value) for word in ("a.toml\n  y:", "b.toml\n  x:", "b.toml\n  z:", "c.toml:")] == [True] * 4


def test_what_the_grammar_says_is_said_again():
    chinese, english = Language.of("zh-Hans"), Language.of("en")
    said = ["恐怕 → unlikely", "negated by 不", "rhetorical question 怎能 → wont", "issue told by its own words, and carried from the title"]
    assert [chinese.again(line, "reason_", "whence_") for line in said] == [
        "恐怕 → 不太可能", "被“不”否定", "反问“怎能” → 不会", "议题：由其自身措辞得出，并承接标题"]
    assert english.again(said[2], "reason_", "whence_") == "rhetorical question 怎能 → won’t"
    assert chinese.again("a rule nobody has put into words", "reason_", "whence_") == "a rule nobody has put into words"


def test_what_readers_say_is_said_again():
    chinese = Language.of("zh-Hans")
    fault = ReadingError("稿", "no reader for a file without ending", "Save it as one of .txt .md.")
    assert chinese.again(str(fault), "fault_") == "稿：无法读取没有扩展名的文件。请存为下列之一：.txt .md。"
    assert chinese.again("no such fault", "fault_") == "no such fault"


def test_every_fault_readers_name_is_known_and_still_named():
    source = "\n".join(path.read_text(encoding="utf-8") for path in (*(ROOT / "analysis" / "readers").glob("*.py"), ROOT / "analysis" / "fetching.py",
                                                                ROOT / "analysis" / "imports" / "worker.py"))
    for key, text in ENGLISH.items():
        if key.startswith("fault_") and key not in ("fault_line", "fault_next"):
            literal = max(re.split(r"\{\w+\}", text), key=len).strip()
            assert literal in source, f"{key}: no reader says {literal!r} any more"
    told = [text for call in re.findall(r"(?:ReadingError|FetchError)\((?!self|ValueError)(.*?)\)(?: from|\n|$)", source, re.S)
            for text in re.findall(r'(?<![f\w])"([A-Za-z][^"{}]+)"', call)]
    assert told
    known = {text for text in ENGLISH.values() if isinstance(text, str)}
    assert [text for text in told if text not in known and " " in text] == []


def test_every_reason_of_the_grammar_is_known():
    grammar = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "analysis" / "grammar").glob("*.py"))
    for key, text in ENGLISH.items():
        if key.startswith(("reason_", "whence_")):
            literal = max(re.split(r"\{\w+\}|possible", text), key=len).strip(" →")
            assert literal in grammar, f"{key}: the grammar no longer says {literal!r}"
    topic = (ROOT / "analysis" / "grammar" / "topic.py").read_text(encoding="utf-8")
    told = set(re.findall(r'return [^\n"]*?, "([a-z][a-z ]+)"$', topic, re.M))
    assert told <= {text for text in ENGLISH.values() if isinstance(text, str)}


def test_half_of_a_surrogate_pair_is_written_in_taiwan_as_what_stands_for_it():
    assert to_taiwan("信息\ud800") == "資訊\ufffd"
