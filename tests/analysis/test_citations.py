from datetime import date

import pytest

from analysis import citations
from analysis.schemas import DOCUMENTS
from tests.charts import invented

SEEN = date(2026, 11, 22)
URL = "https://news.example/a?b=1"


def one(style, url=URL, **told):
    row = {**invented.document(), "author": "", **told}
    return citations.listed(DOCUMENTS.frame([row]), {"d1": url} if url else {}, style=style, seen=SEEN)[0]


@pytest.mark.parametrize("told, url, expected", [
    ({"author": "林之恆"}, URL, f"林之恆. 会谈前夕[N/OL]. 某报, 2024-05-20[2026-11-22]. {URL}."),
    ({}, URL, f"某报. 会谈前夕[EB/OL]. (2024-05-20)[2026-11-22]. {URL}."),
    ({"author": "甲、乙、丙、丁"}, "", "甲, 乙, 丙, 等. 会谈前夕[N]. 某报, 2024-05-20."),
    ({"outlet": ""}, "", "佚名. 会谈前夕[Z]. 2024-05-20."),
    ({"published": None, "published_precision": "unknown"}, URL, f"某报. 会谈前夕[EB/OL]. [2026-11-22]. {URL}."),
])
def test_gbt_7714(told, url, expected):
    assert one("gbt7714", url, **told).text == expected


@pytest.mark.parametrize("told, url, expected", [
    ({"author": "林之恆"}, URL, f"林之恆. (2024, May 20). 会谈前夕. 某报. {URL}"),
    ({}, URL, f"某报. (2024, May 20). 会谈前夕. {URL}"),
    ({"author": "甲、乙、丙", "title": "谁来?"}, "", "甲, 乙, & 丙. (2024, May 20). 谁来? 某报."),
    ({"outlet": ""}, "", "会谈前夕. (2024, May 20)."),
    ({"published": None, "published_precision": "unknown"}, "", "某报. (n.d.). 会谈前夕."),
])
def test_apa(told, url, expected):
    assert one("apa", url, **told).text == expected


def test_only_a_latin_title_is_set_in_italics():
    reference = one("apa", title="On the eve of talks")
    assert reference.text[slice(*reference.italic)] == "On the eve of talks"
    assert one("apa").italic == (0, 0)


def test_gbt_keeps_the_order_of_quoting_and_apa_sorts():
    documents = DOCUMENTS.frame([invented.document("d1", outlet="Zeta"), invented.document("d2", outlet="Alpha")])
    assert [reference.doc_id for reference in citations.listed(documents, style="gbt7714", seen=SEEN)] == ["d1", "d2"]
    assert [reference.doc_id for reference in citations.listed(documents, style="apa", seen=SEEN)] == ["d2", "d1"]


def test_what_is_no_address_of_the_web_is_no_link():
    assert one("apa", "javascript:alert(1)").url == ""
    assert "javascript" not in one("gbt7714", "javascript:alert(1)").text


def test_an_unknown_style_names_those_there_are():
    with pytest.raises(ValueError, match="gbt7714, apa"):
        citations.listed(DOCUMENTS.empty(), style="mla", seen=SEEN)
