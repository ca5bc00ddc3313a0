"""A corpus of any size whose tables are written directly, as if they had been coded: seeded, own words, every span true."""

import json
import random
from datetime import date, timedelta
from pathlib import Path

import jieba
import numpy as np
import pandas as pd

from analysis import documents, store
from analysis.codebook import Codebook
from analysis.readers import Reading
from analysis.schemas import COMMENTARIES, EVENTS, MENTIONS, PREDICTIONS, WORDS, Tables

VOICES, ISSUES, ACTORS, WORDS_KNOWN = 300, 60, 200, 3_000
SENTENCES, TOLD, WORDS_EACH, DATES = 54, 27, 130, 10
CUES = {"wont": "不会", "unlikely": "不太可能", "possible": "可能", "likely": "很可能", "will": "必将"}
ENDS = {-1: "走向破裂", 0: "再开一次会", 1: "达成和解"}
PER_DOCUMENT = 4 * SENTENCES - TOLD
_NAMES = "陈林周许高何顾沈韩唐", "之立望博远敬思承若景明伯仲叔季", "恒言之文山海川原平安"


def write(home: Path, mentions: int, book: Codebook, seed: int = 7) -> Path:
    """Write a corpus with about so many mentions, keep its tables under `home`, and return its file.

    Notes
    -----
    `store.folder` has to be `home` when this is called. Mentions, predictions, dates and words are as dense as in commentary:
    near 190 mentions, 20 predictions, 10 dates and 150 different words a document of some 2,000 characters by two voices.
    """
    made = _made(mentions, book, seed)
    file = home / "million.jsonl"
    with file.open("w", encoding="utf-8") as out:
        for document in made:
            out.write(json.dumps({key: document[key] for key in ("title", "outlet", "author", "published", "text")},
                                 ensure_ascii=False) + "\n")
    table = documents.table(documents.gather([file]).readings)
    store.keep(store.fingerprint(table), _tables(table, made, book))
    return file


def tables(mentions: int, book: Codebook, seed: int = 7) -> Tables:
    """Return the tables of such a corpus, which is kept nowhere."""
    made = _made(mentions, book, seed)
    read = [Reading(f"{number}.txt", document["text"], title=document["title"], outlet=document["outlet"], author=document["author"],
                    published=date.fromisoformat(document["published"])) for number, document in enumerate(made)]
    return _tables(documents.table(read), made, book)


