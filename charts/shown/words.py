"""Charts of words: used most, as bars and at a glance; what sets groups apart; use over time."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pandas as pd
import plotly.graph_objects as go

from analysis import collocations, concordance, evidence, findings, keyness, narrowing, segmentation, summaries, trends
from analysis.codebook import Codebook
from analysis.findings import Finding
from analysis.language import Language
from analysis.once import once
from analysis.schemas import Tables
from analysis.text import fold
from charts import bars, cloud, native
from charts import keyness as key_bars
from charts import ranked as ranked_bars
from charts import trend as panels
from charts.exhibits import MOST_QUOTES, Exhibit, View, register
from charts.shown import grouping
from charts.shown.dates import over_time

if TYPE_CHECKING:
    from analysis.codebook import Codebook
    from analysis.schemas import Tables

BY = ("all", "commentator", "issue")
RANKED, IN_CLOUD = 15, 60
MOST_GROUPS, PER_GROUP = 6, 15
REST = " "  # no group is called so
FIRST, MOST_WORDS, OFFERED = 6, 12, 200
_PERIODS = 24
# Words in company: drawn, and in the data.
COMPANY, _NEAR = 12, 40


def groups(tables: Tables, by: str) -> list[str]:
    """Return the commentators or issues whose words can be ranked, most words or mentions first."""
    if by == "commentator":
        spoken = tables.words.merge(tables.commentaries[["commentary_id", "commentator"]], on="commentary_id")
        return list(spoken.groupby("commentator")["count"].sum().sort_values(ascending=False, kind="stable").index)
    mentions = tables.mentions
    return list(mentions.loc[mentions["kind"] == "issue", "code"].value_counts().index)


def _ranked(view: View) -> tuple[pd.DataFrame, dict[str, str]]:
    by = view.one("by", BY, BY[0])
    offered = groups(view.tables, by) if by != "all" else []
    group = view.one("group", offered, offered[0] if offered else "")

    def ranked() -> pd.DataFrame:
        words = summaries.ranked_words(view.tables, view.codebook, by=None if by == "all" else by, group=group or None, most=IN_CLOUD)
        return words.assign(word=words["word"].map(concordance.as_written(view.tables, list(words["word"]))).astype("str"))

    return once(view.tables, ("ranked words", view.codebook.fingerprint, by, group), ranked), {"by": by} | ({"group": group} if group else {})


def _where(view: View, words: list[str]) -> pd.DataFrame:
    """Return a sentence of each of some words, in what different commentators say as far as there are some."""
    rows: list[pd.DataFrame] = []
    heard: set[str] = set()
    for word in words:
        places = concordance.places(view.tables, word, most=40)
        fresh = places[~places["commentator"].isin(heard)]
        rows.append((fresh if len(fresh) else places).head(1))
        heard |= set(rows[-1]["commentator"])
    places = pd.concat(rows) if rows else concordance.places(view.tables, "")
    return evidence.mention_sentences(view.tables, places.drop_duplicates(["doc_id", "start"]))


@register("words", "by", "group")
def most_used(view: View) -> Exhibit:
    """Return the words used most, as bars."""
    words, options = _ranked(view)
    voices, tongue = findings.voices_of(view.tables), Language.of(view.language)
    return Exhibit("words", findings.words(words, view.tables, language=view.language), view.language, options, words, words.empty,
                   lambda **how: bars.draw(words.head(RANKED), voices=voices, language=view.language, **how), lambda: words,
                   lambda: _where(view, list(words["word"].head(MOST_QUOTES // 2))),
                   lambda: native.ranked(words, name="word", value="count", head=tongue.say("native_uses"), most=RANKED), width=577)


@register("words_cloud", "by", "group")
def at_a_glance(view: View) -> Exhibit:
    """Return the same words as a cloud."""
    words, options = _ranked(view)
    voices = findings.voices_of(view.tables)

    def figure(**how: Any) -> go.Figure:
        high = 440 if how["width"] < 560 else 460
        return cloud.draw(words, voices=voices, height=high, language=view.language, **how)

    return Exhibit("words_cloud", findings.words(words, view.tables, language=view.language), view.language, options, words, words.empty,
                   figure, lambda: words, lambda: _where(view, list(words["word"].head(MOST_QUOTES // 2))), width=420)


@dataclass(frozen=True)
class Keywords:
    """What is compared: groups, their names, all that was measured, and what is drawn of it."""

    by: str
    offered: list[str]
    chosen: list[str]
    names: dict[str, str]
    measure: str
    unsure: bool
    measured: pd.DataFrame
    top: pd.DataFrame


def measured(tables: Tables, codebook: Codebook, by: str, *chosen: str) -> pd.DataFrame:
    """Return how each chosen group's words differ from the other chosen ones', or one group's from all others'."""
    members = grouping.members(tables, by)
    if len(chosen) == 1:
        mine = set(members.loc[members["group"] == chosen[0], "commentary_id"])
        others = members[~members["commentary_id"].isin(mine)].drop_duplicates("commentary_id").assign(group=REST)
        members = pd.concat([members[members["group"] == chosen[0]], others.astype(members.dtypes)])
    else:
        members = members[members["group"].isin(chosen)]
    return keyness.measure(keyness.in_groups(tables, members, codebook=codebook))


def _most(view: View, table: pd.DataFrame, measure: str, surest: float) -> pd.DataFrame:
    top = keyness.top(table, by=measure, most=PER_GROUP, surest=surest)
    top = top[top["group"] != REST]
    return keyness.written(top, concordance.as_written(view.tables, list(top["word"].unique())))


@register("keyness", "between", "groups", "measure", "unsure")
def set_apart(view: View) -> Exhibit:
    """Return the words that set groups apart."""
    tongue = Language.of(view.language)
    # Unasked, the first kind of which there are two.
    by = view.one("between", grouping.BY, "") or next((kind for kind in grouping.BY if len(grouping.offered(view.tables, kind)) > 1), grouping.BY[0])
    offered = grouping.offered(view.tables, by)
    chosen = [group for group in view.several("groups") if group in offered][:MOST_GROUPS] or grouping.ends(by, offered)
    measure = view.one("measure", keyness.MEASURES, keyness.MEASURES[0])
    unsure = bool(view.one("unsure"))
    names = grouping.names(narrowing.columns(view.tables, "documents", "doc_id", "title"), view.codebook, by, offered, language=view.language)
    options = {"between": by, "groups": tuple(chosen), "measure": measure} | ({"unsure": "yes"} if unsure else {})
    if len(offered) < 2:
        none = keyness.measure(pd.DataFrame(columns=list(keyness.COUNTS)).astype(keyness.COUNTS))
        part = Keywords(by, offered, chosen, names, measure, unsure, none, none.assign(rank=0))
        finding = Finding(tongue.say("no_group_pair"), tongue.say("no_group_pair_next"))
    else:
        table = measured(view.tables, view.codebook, by, *chosen)
        sure = _most(view, table, measure, 0.05)
        top = _most(view, table, measure, 1.0) if unsure or sure.empty else sure
        part = Keywords(by, offered, chosen, names, measure, unsure, table, top)
        finding = keyness.finding(top if unsure else sure, names, tested=None if unsure else len(table), language=view.language)
        notes = [tongue.say(f"measure_note_{measure}"), grouping.who_is_in(view.tables, by, chosen, language=view.language),
                 tongue.say("unsure_note", n=len(table)) if unsure or sure.empty else finding.note]
        finding = replace(finding, note=tongue.paragraph(*notes))
    lead = part.top.sort_values(["g2", "word"], ascending=[False, True], kind="stable")["word"]
    return Exhibit("keyness", finding, view.language, options, part, part.top.empty,
                   lambda **how: key_bars.draw(part.top, by=measure, groups=chosen, names=names, language=view.language, **how),
                   lambda: keyness.top(part.measured, by=measure, most=len(part.measured), surest=1.0),
                   lambda: _where(view, list(lead.head(MOST_QUOTES // 2))),
                   lambda: native.keywords(part.top, chosen, names, by=measure, head=tongue.say(f"measure_{measure}")))


@dataclass(frozen=True)
class Followed:
    """The words followed, folded, those that can be, how they are written, the cut of time, and their use."""

    words: list[str]
    offered: dict[str, str]
    per: str
    trend: pd.DataFrame


def company(tables: "Tables", codebook: "Codebook", word: str) -> pd.DataFrame:
    """Return the words that stand near a word, as they are written, the most typical first."""
    near = collocations.near(tables, word, cut=lambda folded: segmentation.cut(folded, codebook)).head(_NEAR)
    return near.assign(word=near["word"].map(concordance.as_written(tables, list(near["word"]))).astype("str"))


@register("company", "show")
def keeps_company(view: View) -> Exhibit:
    """Return the words that stand near a word more often than chance would have it."""
    tongue = Language.of(view.language)
    word = view.one("show")
    if not word:
        most = list(summaries.ranked_words(view.tables, view.codebook, most=1)["word"])
        word = concordance.as_written(view.tables, most).get(most[0], most[0]) if most else ""
    near = company(view.tables, view.codebook, word)

    def said() -> pd.DataFrame:
        places = concordance.places(view.tables, word, most=200)
        return evidence.mention_sentences(view.tables, places.drop_duplicates("commentator").head(MOST_QUOTES))

    return Exhibit("company", collocations.finding(near, word, language=view.language), view.language, {"show": word} if word else {}, near, near.empty,
                   lambda **how: ranked_bars.draw(near.head(COMPANY), name="word", value="log_dice", digits=1, head=tongue.say("company_head"),
                                                  beside="count", beside_head=tongue.say("company_beside"), language=view.language, **how),
                   lambda: near, said,
                   lambda: native.ranked(near, name="word", value="log_dice", head=tongue.say("company_head"), digits=1, most=COMPANY), width=360)


@register("word_trend", "word", "per")
def use_over_time(view: View) -> Exhibit:
    """Return how often words are used in each month, quarter or year."""
    most = list(summaries.ranked_words(view.tables, view.codebook, most=OFFERED)["word"])
    forms = concordance.as_written(view.tables, most)
    words = list(dict.fromkeys(fold(word) for word in view.several("word")))[:MOST_WORDS] or list(forms)[:FIRST]
    forms = forms | concordance.as_written(view.tables, [word for word in words if word not in forms])
    per = view.one("per", tuple(trends.PER), trends.finest(view.tables, most=_PERIODS))
    rows = trends.words_over_time(view.tables, words, per=per)
    rows = rows.assign(label=rows["series"].map(forms).astype("str"))
    finding = trends.finding(rows, what="words", per=per, least=view.selection.least, left_out=trends.undated(view.tables), language=view.language)
    options = {"per": per} | ({"word": tuple(words)} if view.several("word") else {})
    return Exhibit("word_trend", finding, view.language, options, Followed(words, forms, per, rows), rows.empty,
                   lambda **how: panels.draw(rows, what="words", language=view.language, **how), lambda: rows.drop(columns="ids"),
                   lambda: _where(view, [forms.get(word, word) for word in words[:MOST_QUOTES // 2]]),
                   lambda: over_time(rows, "words", view.language), width=742)
