import io
import json
import re

import openpyxl
import pandas as pd
import pytest

from analysis import citations, harmless, networks, spreadsheets, store, table_files
from analysis.briefing import Briefing
from analysis.library import Library, plain_name
from analysis.projects import Projects
from analysis.readers import Reading, read
from tests import hostile

TEXTS = hostile.texts()
every_text = pytest.mark.parametrize("name", TEXTS)


@every_text
def test_what_is_stored_has_no_null_and_no_half_of_a_pair_and_is_as_long(name):
    stored = harmless.storable(TEXTS[name])
    assert len(stored) == len(TEXTS[name])
    assert stored.encode("utf-8").decode("utf-8") == stored and "\0" not in stored


@every_text
def test_what_is_shown_hides_nothing(name):
    shown = harmless.coded(TEXTS[name])
    assert not harmless.HIDDEN.search(shown)
    assert len(re.findall(r"U\+[0-9A-F]{4,5}", shown)) >= len(harmless.HIDDEN.findall(TEXTS[name]))
    assert harmless.seen(TEXTS[name]) == "".join(sign for sign in TEXTS[name] if not harmless.HIDDEN.match(sign))


def test_joined_emoji_and_full_width_blanks_of_ordinary_texts_are_told_apart():
    assert harmless.seen("甲\u3000乙\n丙\t丁") == "甲\u3000乙\n丙\t丁"
    assert harmless.coded("👩\u200d👧") == "👩U+200D👧"


@pytest.mark.parametrize("address", ["https://news.example/甲?a=b&c=d#e", "http://127.0.0.1:8501/x", "HTTPS://NEWS.EXAMPLE/"])
def test_addresses_of_the_web_are_addresses(address):
    assert harmless.web_address(address) == address


@pytest.mark.parametrize("address", [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)", "data:text/html,<script>", "vbscript:x", "file:///etc/passwd",
    r"\\host\share", "//host/x", "ftp://host/x", "mailto:a@b", "https://", "https:// x", "https://a.example/\" onclick=", "https://a.example/<b>",
    "https://a.example/\u202egnp.exe", "https://a.example/\u200b", "https://a.example/\n", "https://a.example/" + "x" * 3000, "", "甲"])
def test_what_is_no_address_of_the_web_is_none(address):
    assert harmless.web_address(address) == ""


@every_text
def test_no_cell_of_a_csv_is_a_formula(name):
    text = harmless.storable(TEXTS[name])
    frame = pd.DataFrame({"plain": [text], text: ["x"], "list": pd.Categorical([text]), "any": pd.Series([text], dtype=object)})
    read_back = pd.read_csv(io.BytesIO(spreadsheets.csv(frame)), dtype=str, keep_default_na=False, header=None)
    assert not [cell for cell in read_back.to_numpy().ravel() if cell.startswith(harmless.FORMULA)]


@every_text
def test_a_workbook_holds_each_text_as_text_and_links_to_the_web_alone(name):
    text = harmless.storable(TEXTS[name])  # no frame holds half a pair
    frame = pd.DataFrame({"title": [text], "address": [f"javascript:{text}"]})
    made = spreadsheets.workbook({text: frame}, links={text: {"title": "address"}}, about={text: text})
    for sheet in openpyxl.load_workbook(io.BytesIO(made)):
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            assert cell.data_type != "f" and cell.hyperlink is None


@pytest.mark.parametrize("form", spreadsheets.FORMS)
def test_a_table_of_hostile_documents_is_written_and_read_again(form):
    kept = {name: harmless.storable(text) for name, text in TEXTS.items() if text.strip()}
    rows = pd.DataFrame({"doc_id": list(kept), "title": list(kept.values())}).astype("str")
    made = table_files.file(rows, "documents", form, urls={name: f"javascript:{text}" for name, text in kept.items()})
    if form == "parquet":
        assert list(pd.read_parquet(io.BytesIO(made))["title"]) == list(kept.values())
    if form == "jsonl":
        assert [json.loads(line)["title"] for line in made.decode().rstrip("\n").split("\n")] == list(kept.values())


@every_text
def test_references_stand_on_a_line_each_and_lead_to_the_web_alone(name):
    text = harmless.storable(TEXTS[name])
    documents = pd.DataFrame([{"doc_id": "d", "title": text or "x", "outlet": text, "author": text, "published": pd.Timestamp("2024-06-01")}])
    for style in citations.STYLES:
        (reference,) = citations.listed(documents, {"d": f"javascript:{text}"}, style=style, seen=hostile.DAY)
        assert reference.url == ""
        assert not harmless.HIDDEN.search(reference.text) and len(citations.written([reference]).splitlines()) == 1


@every_text
def test_a_network_is_well_formed(name):
    import networkx as nx
    from lxml import etree

    network = nx.Graph()
    network.add_node(TEXTS[name], label=TEXTS[name])
    network.add_node("b")
    network.add_edge(TEXTS[name], "b", ids=TEXTS[name])
    assert etree.fromstring(networks.graphml(network)).tag.endswith("graphml")
    assert networks.nodes_csv(network) and networks.edges_csv(network)


@every_text
def test_a_line_for_a_terminal_is_only_shown(name):
    shown = harmless.terminal(TEXTS[name])
    assert not harmless.HIDDEN.search(shown) and "\x1b" not in shown
    # What JSON holds is the same afterwards.
    told = json.dumps({"title": TEXTS[name]}, ensure_ascii=False)
    assert json.loads(harmless.terminal(told)) == json.loads(told)


@every_text
def test_every_field_of_a_reading_can_be_stored(name):
    text = TEXTS[name] or "x"
    made = Reading(text, text, text, text, text, text, metadata={text: text})
    for part in (made.source, made.text, made.title, made.outlet, made.author, made.url, *made.metadata, *made.metadata.values()):
        assert harmless.storable(part) == part
    assert len(made.text) == len(text)


def test_hostile_lines_are_read_each():
    contents = read("x.jsonl", hostile.lines())
    assert len(contents.readings) == len(TEXTS) and not contents.faults


@every_text
def test_a_file_is_called_by_what_can_be_seen(name):
    called = plain_name(f"{TEXTS[name]}.txt")
    assert not harmless.HIDDEN.search(called) and not set(called) & set("/\\\n\t")


def test_half_a_pair_in_a_briefing_is_put_right():
    made = Briefing.from_json('{"title": "\\ud800", "entries": [{"kind": "text", "text": "\\u0000\\udfff"}]}')
    assert (made.title, made.entries[0].text) == ("\ufffd", "\ufffd\ufffd")


def test_nothing_reaches_a_database_that_it_cannot_hold_and_it_is_found_again():
    with Library() as library:
        projects = Projects(library.engine)
        made = projects.make("甲\ud800\0乙")
        assert projects.names()[made] == "甲\ufffd\ufffd乙" and projects.named("甲\udfff\0乙") == made
        assert library.page(search="\0\ud800").n == 0


def test_formulas_in_headings_too_are_texts():
    assert list(store.spreadsheet_safe(pd.DataFrame({"=a": ["-1"], "b": [-1]})).columns) == ["'=a", "b"]
