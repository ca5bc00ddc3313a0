from pathlib import Path

import pytest

from analysis import codebook as codebooks
from analysis.codebook import CodebookError
from analysis.lexicon import Lexicon
from analysis.schemas import LIKELIHOODS
from analysis.text import fold

BOOK = codebooks.load()
TERMS = Lexicon(BOOK)

ISSUE = '[trade]\nen = "Trade"\nzh = "贸易"\nabout = "x"\nterms = ["关税"]\ncoded = ["加征关税。"]\nnot_coded = ["海关。"]\n'
ACTOR = '[china]\nkind = "state"\nen = "China"\nzh = "中国"\nforms = ["中国"]\n'
POINTS = "{ wont = 0.1, unlikely = 0.2, possible = 0.5, likely = 0.8, will = 0.9 }"
MAPPING = f'[lunheng]\nen = "x"\nzh = "x"\nsource = "x"\npoints = {POINTS}\nlow = {POINTS}\nhigh = {POINTS}\n'


def named(sentence, kind):
    folded = fold(sentence)
    actors = TERMS.actors(folded, None)
    return {hit.code for hit in (actors if kind == "actor" else TERMS.issues(folded, actors))}


def written(tmp_path, issue=ISSUE, actor=ACTOR, mapping=MAPPING):
    for part, text in (("issues", issue), ("actors", actor), ("mappings", mapping)):
        (tmp_path / part).mkdir()
        (tmp_path / part / "x.toml").write_text(text, encoding="utf-8")
    return tmp_path


def test_the_shipped_codebook_has_no_fault():
    assert BOOK.faults == ()


@pytest.mark.parametrize("code", BOOK.issues)
def test_an_issues_own_examples_hold(code):
    issue = BOOK.issues[code]
    assert [sentence for sentence in issue.coded if code not in named(sentence, "issue")] == []
    assert [sentence for sentence in issue.not_coded if code in named(sentence, "issue")] == []


def test_the_actors_own_examples_hold():
    missed = [(code, sentence) for code, actor in BOOK.actors.items() for sentence in actor.coded
              if code not in named(sentence, "actor")]
    wrong = [(code, sentence) for code, actor in BOOK.actors.items() for sentence in actor.not_coded
             if code in named(sentence, "actor")]
    assert missed == [] and wrong == []


def test_no_form_names_two_actors():
    owners = {}
    for code, actor in BOOK.actors.items():
        for form in {*actor.forms, *actor.metonyms}:
            owners.setdefault(form, []).append(code)
    assert {form: codes for form, codes in owners.items() if len(codes) > 1} == {}


def test_every_issue_says_where_its_boundary_comes_from():
    assert [code for code, issue in BOOK.issues.items() if not issue.source] == []


def test_at_least_two_mappings_can_be_chosen_each_with_its_source():
    assert len(BOOK.mappings) >= 2
    for mapping in BOOK.mappings.values():
        assert mapping.source
        values = [mapping.points[likelihood] for likelihood in LIKELIHOODS]
        assert values == sorted(values)
        assert all(mapping.low[key] <= mapping.points[key] <= mapping.high[key] for key in LIKELIHOODS)


def test_a_broken_entry_is_named_and_the_rest_goes_on(tmp_path):
    broken = ISSUE + '[korea]\nen = "Korea"\nzh = "朝鲜"\nabout = "x"\nterms = "朝鲜"\ncoded = ["朝鲜。"]\n'
    book = codebooks.load(written(tmp_path, issue=broken))
    assert set(book.issues) == {"trade"}
    (fault,) = book.faults
    assert "x.toml [korea]" in fault
    assert "terms: expected a list of texts, found '朝鲜'" in fault and "not_coded: needs at least one" in fault


def test_a_file_that_is_no_toml_is_named_and_the_rest_goes_on(tmp_path):
    folder = written(tmp_path)
    (folder / "issues" / "y.toml").write_text("[korea\n", encoding="utf-8")
    book = codebooks.load(folder)
    assert set(book.issues) == {"trade"}
    assert "y.toml: not read" in book.faults[0]


def test_a_code_given_twice_keeps_the_first(tmp_path):
    folder = written(tmp_path)
    (folder / "issues" / "y.toml").write_text(ISSUE.replace("Trade", "Other"), encoding="utf-8")
    book = codebooks.load(folder)
    assert book.issues["trade"].en == "Trade"
    assert "already defined in" in book.faults[0]


def test_no_codebook_at_all_stops_with_the_next_move(tmp_path):
    with pytest.raises(CodebookError, match="no usable codebook"):
        codebooks.load(Path(tmp_path))


def test_any_edit_changes_the_fingerprint(tmp_path):
    folder = written(tmp_path)
    before = codebooks.fingerprint(folder)
    (folder / "issues" / "x.toml").write_text(ISSUE.replace("海关。", "海关很忙。"), encoding="utf-8")
    assert codebooks.fingerprint(folder) != before


def test_a_label_is_given_in_three_languages():
    assert BOOK.label("trade") == "Trade"
    assert BOOK.label("trade", "zh-Hans") == "贸易"
    assert BOOK.label("trade", "zh-Hant") == "貿易"
    assert BOOK.label("ukraine") != BOOK.label("ukraine", kind="actor") == "Ukraine"
    assert BOOK.label("unheard_of") == "unheard_of"
