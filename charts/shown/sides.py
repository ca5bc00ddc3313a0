"""Charts that put one beside others: two groups, and one commentator beside everybody."""

from dataclasses import dataclass, replace

import pandas as pd

from analysis import compare, concordance, evidence, keyness, narrowing, networks, portrait, summaries, trends
from analysis.codebook import Codebook
from analysis.findings import Finding
from analysis.language import Language
from analysis.once import once
from analysis.schemas import Tables
from charts import keyness as key_bars
from charts import lettering, matrix, native, ranked
from charts import split as by_issue
from charts import trend as panels
from charts.exhibits import MOST_QUOTES, Exhibit, View, register
from charts.shown import grouping
from charts.shown.dates import over_time

BY = ("year", "document", "commentator", "side", "camp", "outlet", "month", "issue")
PER_GROUP = 12
MOST_PATHS, MOST_DAYS, MOST_NAMED = 6, 24, 12


@dataclass(frozen=True)
class Pair:
    """Two groups: by what, which, under which names, their tables and what each expects on each issue."""

    by: str
    groups: tuple[str, str]
    names: tuple[str, str]
    rows: pd.DataFrame
    found: pd.DataFrame


def _pair(view: View) -> tuple[str, list[str], str, str, tuple[str, str]]:
    by = view.one("by", BY)
    if not by:  # unasked, the first kind of which there are two
        by = next((kind for kind in BY[:3] if len(grouping.offered(view.tables, kind)) > 1), BY[0])
    offered = grouping.offered(view.tables, by)
    first, second = grouping.pair(by, offered, view.one("a"), view.one("b"))
    names = grouping.names(narrowing.columns(view.tables, "documents", "doc_id", "title"), view.codebook, by, offered, language=view.language)
    return by, offered, first, second, (names.get(first, first), names.get(second, second))


