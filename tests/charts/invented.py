"""Tables made by hand, with invented persons and sentences, for the tests of counts and charts."""

from dataclasses import fields
from functools import lru_cache
from pathlib import Path

import pandas as pd

from analysis.codebook import Actor, Codebook, Compounds, Issue, Mapping
from analysis.schemas import COMMENTARIES, DOCUMENTS, EVENTS, MENTIONS, PREDICTIONS, WORDS, Tables

POINTS = {"wont": 0.05, "unlikely": 0.20, "possible": 0.50, "likely": 0.80, "will": 0.95}
FONT = Path(__file__).parent.parent.parent / "data" / "fonts" / "NotoSansCJKsc-subset.otf"
HOSTILE = '<b>x</b><a href="javascript:alert(1)">点</a> $a$ & %{x}'

TEXT = ("甲国与乙国的会谈将于6月3日举行。李某说，会谈不会取得突破。如果甲国让步，两国很可能签署协议。\n"
        "王某认为，制裁可能解除。5月2日，甲国宣布新的制裁。丙国总统说：“我们将撤军！”\n")


def record(made, **values):
    """Return a codebook record with nothing in the fields that are not given."""
    return made(**{part.name: values.get(part.name, () if "tuple" in str(part.type) else "") for part in fields(made)})


@lru_cache(maxsize=1)
def codebook() -> Codebook:
    """Return a codebook of two issues, three actors and two mappings."""
    issues = {code: record(Issue, code=code, field="diplomacy", en=en, zh=zh, terms=(zh,))
              for code, en, zh in (("summit", "Leaders' meeting", "会谈"), ("sanctions", "Sanctions", "制裁"))}
    actors = {code: record(Actor, code=code, kind=kind, en=en, zh=zh, forms=(zh,), country=country)
              for code, kind, en, zh, country in (("land_a", "state", "Aland", "甲国", ""),
                                                  ("land_b", "state", "Bland", "乙国", ""),
                                                  ("li", "person", "Li", "李某", "land_b"))}
    loose = {key: 0.5 + (value - 0.5) * 0.5 for key, value in POINTS.items()}
    low, high = ({key: max(0.0, min(1.0, value + shift)) for key, value in POINTS.items()} for shift in (-0.1, 0.04))
    mappings = {"lunheng": Mapping("lunheng", "Lunheng points", "论衡", "", POINTS, low, high),
                "loose": Mapping("loose", "Loose", "松", "", loose, low, high)}
    return Codebook(issues, actors, mappings, record(Compounds, characters={}))


def prediction(number: int, commentator: str, issue: str, likelihood: str, valence: int, *, doc: str = "d1",
               condition: str = "", cue: str = "将", quote: str = "", horizon=(pd.NaT, pd.NaT), start: int = 0,
               end: int = 0) -> dict:
    """Return a row of PREDICTIONS; the quote is placed by looking it up in `TEXT`."""
    if quote:
        start = TEXT.index(quote)
        end = start + len(quote)
    return {"prediction_id": f"{doc}-p{number:03d}", "commentary_id": f"{doc}-c-{commentator}", "doc_id": doc,
            "commentator": commentator, "made_on": pd.Timestamp("2024-05-20"), "issue": issue, "outcome": "结果",
            "likelihood": likelihood, "probability": POINTS[likelihood], "valence": valence,
            "outlook": valence * (2 * POINTS[likelihood] - 1), "condition": condition, "horizon_start": horizon[0],
            "horizon_end": horizon[1], "cue": cue, "quote": quote or TEXT[0:2], "start": start, "end": end or 2}


def document(doc: str = "d1", *, published="2024-05-20", title: str = "会谈前夕", outlet: str = "某报",
             text: str = TEXT) -> dict:
    """Return a row of DOCUMENTS."""
    return {"doc_id": doc, "source": f"{doc}.txt", "title": title, "outlet": outlet, "author": "",
            "published": pd.Timestamp(published) if published else pd.NaT,
            "published_precision": "day" if published else "unknown", "script": "Hans", "text": text}


