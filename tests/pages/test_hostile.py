"""Every page over documents that mean harm, with every parameter of its address, in its very HTML and labels."""

import re
from datetime import date
from urllib.parse import quote

import pytest
from lxml import html as markup
from streamlit.testing.v1 import AppTest

from analysis import harmless
from pages.parts import address
from tests import hostile
from tests.pages.conftest import NAMES, ORDINARY

SAID = {name: harmless.storable(text) for name, text in hostile.texts().items() if text.strip()}
ELEMENTS = {"html", "body", "a", "article", "aside", "b", "bdi", "blockquote", "br", "button", "dd", "details", "div", "dl", "dt", "em", "footer", "h1", "h2",
            "h3", "header", "i", "li", "mark", "nav", "ol", "p", "section", "small", "span", "strong", "style", "script", "summary", "sup", "table", "tbody",
            "td", "th", "thead", "tr", "u", "ul"}
ATTRIBUTES = {"aria-hidden", "aria-label", "class", "colspan", "data-at", "data-code", "data-doc", "data-done", "data-of", "data-place", "draggable", "hidden",
              "href", "id", "lang", "rel", "role", "scope", "style", "tabindex", "target", "title", "type"}
STYLE = re.compile(r"(width:[\d.]+(%|px)|height:[\d.]+px|--word:\d+px)")
MARKED = re.compile(r"(?<!\\)(\*\*|!?\[[^\]]*\]\(|:material/|:red\[|:streamlit:|`|<script|<img|\$)")
LABELLED = ("button", "checkbox", "toggle", "radio", "selectbox", "multiselect", "text_input", "text_area", "number_input", "slider", "expander",
            "button_group", "caption", "toast", "error", "date_input")


def documents() -> list[dict]:
    order = list(SAID.values())
    return [{"title": text, "published": date(2024, 6, 1 + number), "said": [
        (text, ("sanctions", "relations")[number % 2], ("wont", "likely", "will")[number % 3], (1, -1)[number % 2], f"{text}俄罗斯。"),
        (order[number - 1], "sanctions", "likely", 1, f"不会{text}美国。")]} for number, text in enumerate(order)]


HERE = documents()


def wrong_html(page: AppTest) -> list[str]:
    """Return what stands in the HTML of a page that is none of ours."""
    found = []
    for element in page.get("html"):
        body = element.proto.body
        scripted = element.proto.unsafe_allow_javascript
        if harmless.HIDDEN.search(body) and not scripted:
            found.append(f"hidden: {harmless.HIDDEN.search(body).group()!r}")
        for one in markup.fragment_fromstring(body, create_parent="div").iter():
            if not isinstance(one.tag, str):
                found.append(f"comment: {one.text[:60]!r}")
                continue
            if one.tag not in ELEMENTS or (one.tag in ("script", "style") and not (scripted or "lh-" in body[:20_000])):
                found.append(f"<{one.tag}>")
            for name, value in one.attrib.items():
                if name not in ATTRIBUTES or (name == "style" and not all(map(STYLE.fullmatch, value.split(";")))):
                    found.append(f"{one.tag} {name}={value[:80]!r}")
                if name == "href" and re.match(r"\s*[a-z]+:", value, re.I) and not value.startswith(("http://", "https://")):
                    found.append(f"href={value[:80]!r}")
    return found


def labels(page: AppTest) -> list[str]:
    """Return what Streamlit reads as Markdown."""
    found = []
    for kind in LABELLED:
        for element in page.get(kind):
            proto = element.proto
            found += [str(getattr(proto, part)) for part in ("label", "help", "body") if isinstance(getattr(proto, part, None), str)]
            if kind in ("radio", "button_group"):
                found += [getattr(option, "content", option) for option in proto.options]
    return found


@pytest.mark.parametrize("name", [name for name in NAMES if name != "method"])
def test_a_page_of_hostile_documents_holds_our_html_alone(show, name):
    page = show(name, documents=HERE)
    assert not page.exception
    assert wrong_html(page) == []
    assert [label for label in labels(page) if MARKED.search(label)] == []


@pytest.mark.parametrize("name", [name for name in NAMES if name != "method"])
def test_whatever_stands_in_the_address_is_text(show, name):
    # All parameters at once, each with a text of its own; then what is chosen is a hostile name that is there.
    texts = list(SAID.values())
    query = {parameter: texts[place % len(texts)][:3000] for place, parameter in enumerate((*address.SHARED, *address.OWN[name]))
             if parameter not in ("lang", "quotes", "project")}
    page = show(name, documents=ORDINARY, query=query)
    assert not page.exception
    assert wrong_html(page) == []
    assert [label for label in labels(page) if MARKED.search(label)] == []


@pytest.mark.parametrize("name", ["commentator", "issues"])
def test_a_hostile_voice_can_be_looked_at(show, name):
    who = SAID["image"]
    query = {"commentator": {"commentator": who}, "issues": {"show": f"{who}|sanctions"}}[name]
    page = show(name, documents=HERE, query=query)
    assert not page.exception
    assert wrong_html(page) == []
    assert quote("<script>") not in page.get("html")[0].proto.body


def test_half_of_a_pair_never_reaches_a_page(show):
    # Documents come through a reader, which puts it right; what else may hold one is shown by its code.
    from pages.parts.markup import attribute, bilingual, link, option, plain, safe

    for made in (safe, attribute, bilingual, plain, option):
        assert "\ud800" not in made("甲\ud800乙")
    assert link("reader", {"doc": "\ud800"}, "x")
