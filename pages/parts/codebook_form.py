"""The fields of an own codebook entry, and what it would code, seen while it is written."""

import re

import pandas as pd
import streamlit as st

from analysis import evidence, own_codebook
from analysis.codebook import Codebook
from analysis.own_codebook import GROUPS, KINDS, Entry
from analysis.own_codebook.preview import Preview, examples, preview, without
from analysis.schemas import LIKELIHOODS, Tables
from pages.parts import address, briefing_adding, language, page, tables
from pages.parts.language import say
from pages.parts.markup import bilingual, link, option, safe

# More sentences than this nobody reads through; how many there are is said.
SHOWN = 12
_BETWEEN = re.compile(r"[\n,，、;；]+")


def choose(own: tuple[Entry, ...]) -> tuple[str, str]:
    """Draw which entry is written, and return its kind and code; an empty code stands for a new one."""
    book = tables.current().codebook
    kind = st.segmented_control(say("codebook_kind"), KINDS, format_func=lambda name: say(f"codebook_{name}"), required=True, key="codebook_kind",
                                default=address.own("kind") if address.own("kind") in KINDS else "issue")
    mine = [entry.code for entry in own if entry.kind == kind]
    there = {"issue": book.issues, "actor": book.actors, "cue": _cues()}[kind]
    named = {code: label(book, kind, code, own) for code in dict.fromkeys([*mine, *there])}
    codes = ["", *mine, *sorted((code for code in there if code not in mine), key=named.get)]
    asked = address.own("code")
    code = st.selectbox(say("codebook_entry"), codes, index=codes.index(asked) if asked in codes else 0, key=f"codebook_code_{kind}",
                        format_func=lambda one: say("codebook_new") if not one else option(say("codebook_mine", name=named[one]) if one in mine else named[one]))
    return kind, code or ""


def _cues() -> list[str]:
    return sorted(own_codebook.shipped_cues())


def label(book: Codebook, kind: str, code: str, own: tuple[Entry, ...] = ()) -> str:
    """Return what an entry is called; of a cue the program brought along, its code in plain words."""
    for entry in own:
        if (entry.kind, entry.code) == (kind, code) and (entry.en or entry.zh):
            return (entry.zh or entry.en) if language.current() != "en" else entry.en or entry.zh
    return code.replace("_", " ") if kind == "cue" else book.label(code, language.current(), kind)


def draw(kind: str, code: str, held: Entry | None, term: str = "") -> Entry:
    """Draw the fields of an entry and return it as they stand.

    Parameters
    ----------
    kind, code : str
        An empty code for a new entry, which gets one from its labels.
    held : Entry or None
        As it is kept.
    term : str
        The first term of a new entry.
    """
    now = held or Entry(kind, code, terms=(term,) if term else ())
    new = not code

    def key(name: str) -> str:
        return f"entry_{kind}_{code}_{name}"

    first, second = st.columns(2)
    with first:
        zh = st.text_input(say("codebook_zh"), now.zh, key=key("zh"), max_chars=40)
        choices = [*([] if new else [""]), *GROUPS[kind]]
        group = st.selectbox(say(f"codebook_group_{kind}"), choices, index=choices.index(now.group) if now.group in choices else 0, key=key("group"),
                             format_func=lambda name: say(f"codebook_of_{name}") if name else say("codebook_as_is"))
    with second:
        en = st.text_input(say("codebook_en"), now.en, key=key("en"), max_chars=40)
        likelihood = country = ""
        if kind == "cue":
            choices = list(LIKELIHOODS[::-1])
            likelihood = st.selectbox(say("review_likelihood"), choices, index=choices.index(now.likelihood) if now.likelihood else 1,
                                      format_func=say, key=key("likelihood"))
        elif kind == "actor":
            book = tables.current().codebook
            states = ["", *sorted((one for one, actor in book.actors.items() if actor.kind == "state"),
                                  key=lambda one: book.label(one, language.current(), "actor"))]
            country = st.selectbox(say("codebook_country"), states, index=states.index(now.country) if now.country in states else 0, key=key("country"),
                                   format_func=lambda one: option(book.label(one, language.current(), "actor")) if one else say("codebook_none"))
    terms = _many("terms", now.terms, key, 100)
    with st.expander(say("codebook_more"), key="codebook_more", expanded=bool(now.without or now.excludes or now.coded or now.not_coded)):
        without = () if new else _many("without", now.without, key)
        excludes = _many("excludes", now.excludes, key)
        coded = _many("coded", now.coded, key, lines=True)
        not_coded = _many("not_coded", now.not_coded, key, lines=True)
        about = st.text_area(say("codebook_about"), now.about, key=key("about"), height=70, max_chars=500)
    if new and terms and not (en or zh):
        # What it would code is to be seen before it has a name.
        zh = terms[0]
    return own_codebook.of(kind, code or own_codebook.suggested_code(en, zh), {
        "en": en, "zh": zh, "group": group, "likelihood": likelihood, "country": country, "terms": list(terms), "without": list(without),
        "excludes": list(excludes), "about": about, "coded": list(coded), "not_coded": list(not_coded)})