def event(surface: str, sentence: str, first: str, last: str | None = None, *, doc: str = "d1", tense: str = "past",
          precision: str = "day", start: int = 0) -> dict:
    """Return a row of EVENTS."""
    return {"doc_id": doc, "commentary_id": f"{doc}-c-李某", "commentator": "李某", "surface": surface, "iso": first,
            "date_start": pd.Timestamp(first), "date_end": pd.Timestamp(last or first), "precision": precision,
            "tense": tense, "sentence": sentence, "start": start, "end": start + len(surface)}


def tables(predictions: list[dict], *, documents: list[dict] | None = None, mentions: list[dict] | None = None,
           events: list[dict] | None = None, words: list[dict] | None = None) -> Tables:
    """Return checked tables; each voice of a document has one commentary, over all of its text."""
    documents = documents or [document()]
    lengths = {row["doc_id"]: len(row["text"]) for row in documents}
    voices = dict.fromkeys((row["commentary_id"], row["doc_id"], row["commentator"])
                           for row in [*predictions, *(events or [])])
    for row in [*(mentions or []), *(words or [])]:
        voices.setdefault((row["commentary_id"], row["doc_id"], row["commentary_id"].rpartition("-c-")[2]))
    commentaries = [{"commentary_id": key, "doc_id": doc, "commentator": voice, "role": "quoted", "start": 0,
                     "end": lengths[doc]} for key, doc, voice in voices]
    return Tables(DOCUMENTS.frame(documents), COMMENTARIES.frame(commentaries), MENTIONS.frame(mentions or []),
                  PREDICTIONS.frame(predictions), EVENTS.frame(events or []), WORDS.frame(words or []))


def mention(code: str, surface: str, *, kind: str = "actor", voice: str = "李某", doc: str = "d1", nth: int = 0) -> dict:
    """Return a row of MENTIONS at the nth place of a surface in `TEXT`."""
    place = -1
    for _ in range(nth + 1):
        place = TEXT.index(surface, place + 1)
    return {"doc_id": doc, "commentary_id": f"{doc}-c-{voice}", "kind": kind, "code": code, "surface": surface,
            "start": place, "end": place + len(surface)}


def word(text: str, count: int, *, voice: str = "李某", doc: str = "d1") -> dict:
    """Return a row of WORDS."""
    return {"doc_id": doc, "commentary_id": f"{doc}-c-{voice}", "word": text, "tag": "n", "count": count}


def four() -> Tables:
    """Return one document with two voices and four predictions, one of them conditional, one of valence 0."""
    return tables([
        prediction(1, "李某", "summit", "wont", 1, quote="会谈不会取得突破", cue="不会"),
        prediction(2, "李某", "summit", "likely", 1, quote="两国很可能签署协议", cue="很可能", condition="如果甲国让步"),
        prediction(3, "王某", "sanctions", "possible", 1, quote="制裁可能解除", cue="可能"),
        prediction(4, "丙国总统", "summit", "will", 0, quote="我们将撤军", cue="将")],
        mentions=[mention("land_a", "甲国"), mention("land_a", "甲国", nth=1), mention("land_b", "乙国"),
                  mention("summit", "会谈", kind="issue"), mention("sanctions", "制裁", kind="issue", voice="王某")],
        events=[event("6月3日", "甲国与乙国的会谈将于6月3日举行。", "2024-06-03", tense="future", start=TEXT.index("6月")),
                event("5月2日", "5月2日，甲国宣布新的制裁。", "2024-05-02", start=TEXT.index("5月"))],
        words=[word("突破", 3), word("突破", 2, voice="王某"), word("制裁", 4, voice="王某"), word("甲国", 9)])


def many(commentators: int = 300, each: int = 34) -> Tables:
    """Return very many predictions: 300 commentators with 34 each, on all issues."""
    likelihoods, issues = list(POINTS), list(codebook().issues)
    rows = [prediction(voice * each + number, f"评论员{voice:03d}", issues[(voice + number) % len(issues)],
                       likelihoods[(voice * 7 + number) % 5], 1 if (voice + number) % 3 else -1,
                       condition="如果甲国让步" if number % 9 == 0 else "", quote="会谈不会取得突破")
            for voice in range(commentators) for number in range(each)]
    return tables(rows)
