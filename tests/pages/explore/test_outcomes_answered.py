import pytest

from pages.parts import records
from tests.pages.conftest import html
from tests.pages.judge.asked import installed

ASKED = (("thaw", "yes", (("d0-p000", 1, "none", "yes"), ("d0-p001", 1, "none", "yes"))),
         ("summit-held", "open", (("d1-p001", 1, "none", "yes"),)))


@pytest.fixture
def outcomes(show, monkeypatch):
    """A function: the page with one answered and one open question."""

    def opened(**how):
        installed(monkeypatch, records, ASKED)
        return show("outcomes", **how)

    return opened


def text(page) -> str:
    return html(page).replace('<span lang="zh">', "").replace("</span>", "")


def test_answered_question_says_who_was_right_and_grades_nobody(outcomes):
    page = outcomes(query={"about": "relations", "question": "thaw"})
    assert not page.exception
    assert "1 of 2 expected what came; 1 doubted it" in text(page)
    assert "It came on 31 December 2025." in text(page)
    assert "One question makes no grade" in text(page)
    assert "Answer: Page on thaw." in text(page)
    table = text(page).partition("Who was right")[2]
    assert table.index("乙评论员") < table.index("甲评论员")


def test_open_question_is_not_offered(outcomes):
    page = outcomes(query={"about": "relations"})
    assert page.selectbox(key="asked").options == ["All that is said on the issue", "Proposition thaw"]
    page = outcomes(query={"about": "relations", "question": "summit-held"})
    assert "Who was right" not in text(page)


def test_choosing_a_question_is_kept_in_the_address(outcomes):
    page = outcomes(query={"about": "relations"})
    page.selectbox(key="asked").select("thaw").run()
    assert page.session_state["own"]["outcomes"]["question"] == ["thaw"]
    assert "expected what came" in text(page)


def test_a_question_alone_in_the_address_brings_its_issue(outcomes):
    page = outcomes(query={"question": "thaw"})
    assert page.selectbox(key="about").value == "relations"
    assert "expected what came" in text(page)
