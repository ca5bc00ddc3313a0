"""Method: what is written down, what each number means, which number a word stands for, and how often the program is right."""

import pandas as pd
import streamlit as st

from analysis import check, pipeline
from analysis.codebook import Codebook
from analysis.schemas import LIKELIHOODS
from pages.parts import address, language, page, tables
from pages.parts.language import say
from pages.parts.markup import attribute, bilingual

ROWS = ("commentary", "mention", "prediction", "likelihood", "valence", "condition", "horizon", "event")
NUMBERS = ("n", "probability", "outlook", "chance", "median", "division", "modularity", "ties", "g2", "ratio", "odds", "dice", "npmi")
MISSED = ("issue", "silent", "sign", "condition", "voice")
WRONG = ("routine", "attitude")
FIGURES = ("sentences", "expected", "precision", "recall", "f1", "exact", "kappa")
# Sentences that hold no prediction have no recall: what is found there is wrong.
EMPTY = "not_predictions"
# Read first: the half nobody looked at.
WHOLE = ("held out", "developed", "beside the rules", "all")


def terms(names: tuple[str, ...], head: str) -> str:
    """Return terms with what they mean, as safe HTML."""
    rows = "".join(f'<tr><th scope="row">{bilingual(say(f"method_{name}"))}</th><td>{bilingual(say(f"method_{name}_is"))}</td></tr>'
                   for name in names)
    heads = f'<th scope="col">{say(head)}</th><th scope="col">{say("method_meaning")}</th>'
    return f'<table class="lh-table lh-terms"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'


def mappings_table(book: Codebook) -> str:
    """Return the number each word stands for under each mapping, and where from, as safe HTML."""
    heads = "".join(f'<th scope="col" class="lh-n">{bilingual(book.mapping_label(code, language.current()))}</th>' for code in book.mappings)
    rows = "".join(
        f'<tr><th scope="row">{say(word)}</th>' + "".join(
            f'<td class="lh-n" data-of="{attribute(book.mapping_label(code, language.current()))}">{_number(mapping, word)}</td>'
            for code, mapping in book.mappings.items()) + "</tr>" for word in reversed(LIKELIHOODS))
    return (f'<table class="lh-table lh-mappings"><thead><tr><th scope="col">{say("method_word")}</th>{heads}</tr></thead>'
            f"<tbody>{rows}</tbody></table>")


def _number(mapping, word: str) -> str:
    low, point, high = (f"{100 * table[word]:.3g}" for table in (mapping.low, mapping.points, mapping.high))
    return f"{point} <small>{low}–{high}</small>"


def sources(book: Codebook) -> str:
    """Return where each mapping comes from, as safe HTML; of one the catalogue does not know, in the codebook's own words."""
    known = language.spoken().texts
    return "".join(page.note(say("named_amount", name=book.mapping_label(code, language.current()),
                                 amount=known.get(f"mapping_source_{code}", mapping.source)))
                   for code, mapping in book.mappings.items())


@st.cache_data(show_spinner=False, max_entries=2)
def figures(fingerprint: str, _book: Codebook) -> pd.DataFrame:
    """Return the figures of the sentence tests under this codebook and this code."""
    return check.run(lambda sentences: pipeline.code(sentences, _book).predictions)


def figures_table(table: pd.DataFrame) -> str:
    """Return the figures of the sentence tests as safe HTML, the halves first."""
    order = {name: place for place, name in enumerate(WHOLE)}
    rows = table.assign(_order=table["phenomenon"].map(order).fillna(len(order))).sort_values(["_order", "f1"], kind="stable")
    heads = f'<th scope="col">{say("method_phenomenon")}</th>' + "".join(
        f'<th scope="col" class="lh-n">{say(f"method_{name}")}</th>' for name in FIGURES)
    body = "".join(_figure(row) for row in rows.to_dict("records"))
    return f'<table class="lh-table lh-figures"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>'


def _figure(row: dict) -> str:
    key = f"phenomenon_{row['phenomenon'].replace(' ', '_')}"
    # A file of sentences that came after the texts is called by its own name.
    name = bilingual(say(key) if key in language.spoken().texts else row["phenomenon"].replace("_", " "))
    cells = [f"{row['sentences']:,}", f"{row['expected']:,}"]
    if row["phenomenon"] == EMPTY:
        wrong = bilingual(say("phenomenon_wrong", n=int(row["found"])))
        shown = _cell("sentences", cells[0]) + _cell("expected", cells[1]) + f'<td colspan="5" class="lh-n">{wrong}</td>'
        return f'<tr><th scope="row">{name}</th>{shown}</tr>'
    # Of sentences that all stand at one step, kappa says nothing.
    cells += [f"{row[figure]:.2f}" if pd.notna(row[figure]) and (figure != "kappa" or row["phenomenon"] in WHOLE) else "–"
              for figure in FIGURES[2:]]
    return f'<tr><th scope="row">{name}</th>{"".join(_cell(figure, text) for figure, text in zip(FIGURES, cells))}</tr>'


def _cell(figure: str, text: str) -> str:
    return f'<td class="lh-n" data-of="{say(f"method_{figure}")}">{text}</td>'


def items(names: tuple[str, ...], kind: str) -> str:
    """Return a list as safe HTML."""
    return "<ul>" + "".join(f"<li>{bilingual(say(f'method_{kind}_{name}'))}</li>" for name in names) + "</ul>"


corpus = tables.current()
if st.session_state.get("page") != "method":
    address.read("method", corpus.tables, corpus.codebook)
page.heading("", say("method_finding"), say("method_subtitle"))
with st.container(key="method"):
    page.block(say("method_rows"), say("method_rows_note"))
    st.html(terms(ROWS, "method_term"))
    page.block(say("method_numbers"), apart=True)
    st.html(terms(NUMBERS, "method_number"))
    page.block(say("method_mappings"), say("method_mappings_note"), apart=True)
    st.html(mappings_table(corpus.codebook) + sources(corpus.codebook))
    page.block(say("method_missed"), apart=True)
    st.html(items(MISSED, "missed"))
    page.block(say("method_wrong"), apart=True)
    st.html(items(WRONG, "wrong"))
    page.block(say("method_quality"), say("method_human"), apart=True)
    with st.spinner(say("method_checking")):
        measured = figures(corpus.codebook.fingerprint, corpus.codebook)
    st.html(page.note(say("method_quality_note", n=int(measured.loc[measured["phenomenon"] == "all", "sentences"].iloc[0])))
            + figures_table(measured))
