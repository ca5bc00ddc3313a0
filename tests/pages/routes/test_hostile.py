"""Routes asked with texts that mean harm: told back as JSON, never as a page, and in no header."""

import json

import pytest

from analysis import harmless
from analysis.briefing import Briefing, Entry
from pages.parts import briefing_shelf
from tests import hostile

TEXTS = {name: harmless.storable(text)[:500] for name, text in hostile.texts().items() if text.strip()}


@pytest.mark.parametrize("name", TEXTS)
def test_what_was_asked_for_is_told_back_as_json(client, name):
    text = TEXTS[name]
    for answer in (client.get("/api/tables/predictions.csv", params={"commentator": text, "issue": text, text: text, "since": text, "least": text}),
                   client.get("/api/charts/words.json", params={"show": text, "lang": text})):
        assert answer.status_code in (400, 404, 422)
        assert answer.headers["content-type"] == "application/problem+json"
        assert all(value.isascii() and value.isprintable() for value in answer.headers.values())
        assert json.loads(answer.text)["errors"]


def test_a_briefing_of_hostile_words_is_a_file_with_a_harmless_name(client, library):
    kept = briefing_shelf.Briefings(library.engine)
    kept.create("<script>周报", Briefing(TEXTS["script"], TEXTS["markdown"], "en", "report", (Entry("text", title=TEXTS["image"], text=TEXTS["sheet"]),)))
    assert client.get("/api/briefings").headers["content-type"] == "application/json"
    answer = client.get("/api/briefings/%3Cscript%3E%E5%91%A8%E6%8A%A5.html")
    assert answer.status_code == 200 and answer.headers["content-disposition"] == "attachment; filename*=UTF-8''script%E5%91%A8%E6%8A%A5.html"
    assert answer.headers["content-security-policy"].startswith("sandbox") and answer.headers["x-content-type-options"] == "nosniff"
    assert "<script>window" not in answer.text
