import re

import pytest

from analysis.narrowing import of_document
from pages.parts import hits
from pages.parts.hits import Hit
from tests.pages.conftest import ORDINARY, coded


def there(place, text, kind="lh-go", told=""):
    return f'<a class="{kind}" href="{place}" title="{told}">{text}</a>'


def leads(html, kind):
    return [int(place) for place in re.findall(rf'class="[^"]*{kind}[^"]*" href="(\d+)"', html)]


@pytest.fixture
def document():
    tables = coded(ORDINARY)
    return of_document(tables, tables.documents["doc_id"].iloc[0])


def test_a_word_is_found_in_either_script_at_its_place_as_published():
    text = "兩國關係轉暖。两国关系转冷。"
    assert [text[hit.start:hit.start + 2] for hit in hits.of_word(text, "关系")] == ["關係", "关系"]
    assert hits.of_word(text, "關係") == hits.of_word(text, "关系")
    assert hits.of_word(text, " ") == []


def test_predictions_are_stepped_through_before_anything_else(document):
    found = hits.of_marks(document.predictions, document.mentions, document.events, ("predictions", "issues"))
    assert [hit.start for hit in found] == sorted(set(document.predictions["start"]))
    assert {hit.side for hit in found} <= {"a", "o", "c"}


def test_without_the_layer_of_predictions_the_layers_shown_are_stepped_through(document):
    found = hits.of_marks(document.predictions, document.mentions, document.events, ("issues",))
    issues = document.mentions[document.mentions["kind"] == "issue"]
    assert [hit.start for hit in found] == sorted(set(issues["start"]))
    assert hits.of_marks(document.predictions, document.mentions, document.events, ()) == []


@pytest.mark.parametrize(("at", "previous", "following"), [(None, 90, 10), (10, 90, 40), (40, 10, 90), (50, 40, 90), (90, 40, 10)])
def test_steps_lead_to_the_neighbours_and_around_the_ends(at, previous, following):
    html = hits.stepping([Hit(10), Hit(40), Hit(90)], at, there)
    assert leads(html, "lh-previous") == [previous]
    assert leads(html, "lh-next") == [following]


def test_strip_shows_where_hits_are_dense_and_where_one_is():
    html = hits.strip([Hit(1, "a"), Hit(2, "c"), Hit(3, "c"), Hit(95, "o")], 100, 95, there, bars=10)
    assert leads(html, "lh-bar") == [1, 95]
    assert re.findall(r'<b class="(.)" style="height:([\d.]+)px"', html) == [("a", "10.7"), ("c", "21.3"), ("o", "10.7")]
    assert html.count("lh-bar-here") == 1
    assert html.count('class="lh-bar"') == 8


def test_one_hit_needs_no_strip():
    assert hits.strip([Hit(5)], 100, None, there) == ""


def test_table_leads_to_each_prediction_and_hostile_words_stay_words(document):
    rows = document.predictions.assign(number=range(1, len(document.predictions) + 1), commentator="<b>某</b>")
    html = hits.table(next(document.documents.itertuples()), rows, there, lambda code, kind: code, lambda *_: "")
    assert leads(html, "lh-said-short") == list(rows["start"])
    assert 'id="lh-row-1"' in html
    assert "<b>" not in html
