from datetime import date

import pytest

from tests.pages.conftest import SILENT, html, opened_table


def said(*lines):
    """Return a document of `name issue side` lines."""
    rows = []
    for line in lines:
        name, issue, side = line.split()
        rows.append((name, issue, {"+": "will", "-": "wont", "0": "possible"}[side], 1, f"将会{issue}，{name}这样看。"))
    return [{"title": "谁与谁站在一起", "published": date(2024, 6, 1), "said": rows}]


TWO_CAMPS = said("甲 sanctions +", "乙 sanctions +", "甲 relations +", "乙 relations +", "丙 sanctions -", "丁 sanctions -",
                 "丙 relations -", "丁 relations -", "丁 summit 0")


def network(show, /, **query):
    return show("networks", documents=TWO_CAMPS, query=query)


def test_camps_are_said_first_and_how_clear_they_are(show):
    page = html(network(show))
    assert "Commentators form 2 clear camps; the largest holds 2 of 4" in page
    assert "Modularity 0.50" in page
    assert "50 percentage points more" in page
    assert "Newman 2006" in page


def test_division_of_issues_is_a_number_with_its_source(show):
    page = html(network(show))
    assert "Division 1.00" in page
    assert "Mean over 2 issues" in page
    assert "van der Eijk 2001" in page


def test_nobody_who_takes_a_side_is_said(show):
    assert "Nobody takes a side here" in html(show("networks", documents=SILENT))
    assert "Nobody takes a side here" in html(show("networks", documents=said("甲 summit 0")))


def test_commentator_lists_positions_ties_and_sentences(show):
    page = html(network(show, show="甲"))
    assert page.count("<blockquote") == 2
    assert "Camp" in page
    assert "show=%E7%94%B2%7C%E4%B9%99" in page
    assert page.count("<td>closer</td>") == 2


def test_pair_lists_what_ties_it(show):
    page = html(network(show, show="甲|丙"))
    assert "They agree on 0 of 2 issues both judge." in page
    assert page.count("<blockquote") == 4


def test_commentator_whose_name_holds_the_sign_between_two_is_found(show):
    documents = said("甲|乙 sanctions +", "丙 sanctions +")
    assert html(show("networks", documents=documents, query={"show": "甲|乙"})).count("<blockquote") == 1
    assert "They agree on 1 of 1 issues" in html(show("networks", documents=documents, query={"show": "甲|乙|丙"}))


def test_issue_lists_who_stands_where(show):
    page = html(network(show, show="issue:sanctions"))
    assert "2 expect closer, 2 further apart" in page
    assert page.count("<blockquote") == 4


@pytest.mark.parametrize(("tie", "finding"), [
    ("congruence", "2 pairs agree most, 2 to 0"), ("conflict", "4 pairs disagree most, 2 to 0"),
    ("two_mode", "4 of 4 commentators take a side, 2 closer, 2 further apart")])
def test_each_network_has_its_finding(show, tie, finding):
    assert finding in html(network(show, tie=tie))


def test_switching_the_lines_keeps_who_was_chosen(show):
    page = network(show, show="甲")
    page.segmented_control(key="tie").set_value("two_mode").run()
    assert page.session_state["own"]["networks"] == {"show": ["commentator:甲"], "tie": ["two_mode"]}
    assert html(page).count("<blockquote") == 2
    page.segmented_control(key="tie").set_value("net").run()
    assert page.session_state["own"]["networks"] == {"show": ["甲"]}


def test_issues_in_common_are_chosen_by_the_data_until_somebody_does(show):
    assert network(show).segmented_control(key="shared").value == "2"
    thin = said("甲 sanctions +", "乙 sanctions +", "丙 summit -", "丁 summit -")
    assert show("networks", documents=thin).segmented_control(key="shared").value == "1"
    page = network(show, shared="3")
    assert page.segmented_control(key="shared").value == "3"
    assert "No two commentators agree on balance" in html(page)


def test_weights_can_be_plain_counts(show):
    page = opened_table(network(show))
    assert "+1.00" in html(page)
    page.selectbox(key="per").set_value("none").run()
    assert "+2.00" in html(page)
    assert page.session_state["own"]["networks"] == {"per": ["none"]}


@pytest.mark.parametrize("query", [{"show": "nobody"}, {"show": "issue:nonsense"}, {"tie": "x", "per": "y", "shared": "z"}])
def test_choices_that_are_none_are_passed_over(show, query):
    page = network(show, **query)
    assert not page.exception
    assert ("No sentence lies behind this mark" in html(page)) == ("show" in query)


def test_one_commentator_alone_has_a_page(show):
    page = show("networks", documents=said("甲 sanctions +"))
    assert not page.exception
    assert "No two commentators agree on balance" in html(page)