def _many(name: str, values: tuple[str, ...], key, height: int = 70, *, lines: bool = False) -> tuple[str, ...]:
    """Draw a field for several texts: one a line; terms also between commas."""
    typed = st.text_area(say(f"codebook_{name}"), "\n".join(values), key=key(name), height=height, help=say("codebook_lines" if lines else "codebook_commas"))
    parts = typed.split("\n") if lines else _BETWEEN.split(typed)
    return tuple(part.strip() for part in parts if part.strip())


@st.cache_data(show_spinner=False, max_entries=32)
def _previewed(fingerprint: str, drafts: str, _coded: Tables, _shipped: Codebook, _before: tuple[Entry, ...], _after: tuple[Entry, ...]) -> Preview:
    return preview(_coded, _shipped, _before, _after)


def what_it_would_code(shipped: Codebook, before: tuple[Entry, ...], after: tuple[Entry, ...], draft: Entry) -> None:
    """Draw which sentences other own entries would code, and which no longer."""
    told = _tried(shipped, before, after)
    laid = own_codebook.laid_over(shipped, after)
    came, gone = (told.differences[told.differences["came"] == way] for way in (True, False))
    page.block(say("codebook_effect", came=len(came), gone=len(gone)), _how_many(told))
    _listed(came, say("codebook_came"), "came", laid, after)
    _listed(gone, say("codebook_gone_head"), "gone", own_codebook.laid_over(shipped, before), before)
    _examples(draft, laid)


def what_it_codes(shipped: Codebook, entries: tuple[Entry, ...], held: Entry) -> None:
    """Draw which sentences hang on an entry that is kept, and what they would be coded as if it were taken out."""
    after = without(entries, held.kind, held.code)
    told = _tried(shipped, entries, after)
    otherwise, own = (told.differences[told.differences["came"] == way] for way in (True, False))
    laid = own_codebook.laid_over(shipped, entries)
    page.block(say("codebook_hangs", n=len(own)), _how_many(told))
    _listed(own, say("codebook_codes"), "came", laid, entries)
    _listed(otherwise, say("codebook_otherwise"), "gone", own_codebook.laid_over(shipped, after), after)
    _examples(held, laid)


def _tried(shipped: Codebook, before: tuple[Entry, ...], after: tuple[Entry, ...]) -> Preview:
    corpus = tables.as_coded()
    with st.spinner(say("codebook_trying")):
        return _previewed(corpus.fingerprint, repr(after), corpus.tables, shipped, before, after)


def _how_many(told: Preview) -> str:
    return say("codebook_tried", n=told.documents, tried=told.tried) if told.documents else say("codebook_no_document")


def _listed(rows: pd.DataFrame, title: str, way: str, book: Codebook, own: tuple[Entry, ...]) -> None:
    """Draw sentences with what they are coded as."""
    if rows.empty:
        return
    texts = tables.as_coded().tables.documents.set_index("doc_id")
    lines = "".join(_sentence(row, texts.loc[row.doc_id], book, way, own) for row in rows.head(SHOWN).itertuples())
    more = page.note(say("more", n=len(rows) - SHOWN)) if len(rows) > SHOWN else ""
    st.html(f'<section class="lh-rail" aria-label="{title}"><h3 class="lh-change">{title}</h3>{lines}{more}</section>')


def _examples(entry: Entry, laid: Codebook) -> None:
    if entry.coded or entry.not_coded:
        page.block(say("codebook_examples"))
        st.html("<ul class=\"lh-examples\">" + "".join(_example(*one) for one in examples(entry, laid)) + "</ul>")


def _sentence(row, document, book: Codebook, way: str, own: tuple[Entry, ...]) -> str:
    before, words, after = evidence.around(document["text"], row.start, row.end)
    kind = "issue" if row.what == "prediction" or row.code in book.issues else "actor"
    what = say(f"codebook_change_{row.what}", label=label(book, kind, row.code, own), detail=say(row.detail) if row.what == "prediction" else row.detail)
    where = link("reader", address.visit() | {"doc": row.doc_id, "at": str(row.start)}, say("read_there"))
    return (f'<blockquote class="lh-quote lh-{way}"><p class="lh-who"><span>{"+" if way == "came" else "−"} {bilingual(what)}</span></p>'
            f'<p class="lh-said" lang="zh"><bdi><span class="lh-context">{safe(before)}</span><mark>{safe(words)}</mark>'
            f'<span class="lh-context">{safe(after)}</span></bdi></p><p class="lh-number">{bilingual(document["title"])} {where} {briefing_adding.quote_button(row)}</p></blockquote>')


def _example(sentence: str, wanted: bool, is_coded: bool) -> str:
    right = wanted == is_coded
    told = say(f"codebook_example_{'coded' if is_coded else 'not'}_{'right' if right else 'wrong'}")
    return f'<li class="lh-{"right" if right else "wrong"}"><span aria-hidden="true">{"✓" if right else "✗"}</span> {bilingual(sentence)} <small>{told}</small></li>'
