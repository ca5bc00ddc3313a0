import io

import pandas as pd
import pytest

from pages.parts import downloads, records
from tests.pages.conftest import ORDINARY, html
from tests.pages.judge.asked import ASKED, installed


@pytest.fixture
def judged(show, monkeypatch):
    """A function: a page opened with questions asked of the invented documents."""

    def opened(name: str, asked=ASKED, **how):
        installed(monkeypatch, records, asked)
        return show(name, **how)

    return opened


def text(page) -> str:
    return html(page).replace('<span lang="zh">', "").replace("</span>", "")


def test_few_answers_give_no_grade(judged):
    page = judged("track_record")
    assert not page.exception
    assert "Too few to grade anybody" in text(page).partition("</h1>")[0]
    assert "of 25 resolved" in text(page).partition("</h1>")[0]
    assert "rank" not in text(page).partition("too few:")[2].partition("</table>")[0]


def test_open_questions_and_failed_conditions_are_told_and_not_scored(judged):
    shown = text(judged("track_record"))
    assert "Not counted: 1 on open questions or conditions, 1 void" in shown
    assert "5 forecasts of 3 commentators on 3 resolved questions" in shown
    lines = shown.partition("Every forecast that counts")[2]
    assert "Proposition summit-held" not in lines
    assert "Proposition if-never" not in lines


def test_without_an_answer_the_page_says_what_is_missing(judged):
    page = judged("track_record", asked=(("summit-held", "open", (("d1-p001", 1, "none", "yes"),)),))
    assert not page.exception
    assert "Nothing to score yet" in text(page)


def test_record_of_one_names_them_and_leaves_others_out(judged):
    page = judged("track_record", query={"who": "甲评论员"})
    assert "甲评论员: too few to grade, 3 of 25 resolved" in text(page)
    assert "乙评论员" not in text(page).partition("Every forecast that counts")[2]


def test_who_has_no_record_is_said(judged):
    page = judged("track_record", query={"who": "无此人"})
    assert "无此人" in text(page)
    assert "Too few to grade anybody" in text(page)


def test_a_bin_in_the_address_lists_its_sentences(judged):
    page = judged("track_record", query={"show": "bin|0"})
    rail = html(page).partition('<section class="lh-rail"')[2].partition("</section>")[0]
    assert rail.count("<blockquote") == 1
    assert "Given 5" in rail


def test_worst_call_stands_with_its_question_quote_and_text(judged):
    page = judged("track_record")
    worst = html(page).partition(">Worst<")[2].partition("</section>")[0]
    assert "Proposition thaw" in worst.partition("<blockquote")[0]
    assert "questions?question=thaw" in worst
    assert "reader?doc=d0&amp;at=" in worst


def test_every_mapping_has_its_column(judged, book):
    table = text(judged("track_record")).partition("Under each mapping")[2].partition("</table>")[0]
    for mapping in book.mappings.values():
        assert mapping.en in table


def test_filter_narrows_lines_but_not_what_they_are_held_against(judged):
    shown = text(judged("track_record", query={"commentator": "甲评论员"}))
    assert "3 forecasts of 1 commentator" in shown
    assert "by the others 80" in shown


def test_download_leads_from_score_to_question_quote_and_source(judged, monkeypatch):
    made = []
    monkeypatch.setattr(downloads, "row", lambda name, data, *pictures, **how: made.append((name, data)))
    page = judged("track_record")
    assert not page.exception
    lines = pd.read_csv(io.BytesIO(downloads.csv(dict(made)["record"]())))
    counted = lines[lines["counts"]]
    assert len(counted) == 5
    assert counted["brier"].notna().all()
    assert counted["resolved_by"].str.contains("https://example.org/").all()
    assert lines.loc[~lines["counts"], "brier"].isna().all()
    assert sorted(lines.loc[~lines["counts"], "why_not"]) == ["open: question_open", "void: condition_failed"]


def test_crowd_is_honest_about_its_size(judged):
    page = judged("crowd")
    assert not page.exception
    assert "on 2 shared questions. Too few to conclude: 2 of 25 questions." in text(page)


def test_crowd_of_one_says_so(judged):
    page = judged("crowd", asked=(("sanctions-less", "no", (("d1-p000", 1, "none", "yes"),)),))
    assert "No resolved question was answered by two commentators yet" in text(page)


def test_commentator_has_their_record(judged):
    shown = text(judged("commentator", query={"who": "甲评论员"}))
    assert "甲评论员: too few to grade, 3 of 25 resolved" in shown
    assert "Proposition thaw" in shown
    assert "track_record?who=" in shown


def test_commentator_nobody_asked_about_has_no_record(judged):
    assert "Track record" not in text(judged("commentator", asked=(), query={"who": "甲评论员"}))


def test_hostile_names_and_quotes_stay_text(judged):
    documents = [{**ORDINARY[0], "said": [("<b>x</b>", *said[1:4], "<img src=x onerror=1>会转暖。") for said in ORDINARY[0]["said"]]}]
    for name in ("track_record", "crowd"):
        page = judged(name, documents=documents)
        assert not page.exception
        assert "<b>x" not in html(page)
        assert "<img" not in html(page)
