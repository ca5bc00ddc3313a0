"""A text laid out: sentences, clauses and their marks, headings, what nobody could have spoken."""

from analysis.grammar.layout import LONGEST, Sheet


def laid(text, marks=()):
    return Sheet(text, list(marks))


def texts(sheet):
    return [[clause.text for clause in sentence.clauses] for sentence in sheet.sentences]


def test_sentences_and_clauses_leave_their_punctuation_out():
    assert texts(laid("停火难,和谈更难。双方会谈吗?会!")) == [["停火难", "和谈更难"], ["双方会谈吗"], ["会"]]


def test_only_the_question_is_asked():
    sheet = laid("停火难。会谈吗?会!")
    assert [sentence.asked for sentence in sheet.sentences] == [False, True, False]


def test_a_closing_mark_stays_with_what_it_closes():
    assert texts(laid("美国可能回归‘战略模糊’,这很糟。")) == [["美国可能回归‘战略模糊’", "这很糟"]]


def test_each_mark_lies_in_its_own_clause():
    sheet = laid("停火恐怕难,关税会降。", [(2, 4, "a"), (7, 8, "b")])
    assert [[mark for _, _, mark in clause.marks] for clause in sheet.sentences[0].clauses] == [["a"], ["b"]]


def test_a_semicolon_halts_the_clause_before_it():
    sheet = laid("停火有望;制裁不变,油价不动。")
    assert [clause.halted for clause in sheet.sentences[0].clauses] == [True, False, False]


def test_a_short_line_above_a_longer_one_is_a_heading():
    sheet = laid("一、台湾问题\n北京不会让步,谁来劝都没有用处。\n二、关税\n双方还会再谈一轮,结果不好说。")
    headings = [heading for heading, _, _ in sheet.paragraphs]
    assert [sheet.folded[slice(*heading)] for heading in headings] == ["一、台湾问题", "二、关税"]


def test_the_sentence_after_the_last_of_a_paragraph_heads_the_next():
    sheet = laid("停火吗?\n不会。")
    assert sheet.following(0, 0) is sheet.sentences[1]
    assert sheet.following(1, 1) is None


def test_a_sentence_nobody_could_have_spoken_is_cut_at_a_comma():
    sheet = laid("如果可能," * (2 * LONGEST))
    assert max(sentence.end - sentence.start for sentence in sheet.sentences) <= LONGEST
    assert all(sheet.folded[sentence.end - 1] == "," for sentence in sheet.sentences)
    assert sheet.sentences[-1].end == len(sheet.folded)
