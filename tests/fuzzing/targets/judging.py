"""Questions of any kind asked of any corpus, a language model's answers, and what the server is told of people and secrets."""

from collections import Counter
from datetime import UTC, date, datetime

import pandas as pd
from hypothesis import strategies as st

from analysis import access, logs
from analysis import codebook as codebooks
from analysis.harmless import cell, coded, seen, storable, terminal, web_address
from analysis.language import CODES
from analysis.schemas import JUDGEMENTS, LINKS, NONE, PREDICTIONS
from analysis.second_reader import rows as answers
from analysis.second_reader.passages import cut
from analysis.verification import docket, judgements, linking, questions, record, scoring_rules
from analysis.verification.questions import Known, Question, Source
from tests.fuzzing.strategies import own_work, texts
from tests.fuzzing.target import Target
from tests.fuzzing.targets.numbers import within
from tests.fuzzing.targets.shown import corpora

_TODAY = pd.Timestamp("2026-11-22")


def _fit(question: Question) -> Question | None:
    """Return a question as it would be read from a file, if it would."""
    return questions.read(question.question_id, questions.entry(question), Known.of(codebooks.load()), own=True)[0]


def questions_asked(case: tuple) -> None:
    """Predictions are proposed for any questions, and held against their answers once somebody has confirmed them."""
    number, drawn, language = case
    asked = [question for question in map(_fit, drawn) if question is not None]
    book, tables = codebooks.load(), corpora()[number]
    table = questions.table({question.question_id: question for question in asked}.values())
    proposed = linking.propose(tables, table, book, language=language)
    LINKS.check(proposed)
    texts_of = dict(zip(tables.documents["doc_id"], tables.documents["text"]))
    for row in proposed.itertuples():
        assert texts_of[row.doc_id][row.start:row.end] == row.quote
    within(proposed["confidence"], 0, 1)
    judged = judgements.judge(tables.predictions, table, proposed.assign(decision="confirmed"))
    JUDGEMENTS.check(judged)
    within(judged["forecast"], 0, 1)
    rules = scoring_rules.load()
    everybody = record.everybody(judged, rules, as_of=_TODAY.date())
    assert everybody is not None
    docket.finding(table, _TODAY, language=language)
    docket.status(table, _TODAY)
    docket.due(table, _TODAY)
    docket.answered(table, 3)
    for question in table.itertuples():
        docket.text(question, language)
        docket.criteria(question, language)
        own = judged[judged["question_id"] == question.question_id]
        docket.finding_on(question, docket.expected_over_time(own), _TODAY, language=language)
    for question in asked:
        assert questions.name_of(question.en + question.zh, {"q"})


def model_answers(case: tuple) -> None:
    """Whatever a language model answers, a row stands only where its quote does."""
    number, said, picks = case
    book, tables = codebooks.load(), corpora()[number]
    dropped: Counter = Counter()
    made = []
    for document in tables.documents.itertuples():
        spoken = tables.commentaries[tables.commentaries["doc_id"] == document.doc_id]
        here = answers.Here.of(document, spoken, tables.events[tables.events["doc_id"] == document.doc_id].reset_index(drop=True))
        for passage in cut(document, spoken, 200, 40):
            named = [row | {"quote": passage.text[pick % len(passage.text):][:12 + pick % 9], "commentator": passage.commentators[0]} if isinstance(row, dict) else row
                     for row, pick in zip(said, picks)]
            kept = answers.check([*said, *named], passage, here, book, dropped)
            assert all(document.text[row["start"]:row["end"]] == row["quote"] for row in kept)
            made += kept
    if made:
        PREDICTIONS.frame([row | {"prediction_id": f"p{place}"} for place, row in enumerate(made)])


def roles(case: tuple) -> None:
    """A file of roles is read, or refused with every fault; nobody has a role that it does not give."""
    text, claims, shown = case
    try:
        rules = access.read(text)
    except access.AccessError as error:
        assert str(error)
        rules = access.Rules()
    person = rules.person(claims)
    assert person.role in (*access.ROLES, NONE) and person.name
    rules.holds(claims, datetime(2026, 11, 22, tzinfo=UTC))
    assert rules.bearer(shown, date(2026, 11, 22)) is None, "a token nobody was given lets somebody in"


