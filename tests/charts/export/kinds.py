"""Invented tables of every kind of text a file must hold, and a briefing over them."""

from datetime import date
from functools import lru_cache

from analysis.briefing import Briefing, Entry
from analysis.schemas import Tables
from charts.export import content
from tests.charts import invented

MADE = date(2026, 11, 22)
LONG = "極長" * 100
NAMES = {"traditional": ("林之恆", "陳望之"), "simplified": ("赵某", "张弘"), "mixed": ("林之恆Lin", "赵某與張某"), "emoji": ("😀评论员🇨🇳", "👩‍👩‍👧"),
         "long": (LONG, LONG + "二"), "hostile": (invented.HOSTILE, '=HYPERLINK("http://x")')}
CODES = ("overview", "outcomes", "issues", "timeline", "networks", "words", "words_cloud")


@lru_cache(maxsize=16)
def tables(kind: str) -> Tables:
    """Return tables: of the kinds in `NAMES`, `nothing`, or `many` with 10,200 predictions."""
    if kind == "nothing":
        return Tables.empty()
    if kind == "many":
        return invented.many()
    one, other = NAMES[kind]
    rows = [invented.prediction(1, one, "summit", "wont", 1, quote="会谈不会取得突破", cue="不会"),
            invented.prediction(2, one, "summit", "likely", 1, quote="两国很可能签署协议", cue="很可能", condition="如果甲国让步"),
            invented.prediction(3, other, "summit", "likely", 1, quote="两国很可能签署协议", cue="很可能"),
            invented.prediction(4, other, "sanctions", "possible", 1, quote="制裁可能解除", cue="可能"),
            invented.prediction(5, one, "sanctions", "unlikely", -1, quote="制裁可能解除", cue=one[:20])]
    documents = [invented.document(title=f"会谈前夕{one}", outlet=other)]
    events = [{**event, "commentary_id": f"d1-c-{one}", "commentator": one} for event in invented.four().events.to_dict("records")]
    words = [invented.word("突破", 3, voice=one), invented.word("关系😀", 2, voice=other), invented.word("制裁", 4, voice=other)]
    return invented.tables(rows, documents=documents, events=events, words=words,
                           mentions=[invented.mention("land_a", "甲国", voice=one), invented.mention("summit", "会谈", kind="issue", voice=one)])


@lru_cache(maxsize=32)
def filled(kind: str, template: str = "report", language: str = "en", codes: tuple[str, ...] = CODES) -> content.Content:
    """Return a briefing of charts, a quote and a paragraph over the tables of a kind."""
    made = tables(kind)
    entries = [Entry("exhibit", code, query="least=1", notes="Our note 我们的说明") for code in codes]
    if len(made.predictions):
        first = made.predictions.iloc[0]
        entries.append(Entry("quote", doc_id="d1", start=int(first["start"]), end=int(first["end"]), prediction_id=first["prediction_id"]))
    entries.append(Entry("text", title="Assessment 判断", text="One paragraph.\n第二段😀。"))
    briefing = Briefing(f"Briefing 簡報 {NAMES.get(kind, ('',))[0]}"[:120], "An analyst", language, template, tuple(entries))
    return content.gather(briefing, made, invented.codebook(), urls={"d1": "https://news.example/1?a=b&c=d"}, made=MADE,
                          base="https://lunheng.example")
