"""A small invented corpus for the pages, made by hand so that a page's test does not hang on the grammar."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analysis.corpus import Corpus, reviewed
from analysis.imports import supervisor, worker
from analysis.library import Library
from analysis.schemas import COMMENTARIES, DOCUMENTS, EVENTS, MENTIONS, PREDICTIONS, WORDS, Tables
from pages.parts import project, tables

PAGES = Path(__file__).parent.parent.parent / "pages"
NAMES = {"overview": "explore", "outcomes": "explore", "issues": "explore", "timeline": "explore", "actors": "explore",
         "networks": "explore", "words": "explore",
         "reader": "explore", "compare": "explore", "commentator": "explore", "library": "prepare", "review": "prepare", "coders": "prepare", "adjudication": "prepare", "codebook": "prepare", "method": "prepare", "track_record": "judge", "crowd": "judge", "questions": "judge",
         "briefing": "share"}
POINTS = {"wont": .05, "unlikely": .2, "possible": .5, "likely": .8, "will": .95}
ACTORS = {"俄罗斯": "russia", "美国": "united_states", "普京": "putin"}
HOSTILE = "<script>window.canary=1</script><img src=x onerror=window.canary=1> **粗** [链](javascript:alert(1)) \u202e倒\u200b"


def coded(documents: list[dict]) -> Tables:
    """Return tables in which every sentence of every voice is a prediction.

    Parameters
    ----------
    documents : list of dict
        title, published, and said: (commentator, issue, likelihood, valence, sentence) in order; `若…，…` has a condition.
    """
    texts, spoken, mentions, predictions, events, words = [], [], [], [], [], []
    for number, document in enumerate(documents):
        doc_id, text, made_on = f"d{number}", "", pd.Timestamp(document["published"])
        for place, (who, issue, likelihood, valence, sentence) in enumerate(document["said"]):
            commentary = f"{doc_id}-c{place:03d}"
            text += f"{who}\n"
            start, text = len(text), f"{text}{sentence}\n\n"
            spoken.append({"commentary_id": commentary, "doc_id": doc_id, "commentator": who, "role": "author",
                           "start": start, "end": start + len(sentence)})
            chance = POINTS[likelihood]
            predictions.append({
                "prediction_id": f"{doc_id}-p{place:03d}", "commentary_id": commentary, "doc_id": doc_id,
                "commentator": who, "made_on": made_on, "issue": issue, "outcome": sentence, "likelihood": likelihood,
                "probability": chance, "valence": valence, "outlook": valence * (2 * chance - 1),
                "condition": sentence.partition("，")[0] if sentence.startswith("若") else "",
                "horizon_start": pd.NaT, "horizon_end": made_on + pd.Timedelta(days=30), "cue": sentence[:2],
                "quote": sentence, "start": start, "end": start + len(sentence)})
            mentions.append({"doc_id": doc_id, "commentary_id": commentary, "kind": "issue", "code": issue,
                             "surface": sentence[2:4], "start": start + 2, "end": start + 4})
            mentions += [{"doc_id": doc_id, "commentary_id": commentary, "kind": "actor", "code": code, "surface": name,
                          "start": start + sentence.find(name), "end": start + sentence.find(name) + len(name)}
                         for name, code in ACTORS.items() if name in sentence]
            events.append({"doc_id": doc_id, "commentary_id": commentary, "commentator": who, "surface": sentence[:2],
                           "iso": str(made_on.date()), "date_start": made_on, "date_end": made_on, "precision": "day",
                           "tense": "past", "sentence": sentence, "start": start, "end": start + 2})
            words.append({"doc_id": doc_id, "commentary_id": commentary, "word": sentence[2:4], "tag": "n", "count": 2})
        texts.append({"doc_id": doc_id, "source": f"{doc_id}.txt", "title": document["title"], "outlet": "某报",
                      "author": "", "published": made_on, "published_precision": "day", "script": "Hans",
                      "text": text or "空。"})
    return Tables(DOCUMENTS.frame(texts), COMMENTARIES.frame(spoken), MENTIONS.frame(mentions),
                  PREDICTIONS.frame(predictions), EVENTS.frame(events), WORDS.frame(words))


ORDINARY = [
    {"title": "甲乙关系会走向何方", "published": date(2024, 6, 1), "said": [
        ("甲评论员", "relations", "wont", 1, "不会改善的是双边关系。"), ("乙评论员", "relations", "likely", 1, "很可能关系转暖。"),
        ("丙评论员", "sanctions", "will", -1, "必将制裁再度加码。"), ("甲评论员", "sanctions", "possible", 1, "也许制裁会放松。")]},
    {"title": "制裁之后", "published": date(2025, 2, 3), "said": [
        ("甲评论员", "sanctions", "unlikely", 1, "恐怕制裁难以解除。"), ("丁评论员", "summit", "likely", 1, "有望会晤如期举行。")]},
]
HOSTILE_DOCUMENT = [{"title": HOSTILE, "published": date(2024, 6, 1), "said": [
    (HOSTILE, "relations", "wont", 1, f"不会改善{HOSTILE}。"), ("乙评论员", "relations", "likely", 1, "=1+1会转暖。")]}]
SILENT = [{"title": "无人说话的一页", "published": date(2024, 6, 1), "said": []}]


@pytest.fixture
def show(monkeypatch, tmp_path, book):
    """A function: a page opened by itself, over some documents, with an address."""
    library = Library(f"sqlite:///{tmp_path / 'library.db'}")
    # The invented documents never went through the library.
    library.dating = lambda doc_id: ("said", "")

    def opened(name: str, documents=ORDINARY, query: dict | None = None, faults: tuple[str, ...] = (), own=()):
        corpus = Corpus(coded(documents), replace(book, faults=faults), {}, frozenset(own), faults, f"test {id(documents)}", faults)
        monkeypatch.setattr(tables, "current", lambda: reviewed(corpus, library))
        monkeypatch.setattr(tables, "as_coded", lambda: corpus)
        monkeypatch.setattr(project, "opened", lambda: library)
        monkeypatch.setattr(tables, "settled", lambda: True)
        # In the tests an import is done at once, by nobody else.
        monkeypatch.setattr(supervisor, "start", lambda held, job, done=None: worker.run(held, job, "test", coding=False))
        monkeypatch.setattr(tables, "changed", lambda: None)
        monkeypatch.setattr(tables, "decided", lambda: None)
        page = AppTest.from_file(str(PAGES / NAMES[name] / f"{name}.py"), default_timeout=30)
        for parameter, value in (query or {}).items():
            page.query_params[parameter] = value
        return page.run()

    yield opened
    library.engine.dispose()


def opened_table(page: AppTest) -> AppTest:
    """Return a page with the table behind its chart opened, which is made only then."""
    page.session_state["behind"] = True
    return page.run()


def html(page: AppTest) -> str:
    """Return all HTML of ours on a page."""
    return "\n".join(element.proto.body for element in page.get("html"))