def _made(mentions: int, book: Codebook, seed: int) -> list[dict]:
    return [_document(number, random.Random(f"{seed} {number}"), _vocabulary(book)) for number in range(mentions // PER_DOCUMENT)]


def _vocabulary(book: Codebook) -> dict:
    if not _KNOWN:
        with jieba.get_dict_file() as dictionary:
            counted = [line.decode("utf-8").split(" ") for line in dictionary]
        counted = sorted(((int(times), word) for word, times, _ in counted if len(word) == 2), reverse=True)
        _KNOWN.update(
            issues=[(issue.code, issue.terms[0]) for issue in list(book.issues.values())[:ISSUES]],
            actors=[(actor.code, actor.forms[0]) for actor in book.actors.values() if actor.kind == "state"][:ACTORS],
            words=[word for _, word in counted[200:200 + WORDS_KNOWN]],
            voices=["".join(part[number // step % len(part)] for part, step in zip(_NAMES, (1, 10, 150)))
                    for number in range(VOICES)])
    return _KNOWN


_KNOWN: dict = {}


def _few(chance: random.Random, things: list):
    """Return one of the things, the first far more often than the last."""
    return things[int(len(things) * chance.random() ** 2.5)]


def _document(number: int, chance: random.Random, known: dict) -> dict:
    """Return a document's text and, by place in it, what is coded there."""
    day = date(2019, 1, 1) + timedelta(days=number * 2000 // 5000 + chance.randrange(30))
    text, place = [], 0
    coded = {"mentions": [], "predictions": [], "events": [], "words": []}

    def say(piece: str, *code: str) -> None:
        nonlocal place
        if code:
            coded["mentions"].append((*code, piece, place))
        text.append(piece)
        place += len(piece)

    half = 0
    for sentence in range(SENTENCES):
        if sentence == SENTENCES // 2:
            say("\n\n")
            half = place
        start = place
        issue, form = _few(chance, known["issues"])
        first, second, third = (_few(chance, known["actors"]) for _ in range(3))
        condition = "若局势不变,"
        told = sentence % 2 == 0 and len(coded["predictions"]) < TOLD
        hangs = told and chance.random() < 0.15
        if hangs:
            say(condition)
        say(first[1], "actor", first[0])
        say("与")
        say(second[1], "actor", second[0])
        say("在")
        say(form, "issue", issue)
        say("上")
        if told:
            likelihood, valence = chance.choice(list(CUES)), chance.choice((-1, -1, 1, 1, 0))
            say(CUES[likelihood] + ENDS[valence])
            coded["predictions"].append((issue, likelihood, valence, condition.strip(",") if hangs else "", start, place,
                                         chance.random() < 0.2))
        else:
            say("交换意见,")
            say(third[1], "actor", third[0])
            say("也在场")
        if sentence % 5 == 4 and len(coded["events"]) < DATES:
            when = day - timedelta(days=chance.randrange(400))
            written = f"{when.year}年{when.month}月{when.day}日"
            say(",时在")
            coded["events"].append((written, when, start, place))
            say(written)
        say("。")
        if sentence in (SENTENCES // 2 - 1, SENTENCES - 1):
            words = chance.sample(known["words"], WORDS_EACH)
            coded["words"].append([(word, chance.choice((1, 1, 1, 2, 3))) for word in words])
            say("".join(words) + "。")
    voices = [_few(chance, known["voices"]), chance.choice(known["voices"])]
    return {"title": f"第{number + 1}篇", "outlet": f"{chance.choice('东西南北')}方论坛", "author": voices[0],
            "published": day.isoformat(), "text": "".join(text), "voices": voices, "half": half, "coded": coded}


def _tables(table: pd.DataFrame, made: list[dict], book: Codebook) -> Tables:
    """Return the six tables of documents made."""
    points = book.mappings["lunheng"].points
    rows: dict[str, list] = {name: [] for name in ("commentaries", "mentions", "predictions", "events", "words")}
    for doc_id, document in zip(table["doc_id"], made):
        day, half, size = pd.Timestamp(document["published"]), document["half"], len(document["text"])
        keys = [f"{doc_id}-1", f"{doc_id}-2"]
        for key, voice, role, start in zip(keys, document["voices"], ("author", "quoted"), (0, half)):
            rows["commentaries"].append((key, doc_id, voice, role, start, size))
        for kind, code, surface, start in document["coded"]["mentions"]:
            rows["mentions"].append((doc_id, keys[start >= half], kind, code, surface, start, start + len(surface)))
        for number, (issue, likelihood, valence, condition, start, end, dated) in enumerate(document["coded"]["predictions"]):
            due = day + pd.Timedelta(days=90) if dated else pd.NaT
            rows["predictions"].append(
                (f"{doc_id}-p{number:02d}", keys[start >= half], doc_id, document["voices"][start >= half], day, issue,
                 ENDS[valence], likelihood, points[likelihood], valence, round(valence * (2 * points[likelihood] - 1), 9),
                 condition, day if dated else pd.NaT, due, CUES[likelihood], document["text"][start:end], start, end))
        for written, when, start, place in document["coded"]["events"]:
            end = place + len(written)
            rows["events"].append((doc_id, keys[place >= half], document["voices"][place >= half], written, when.isoformat(),
                                   pd.Timestamp(when), pd.Timestamp(when), "day", "past", document["text"][start:end], place, end))
        for key, words in zip(keys, document["coded"]["words"]):
            rows["words"] += [(doc_id, key, word, "n", count) for word, count in words]
    schemas = {"commentaries": COMMENTARIES, "mentions": MENTIONS, "predictions": PREDICTIONS, "events": EVENTS, "words": WORDS}
    frames = {name: schemas[name].frame(pd.DataFrame(some, columns=list(schemas[name].columns))) for name, some in rows.items()}
    return Tables(table, *(frames[name] for name in ("commentaries", "mentions", "predictions", "events", "words")))


def faults(tables: Tables) -> int:
    """Return how many spans do not read as they claim."""
    texts = dict(zip(tables.documents["doc_id"], tables.documents["text"]))
    wrong = 0
    for frame, said in ((tables.mentions, "surface"), (tables.predictions, "quote"), (tables.events, "surface")):
        wrong += sum(texts[doc][start:end] != surface for doc, surface, start, end in
                     frame[["doc_id", said, "start", "end"]].itertuples(index=False))
    return wrong + int((~np.isin(tables.words["commentary_id"], tables.commentaries["commentary_id"])).sum())