@register("compare", "by", "a", "b")
def two_groups(view: View) -> Exhibit:
    """Return what two groups expect on each issue."""
    by, _, first, second, names = _pair(view)
    tongue, least = Language.of(view.language), view.selection.least
    if not second:
        table = compare.matrix(compare.issues({}, view.codebook, language=view.language), [], least=least)
        return Exhibit("compare", Finding(tongue.say("no_group_pair"), tongue.say("no_group_pair_next")), view.language, {"by": by}, None, True,
                       lambda **how: matrix.draw(table, least=least, language=view.language, **how), lambda: table.cells,
                       lambda: evidence.sentences(view.tables, []))
    rows = compare.issues(dict(zip(names, grouping.split(view.tables, by, first, second).values())), view.codebook, language=view.language)
    found = compare.positions(rows, least=least)
    short = [lettering.cut(name, 170, 16) for name in names]
    if by == "side":
        short[1] = short[1][0].lower() + short[1][1:]
    finding = compare.finding(found, short, codebook=view.codebook, language=view.language)
    who = grouping.who_is_in(view.tables, by, [first, second], language=view.language)
    finding = replace(finding, note=tongue.paragraph(finding.note, who))
    table = compare.matrix(rows, list(names), least=least)

    def quotes() -> pd.DataFrame:
        ids = [key for issue in found["issue"].head(MOST_QUOTES // 2) for name in names
               for joined in rows.loc[(rows["issue"] == issue) & (rows["group"] == name), "ids"] for key in joined.split()[:1]]
        return evidence.sentences(view.tables, ids, mapping=view.mapping)

    return Exhibit("compare", finding, view.language, {"by": by, "a": first, "b": second}, Pair(by, (first, second), names, rows, found),
                   table.cells.empty, lambda **how: matrix.draw(table, least=least, language=view.language, **how),
                   lambda: rows.drop(columns="label_zh"), quotes, lambda: native.table(table, tongue), width=742)


@register("compare_words", "by", "a", "b")
def words_of_two(view: View) -> Exhibit:
    """Return the words that set two groups apart."""
    by, _, first, second, names = _pair(view)
    tongue = Language.of(view.language)
    parts = dict(zip(names, grouping.split(view.tables, by, first, second).values())) if second else {}
    said = compare.words(parts, view.codebook)
    sure = keyness.top(said, most=PER_GROUP)
    top = sure if len(sure) else keyness.top(said, most=PER_GROUP, surest=1.0)
    top = keyness.written(top, concordance.as_written(view.tables, list(top["word"].unique())))
    shown = {name: lettering.cut(name, 240, 15) for name in names}
    finding = keyness.finding(sure, shown, tested=len(said), language=view.language) if second else \
        Finding(tongue.say("no_group_pair"), tongue.say("no_group_pair_next"))
    notes = [tongue.say("measure_note_g2"), finding.note] if len(sure) or top.empty else [tongue.say("unsure_note", n=len(said))]
    finding = replace(finding, note=tongue.paragraph(*notes) if second else "")
    lead = list(top.sort_values(["g2", "word"], ascending=[False, True], kind="stable")["word"].head(MOST_QUOTES // 2))
    return Exhibit("compare_words", finding, view.language, {"by": by, "a": first, "b": second}, top, top.empty,
                   lambda **how: key_bars.draw(top, groups=list(names), names=shown, language=view.language, **how),
                   lambda: keyness.top(said, most=len(said), surest=1.0),
                   lambda: evidence.mention_sentences(view.tables, pd.concat([concordance.places(view.tables, word, most=1) for word in lead]))
                   if lead else evidence.sentences(view.tables, []),
                   lambda: native.keywords(top, list(names), shown, by="g2", head=tongue.say("measure_g2")))


def _own(view: View) -> tuple[str, Tables]:
    """Return the commentator asked for, else who predicts most, and the tables of what they say."""
    offered = portrait.everybody(view.tables)
    who = view.one("who", offered, offered[0] if offered else "")
    return who, grouping.split(view.tables, "commentator", who)[who]


def beside_others(narrowed: Tables, codebook: Codebook, who: str, own: Tables, *, language: str) -> pd.DataFrame:
    """Return what a commentator expects on each issue, and what all others expect on it."""
    def found() -> pd.DataFrame:
        predictions = narrowing.columns(narrowed, "predictions", *networks.TAKEN)
        others = replace(Tables.empty(), predictions=predictions[predictions["commentator"] != who])
        both = compare.issues({who: own, Language.of(language).say("all_others"): others}, codebook, language=language)
        return both[both["issue"].isin(set(both.loc[both["group"] == who, "issue"]))].reset_index(drop=True)

    return once(narrowed, ("beside others", codebook.fingerprint, who, language), found)


@register("commentator", "who")
def one_person(view: View) -> Exhibit:
    """Return which way one commentator's predictions point on each issue."""
    who, own = _own(view)
    rows = beside_others(view.tables, view.codebook, who, own, language=view.language)
    # A mark claims nothing beyond the one statement, so none is too few.
    split = summaries.split_by_issue(own.predictions, view.codebook, least=1, language=view.language)
    finding = portrait.finding(rows[rows["group"] == who], view.tables, who, codebook=view.codebook, language=view.language)
    ids = list(own.predictions.sort_values(["made_on", "start"])["prediction_id"])
    return Exhibit("commentator", finding, view.language, {"who": who}, split, split.empty,
                   lambda **how: by_issue.draw(split, least=1, language=view.language, **how),
                   lambda: evidence.sentences(view.tables, list(own.predictions["prediction_id"]), mapping=view.mapping),
                   lambda: evidence.sentences(view.tables, ids[:MOST_QUOTES], mapping=view.mapping),
                   lambda: native.split(split, Language.of(view.language)))


@register("commentator_change", "who")
def changes_of_mind(view: View) -> Exhibit:
    """Return how one commentator's outlook on each issue changed."""
    who, own = _own(view)
    changes = trends.drift(own.predictions, view.codebook, language=view.language)
    rows = _paths(own, view, changes)
    lead = [ids.split() for ids in changes["ids"].head(MOST_QUOTES // 2)]
    ids = [key for both in lead for key in dict.fromkeys((both[0], both[-1]))]
    return Exhibit("commentator_change", trends.finding_drift(changes, codebook=view.codebook, language=view.language), view.language, {"who": who}, rows, rows.empty,
                   lambda **how: panels.draw(rows, what="outlook", language=view.language, **how), lambda: changes,
                   lambda: evidence.sentences(view.tables, ids, mapping=view.mapping), lambda: over_time(rows, "outlook", view.language), width=742)


def _paths(own: Tables, view: View, changes: pd.DataFrame) -> pd.DataFrame:
    """Return the change on each issue day by day; by month, quarter or year of whom speaks on many days."""
    if len(changes) and changes["days"].max() > MOST_DAYS:
        return trends.over_time(own, view.codebook, per=trends.finest(own, MOST_DAYS), codes=list(changes["issue"].head(MOST_PATHS)),
                                language=view.language)
    drawn = trends.paths(own.predictions, changes.head(MOST_PATHS))
    labels = [view.codebook.label(series.rpartition("|")[2], view.language) for series in drawn["series"]]
    return drawn.assign(label=pd.Series(labels, index=drawn.index, dtype="str"))


@register("commentator_words", "who")
def own_words(view: View) -> Exhibit:
    """Return the words one commentator uses more than all others."""
    who, own = _own(view)
    tongue = Language.of(view.language)
    top, sure = portrait.words(view.tables, who, view.codebook)
    forms = concordance.as_written(own, list(top["word"]))
    top = top.assign(word=top["word"].map(forms).astype("str"))
    finding = keyness.finding(top if sure else top.iloc[:0], {who: who}, language=view.language)
    finding = replace(finding, note=tongue.say("typical_note") if sure else tongue.say("typical_unsure"))
    within = frozenset(own.commentaries["commentary_id"])

    def quotes() -> pd.DataFrame:
        rows = [concordance.places(view.tables, word, most=1, within=within) for word in top["word"].head(MOST_QUOTES // 2)]
        return evidence.mention_sentences(view.tables, pd.concat(rows)) if rows else evidence.sentences(view.tables, [])

    return Exhibit("commentator_words", finding, view.language, {"who": who}, top, top.empty,
                   lambda **how: key_bars.draw(top, groups=[who], language=view.language, **how), lambda: top, quotes,
                   lambda: native.keywords(top, [who], {}, by="g2", head=tongue.say("measure_g2")))


@register("commentator_named", "who")
def whom_they_name(view: View) -> Exhibit:
    """Return which actors one commentator names most."""
    who, own = _own(view)
    tongue = Language.of(view.language)
    rows = portrait.named(view.tables, who, view.codebook, language=view.language)
    if rows.empty:
        finding = Finding(tongue.say("names_nobody", who=who))
    else:
        finding = Finding(tongue.say("names_most", who=who, actor=rows["label"].iloc[0], n=int(rows["n"].iloc[0])), tongue.say("names_whom_note"),
                          tongue.say("names_n", n=int(rows["n"].sum())))
    head = tongue.say("times_named")

    def quotes() -> pd.DataFrame:
        named = own.mentions[own.mentions["kind"] == "actor"].drop_duplicates("code")
        order = {code: place for place, code in enumerate(rows["code"])}
        named = named.assign(_order=named["code"].map(order)).sort_values("_order", kind="stable")
        return evidence.mention_sentences(view.tables, named.head(MOST_QUOTES))

    return Exhibit("commentator_named", finding, view.language, {"who": who}, rows, rows.empty,
                   lambda **how: ranked.draw(rows.head(MOST_NAMED), name="label", key="code", value="n", head=head, beside="documents",
                                             beside_head=tongue.say("documents").lower(), language=view.language, **how),
                   lambda: rows, quotes, lambda: native.ranked(rows, name="label", value="n", head=head, most=MOST_NAMED), width=577)
