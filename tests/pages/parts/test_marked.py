import re

from pages.parts import marked
from tests.pages.conftest import ORDINARY, coded

LAYERS = ("predictions", "issues", "actors", "dates")


def read(tables, layers=LAYERS, at=None):
    document = next(tables.documents.itertuples())
    return marked.read(document, (0, len(document.text)), tables.commentaries, tables.predictions, tables.mentions,
                       tables.events, layers, at, lambda code, kind: code.upper(), lambda row, label, named: f"note {label}")


def text_of(html):
    html = re.sub(r"<aside>.*?</aside>|<sup>.*?</sup>|<span class=\"lh-tag.*?</span>", "", html)
    return re.sub(r"<[^>]+>", "", html)


def test_text_is_as_published_under_all_its_marks():
    tables = coded(ORDINARY)
    lines = [line for line in tables.documents["text"].iloc[0].split("\n") if line.strip()]
    assert text_of(read(tables)) == "".join(lines)


def test_each_prediction_is_shaded_numbered_and_noted():
    html = read(coded(ORDINARY))
    assert html.count('<aside><div class="lh-s') == 4
    assert re.findall(r'href="#lh-row-\d" aria-label="[^"]+">(\d)</a></sup>', html) == ["1", "2", "3", "4"]
    assert "note RELATIONS" in html


def test_layer_switched_off_leaves_no_mark():
    html = read(coded(ORDINARY), layers=("issues",))
    assert "lh-pred" not in html
    assert "lh-date" not in html
    assert "lh-issue" in html


def test_place_of_the_link_is_ringed_once():
    tables = coded(ORDINARY)
    start = int(tables.predictions["start"].iloc[1])
    html = read(tables, at=start)
    assert html.count('id="lh-here"') == 1
    assert "很可能关系转暖" in text_of(html[html.index('id="lh-here"'):])


def test_place_inside_a_plain_sentence_is_ringed_to_its_end():
    tables = coded(ORDINARY)
    start = int(tables.predictions["start"].iloc[1]) + 4
    assert 'id="lh-here"' in read(tables, layers=(), at=start)


def test_byline_is_set_as_a_heading():
    assert 'class="lh-byline">' in read(coded(ORDINARY))


def test_predictions_that_end_together_share_their_numbers():
    tables = coded(ORDINARY)
    twice = tables.predictions.copy()
    twice.loc[1, ["start", "end"]] = twice.loc[0, ["start", "end"]].to_numpy()
    document = next(tables.documents.itertuples())
    html = marked.read(document, (0, len(document.text)), tables.commentaries, twice, tables.mentions, tables.events,
                       ("predictions",), None, lambda code, kind: code, lambda *_: "")
    assert re.search(r"<sup><a [^>]+>1</a>, <a [^>]+>2</a></sup>", html)


def test_long_text_is_cut_at_paragraphs_and_nothing_is_lost():
    text = ("某句。" * 300 + "\n") * 60
    stretches = marked.parts(text)
    assert len(stretches) > 3
    assert "".join(text[start:end] for start, end in stretches) == text
    assert all(text[end - 1] == "\n" for _, end in stretches)


def test_long_text_without_a_line_break_is_cut_at_sentences():
    text = "某句很长很长。" * 5000
    stretches = marked.parts(text)
    assert "".join(text[start:end] for start, end in stretches) == text
    assert all(end - start <= 2 * marked.PART for start, end in stretches)


def test_part_of_finds_the_stretch_of_a_place():
    assert marked.part_of([(0, 10), (10, 20)], 10) == 1
    assert marked.part_of([(0, 10), (10, 20)], 99) == 0


def test_what_is_a_state_and_an_issue_is_labelled_once():
    tables = coded(ORDINARY)
    twice = tables.mentions.copy()
    twice.loc[1, ["start", "end"]] = twice.loc[0, ["start", "end"]].to_numpy()
    twice.loc[1, ["kind", "code"]] = ["actor", twice.loc[0, "code"]]
    document = next(tables.documents.itertuples())
    html = marked.read(document, (0, len(document.text)), tables.commentaries, tables.predictions, twice, tables.events,
                       ("issues", "actors"), None, lambda code, kind: code, lambda *_: "")
    assert html.count('class="lh-tag lh-issue">relations') + html.count('class="lh-tag lh-actor">relations') == 1


def test_name_of_a_commentator_is_no_mention():
    tables = coded(ORDINARY)
    named = tables.mentions.copy()
    named.loc[0, ["start", "end"]] = [0, 2]
    document = next(tables.documents.itertuples())
    html = marked.read(document, (0, len(document.text)), tables.commentaries, tables.predictions, named, tables.events,
                       ("issues",), None, lambda code, kind: code, lambda *_: "")
    assert 'class="lh-byline">甲评论员</p>' in html