def logged(text: str) -> None:
    """A line of the log is one line of plain signs, and what is shown or kept holds nothing that hides or breaks."""
    line = logs.clean(text)
    assert (line.isascii() and line.isprintable()) or not line
    storable(text).encode()
    seen(text).encode()
    coded(text).encode()
    assert not web_address(text) or text.lower().startswith("http")
    assert not cell(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert not any(sign in terminal(text) for sign in "\x1b\x07\r\u202e")


_DAY = st.sampled_from((date(2020, 1, 1), date(2024, 6, 1), date(2024, 12, 31), date(2026, 11, 22), date(9999, 12, 31), date(1, 1, 1)))
_QUESTION = st.builds(Question, question_id=st.sampled_from(("q1", "q2", "q3")), en=texts.short(2).map(storable), zh=texts.short(2).map(storable),
                      issue=st.sampled_from(("relations", "sanctions", "summit")), valence=st.sampled_from((-1, 0, 1)), opened=_DAY, closes=_DAY,
                      actors=st.lists(st.sampled_from(("china", "usa", "russia")), max_size=2).map(tuple), terms=st.lists(st.one_of(st.sampled_from(("制裁", "关系 转暖", "会晤")), texts.short(1).map(storable)), max_size=3).map(tuple),
                      resolution=st.sampled_from(("open", "open", "yes", "no", "void")), resolved_on=st.one_of(st.none(), _DAY),
                      sources=st.lists(st.builds(Source, texts.short(1).map(storable), st.just("https://a.example/"), st.one_of(st.none(), _DAY)), max_size=2).map(tuple))
_ANY = st.one_of(st.none(), st.integers(-2, 2), texts.short(1), st.just([]), st.booleans())
_ROW = st.one_of(st.fixed_dictionaries({"commentator": st.one_of(st.sampled_from(("顾远", "甲评论员", "王之瀚")), _ANY), "issue": st.one_of(st.sampled_from(("relations", "sanctions", "summit")), _ANY),
                                        "likelihood": st.one_of(st.sampled_from(("will", "likely", "wont")), _ANY), "valence": st.one_of(st.sampled_from((-1, 0, 1)), _ANY), "outcome": st.one_of(st.just("改善"), texts.short(2)),
                                        "condition": st.one_of(st.sampled_from(("", "none", "如果谈判破裂")), texts.short(1)), "cue": st.one_of(st.just("很可能"), texts.short(1)),
                                        "quote": st.one_of(st.sampled_from(("中美关系很可能改善", "很可能关系转暖", "“制裁不会解除", "特朗普可能会晤")), texts.short(2))}), _ANY, st.dictionaries(texts.short(1), _ANY, max_size=2))
_ROLES = st.one_of(own_work.toml(), st.lists(st.one_of(st.sampled_from((
    "default = 'reader'", "default = 3", "[addresses]", "'ana@example.org' = 'admin'", "'*@example.org' = 'coder'", "'@' = 'admin'", "[groups]", "'g' = 'admin'", "[session]", "hours = nan", "hours = 1e400", "hours = true",
    "[tokens]", "x = {role = 'admin', sha256 = 'é'}", "x = {role = [], sha256 = 3}", "group_claim = 'a.b.c'", "addresses = 3", "x = 1979-05-27T07:32:00Z", "default = []", "'a\\nb@c' = 'reader'")), texts.short(1)), max_size=6).map("\n".join))
_CLAIM = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), texts.short(1), st.just("ana@example.org"), st.lists(st.one_of(st.just("g"), _ANY), max_size=2), st.just({"b": {"c": ["g"]}}))
_CLAIMS = st.dictionaries(st.sampled_from(("email", "email_verified", "sub", "groups", "a", "iat", "a.b.c")), _CLAIM, max_size=6)

TARGETS = (
    Target("questions asked of a corpus", st.tuples(st.sampled_from((0, 0, 1, 2)), st.lists(_QUESTION, max_size=3), st.sampled_from(CODES)), questions_asked, 2500, 3),
    Target("answers of a language model", st.tuples(st.sampled_from((0, 1)), st.lists(_ROW, max_size=4), st.lists(st.integers(0, 60), min_size=4, max_size=4)), model_answers, 500, 8),
    Target("roles and who has them", st.tuples(_ROLES, _CLAIMS, texts.short(2)), roles, 5000, 30),
    Target("a line of the log", texts.texts(6), logged, 5000, 30),
)
