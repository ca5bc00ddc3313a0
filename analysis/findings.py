"""What a chart shows, said in a sentence that is computed from it.

A finding has at most fifteen words in English, thirty characters in Chinese, and says less when it knows less. It never names
countries by itself: `the parties`, unless two states clearly are what the selection is about. The words stand in
`data/interface/<language>/findings.toml`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol, TypeAlias, cast

import pandas as pd

from analysis import narrowing
from analysis.codebook import Codebook
from analysis.language import ENGLISH, Language
from analysis.rows import DocumentRow
from analysis.schemas import NONE, Tables
from analysis.selection import SIDES, Selection
from analysis.summaries import Matrix, counts, judged, matrix, running_of

_PAIR_SHARE, _LEAST_SHARE, _LEAST_MENTIONS = 0.66, 0.2, 10
# Issues that a matrix has room for even where its headings are in two languages.
_LEADING = 12
# Of commentators, issues or actors in the line above a finding.
_NAMED = 3
# A name that is a list itself is not joined to another by `and`.
_JOINED = re.compile(r" and |[与和]")


@dataclass(frozen=True)
class Finding:
    """The head of a chart.

    Attributes
    ----------
    title : str
        The finding, at most 15 words or 30 characters.
    subtitle : str
        What is measured, for whom.
    note : str
        What is counted and what is left out, for the footer.
    """

    title: str
    subtitle: str = ""
    note: str = ""


@dataclass(frozen=True)
class Highlight:
    """One thing that stands out.

    Attributes
    ----------
    figure : str
        Read first: `5 of 78`.
    sentence : str
        The rest of it.
    page : str
        Where it is shown: `outcomes`, `issues`, `timeline`.
    query : dict
        URL parameters that narrow the page to it.
    """

    figure: str
    sentence: str
    page: str
    query: dict[str, list[str]] = field(default_factory=dict)


def nothing(language: str = ENGLISH) -> Finding:
    """Return what is said where the filter leaves nothing."""
    say = Language.of(language).say
    return Finding(say("nothing_left"), say("nothing_left_next"))


def parties(tables: Tables, codebook: Codebook, language: str = ENGLISH) -> str:
    """Return `Russia and the US`, `俄美` where two states clearly are the subject, else `the parties`, `各方`."""
    tongue = Language.of(language)
    named = narrowing.named(tables, "actor")
    states: dict[str, int] = {}
    for code, n in cast(Iterable[tuple[str, int]], named.items()):
        actor = codebook.actors.get(code)
        if actor is None:
            continue
        state = code if actor.kind in ("state", "territory") else actor.country
        if state in codebook.actors:
            states[state] = states.get(state, 0) + int(n)
    ranked = sorted(states.items(), key=lambda item: (-item[1], item[0]))
    total = sum(states.values())
    if len(ranked) < 2 or total < _LEAST_MENTIONS:
        return tongue.say("the_parties")
    (first, most), (second, next_most) = ranked[:2]
    if (most + next_most) / total < _PAIR_SHARE or next_most / total < _LEAST_SHARE:
        return tongue.say("the_parties")
    if language != ENGLISH:
        signs = {state: sign for sign, state in reversed(codebook.compounds.characters.items())}
        if first in signs and second in signs:
            return signs[first] + signs[second]
        return tongue.listed([codebook.label(code, language, "actor") for code in (first, second)])
    return tongue.listed([_country(codebook.label(code, kind="actor")) for code in (first, second)])


def _country(label: str) -> str:
    return with_article({"United States": "US", "United Kingdom": "UK"}.get(label, label))


def with_article(name: str) -> str:
    """Return an actor's English name as it stands inside a sentence: `the United States`, `Russia`."""
    first = name.split()[0] if name else ""
    return f"the {name}" if first in ("United", "European", "White", "Kremlin", "Philippines", "Netherlands", "US", "UK", "EU") else name


def capital(text: str) -> str:
    """Return a text that begins a sentence."""
    return text[:1].upper() + text[1:]


def overview(tables: Tables, codebook: Codebook, *, unit: int | None = 1, language: str = ENGLISH) -> Finding:
    """Return which way predictions point.

    Parameters
    ----------
    tables : Tables
        Narrowed to the selection.
    codebook : Codebook
    unit : int, optional
        How many predictions a square stands for; None where shares are drawn.
    language : {"en", "zh-Hans", "zh-Hant"}
    """
    tongue = Language.of(language)
    rows = judged(narrowing.columns(tables, "predictions", "valence", "outlook", "condition"))
    sided = rows[rows["side"] != NONE]
    n = len(sided)
    if n == 0:
        return nothing(language)
    amount = {side: int((sided["side"] == side).sum()) for side in SIDES}
    who = parties(tables, codebook, language)
    ranked = sorted(SIDES, key=lambda side: -amount[side])
    lead, second = ranked[0], ranked[1]
    divided = amount[lead] - amount[second] <= 0.1 * n
    if n == 1:
        title = tongue.say(f"overview_one_{lead}", who=who)
    elif amount[lead] == n:
        title = tongue.say(f"overview_all_{lead}", n=n, who=who)
    elif divided:
        title = tongue.say("overview_divided", **amount)
    else:
        title = tongue.say(f"overview_most_{lead}", some=amount[lead], n=n, who=who)
    others = [tongue.say(f"overview_rest_{side}", n=amount[side]) for side in ranked[1:] if amount[side] and not divided]
    rest = tongue.say("overview_rest", rest=tongue.clauses(others)) if others else ""
    return Finding(title, tongue.paragraph(rest, tongue.say("overview_square", n=unit) if unit else tongue.say("overview_share")), _left_out(rows, tongue))


def _left_out(rows: pd.DataFrame, tongue: Language) -> str:
    neutral = int((rows["side"] == NONE).sum())
    return tongue.say("overview_left_out", n=neutral) if neutral else ""


def outcomes(frame: pd.DataFrame, codebook: Codebook, issue: str | None, *, language: str = ENGLISH) -> Finding:
    """Return what most commentators expect on an issue.

    Parameters
    ----------
    frame : frame
        As `summaries.outcomes` gives it.
    codebook : Codebook
    issue : str or None
        The issue shown; None for all.
    language : {"en", "zh-Hans", "zh-Hant"}
    """
    if frame.empty:
        return nothing(language)
    tongue = Language.of(language)
    firm, if_only = frame[~frame["conditional"]], frame[frame["conditional"]]
    means = firm.groupby("commentator")["chance"].mean()
    title = _expected(means, tongue)
    title = tongue.say("outcomes_headed", issue=codebook.label(issue, language), finding=title) if issue else capital(title)
    note = tongue.say("outcomes_n", n=len(firm)) if if_only.empty else \
        tongue.say("outcomes_n_conditional", n=len(firm), conditional=len(if_only))
    return Finding(title, tongue.paragraph(tongue.say("outcomes_subtitle"), _under_condition(if_only, tongue)), note)


def _expected(means: pd.Series, tongue: Language) -> str:
    n = len(means)
    if n == 0:
        return tongue.say("outcomes_conditional")
    amount = {"no": int((means <= 0.4 + 1e-9).sum()), "yes": int((means >= 0.6 - 1e-9).sum())}
    amount["open"] = n - amount["no"] - amount["yes"]
    lead, second, _ = sorted(amount, key=lambda way: -amount[way])
    if n == 1:
        return tongue.say(f"outcomes_one_{lead}")
    if amount[lead] == n:
        return tongue.say(f"outcomes_all_{lead}", n=n)
    if amount[lead] == amount[second]:
        return tongue.say("outcomes_split", **amount)
    first = tongue.say(f"outcomes_most_{lead}", some=amount[lead], n=n)
    return tongue.say(f"outcomes_second_{second}", first=first, n=amount[second]) if amount[second] else first


def _under_condition(rows: pd.DataFrame, tongue: Language) -> str:
    if rows.empty:
        return ""
    voices = rows["commentator"].nunique()
    closer = rows.loc[rows["chance"] >= 0.6 - 1e-9, "commentator"].nunique()
    if closer:
        return tongue.say("outcomes_under_closer", closer=closer, n=voices)
    return tongue.say("outcomes_under_none", n=voices)


def issues(table: Matrix, codebook: Codebook, *, value: str = "outlook", least: int = 3, language: str = ENGLISH) -> Finding:
    """Return which issues divide commentators, or on which they say most.

    Parameters
    ----------
    table : Matrix
        As `summaries.matrix` gives it for the same value.
    codebook : Codebook
    value : {"outlook", "count", "mentions", "share", "certainty"}
    least : int
        As given to `summaries.matrix`.
    language : {"en", "zh-Hans", "zh-Hant"}
    """
    tongue = Language.of(language)
    hidden = _hidden(table, least, tongue)
    if table.cells.empty:
        return Finding(tongue.say("issues_few"), tongue.say("issues_few_next", least=least), hidden)
    if value == "certainty":
        return _surest(table, codebook, tongue, language, hidden)
    if value != "outlook":
        what = "mentions" if value == "mentions" else "count"
        leading = table.columns.sort_values("n", ascending=False, kind="stable")
        names = [running_of(issue, codebook, language) for issue in leading["issue"].head(2)]
        share = round(100 * leading["n"].iloc[0] / table.total["n"])
        title = tongue.say(f"issues_share_{what}", share=share, issue=names[0])
        if len(names) > 1:
            title = tongue.say("issues_ahead", first=title, second=names[1])
        note = tongue.say(f"issues_n_{what}", n=int(table.total["n"]))
        subtitle = "share" if value == "share" else what
        return Finding(title, tongue.say(f"issues_subtitle_{subtitle}"), tongue.paragraph(note, hidden))
    note = tongue.paragraph(tongue.say("issues_n_outlook", n=int(table.total["n"])), hidden)
    # A title names what its chart has room for: the issues on which most is said.
    drawn = replace(table, columns=table.columns.loc[table.columns["n"].nlargest(_LEADING).index.sort_values()])
    return Finding(_division(_sides_by_issue(drawn, codebook, language), tongue), tongue.say("issues_subtitle_outlook"), note)


def _surest(table: Matrix, codebook: Codebook, tongue: Language, language: str, hidden: str) -> Finding:
    """Return on which issue words are surest, and on which least."""
    subtitle, note = tongue.say("issues_subtitle_certainty"), tongue.paragraph(tongue.say("issues_n_certainty", n=int(table.total["n"])), hidden)
    said = table.columns[table.columns["n"] >= table.least].sort_values("value", ascending=False, kind="stable")
    if said.empty:
        return Finding(tongue.say("issues_few"), subtitle, note)
    first, last = (running_of(said["issue"].iloc[place], codebook, language) for place in (0, -1))
    title = tongue.say("issues_surest_least", first=first, last=last) if len(said) > 1 else tongue.say("issues_surest", first=first)
    return Finding(title, subtitle, note)


def _division(sides: list[tuple[str, int, int, float]], tongue: Language) -> str:
    """Return on what commentators split, and what nobody expects."""
    split = [row for row in sides if min(row[1], row[2]) >= 1]
    split.sort(key=lambda row: (-min(row[1], row[2]), -(row[1] + row[2])))
    strongest = [row[0] for row in split if min(row[1], row[2]) == min(split[0][1], split[0][2])][:2] if split else []
    agreed = [row for row in sides if row[2] == 0 and row[1] >= 2]
    agreed.sort(key=lambda row: (-row[1], row[3]))
    if strongest:
        names = tongue.separated(strongest) if any(_JOINED.search(name) for name in strongest) else tongue.listed(strongest)
        return tongue.say("issues_split_agreed", issues=names, agreed=agreed[0][0]) if agreed else \
            tongue.say("issues_split", issues=names)
    if agreed:
        return tongue.say("issues_nobody", issues=tongue.listed([row[0] for row in agreed[:2]], style="or"))
    hopeful = sorted((row for row in sides if row[1] == 0 and row[2] >= 2), key=lambda row: -row[2])
    return tongue.say("issues_hope", issue=hopeful[0][0]) if hopeful else tongue.say("issues_apart")


class _Column(Protocol):
    """A column of a matrix of outlooks: what all said on one issue."""

    issue: str
    apart: int
    closer: int
    value: float
    n: int


# An issue's label, how many expect it to drive apart and to bring closer, the mean outlook, and of how many statements.
_Sides: TypeAlias = tuple[str, int, int, float, int]


def _sides_by_issue(table: Matrix, codebook: Codebook, language: str) -> list[tuple[str, int, int, float]]:
    return [(running_of(column.issue, codebook, language), column.apart, column.closer, float(column.value))
            for column in cast(Iterable[_Column], table.columns.itertuples())]


def _hidden(table: Matrix, least: int, tongue: Language) -> str:
    parts = [tongue.say(f"n_{kind}", n=table.hidden[kind]) for kind in ("issues", "commentators") if table.hidden[kind]]
    return tongue.say("hidden_fewer", what=tongue.listed(parts), least=least) if parts else ""


def timeline(dated: pd.DataFrame, tables: Tables, *, language: str = ENGLISH) -> Finding:
    """Return how much of what is predicted can be held against a calendar.

    Parameters
    ----------
    dated : frame
        As `chronology.dated` gives it.
    tables : Tables
    language : {"en", "zh-Hans", "zh-Hant"}
    """
    tongue = Language.of(language)
    n = narrowing.size(tables, "predictions")
    due = dated[dated["kind"] == "predicted"]
    subtitle = tongue.say("timeline_subtitle")
    if n == 0 and dated.empty:
        return nothing(language)
    if n == 0:
        return Finding(tongue.say("timeline_nothing_predicted", n=len(dated)), subtitle)
    if due.empty:
        return Finding(tongue.say("timeline_no_date", n=n), subtitle)
    if len(due) == n:
        placed = tongue.say("timeline_all", n=n)
    else:
        placed = tongue.say("timeline_only" if len(due) * 4 < n else "timeline_some", some=len(due), n=n)
    days = int(due["day"].sum())
    return Finding(tongue.say("timeline_days" if days else "timeline_no_day", placed=placed, n=days), subtitle)


def words(ranked: pd.DataFrame, tables: Tables, *, language: str = ENGLISH) -> Finding:
    """Return the word all commentators share, else the one used most.

    Parameters
    ----------
    ranked : frame
        As `summaries.ranked_words` gives it.
    tables : Tables
    language : {"en", "zh-Hans", "zh-Hant"}
    """
    tongue = Language.of(language)
    if ranked.empty:
        return Finding(tongue.say("words_none"), tongue.say("words_none_next"))
    voices = voices_of(tables)
    subtitle = tongue.say("words_subtitle")
    shared = ranked[ranked["voices"] >= voices]
    if voices >= 3 and len(shared) == 1:
        return Finding(tongue.say("words_shared", word=shared["word"].iloc[0], n=voices), subtitle)
    top = ranked.iloc[0]
    title = tongue.say("words_most", word=top["word"], n=int(top["count"]))
    if voices > 1:
        title = tongue.say("words_most_by", first=title, some=int(top["voices"]), n=voices)
    return Finding(title, subtitle)


def voices_of(tables: Tables) -> int:
    """Return how many commentators have words counted."""
    return narrowing.marks(tables).speaking()


def stands_out(tables: Tables, codebook: Codebook, selection: Selection, *, language: str = ENGLISH) -> list[Highlight]:
    """Return up to four things an analyst would ask about first, each with the page that shows it."""
    tongue = Language.of(language)
    table = matrix(tables, codebook, least=selection.least, language=language)
    sides = {column.issue: (*row, int(column.n))
             for column, row in zip(cast(Iterable[_Column], table.columns.itertuples()), _sides_by_issue(table, codebook, language))}
    found = [*_agreement(sides, tongue), *_disagreement(sides, tongue), *_outlier(table, tongue)]
    ends = narrowing.columns(tables, "predictions", "horizon_end", "condition")
    n, due = len(ends), int(ends["horizon_end"].notna().sum())
    if n:
        found.append(Highlight(tongue.say("some_of", some=due, n=n), tongue.say("standing_dated"), "timeline"))
        hanging = int((ends["condition"] != "").sum())
        if len(found) < 4 and hanging:
            found.append(Highlight(tongue.say("some_of", some=hanging, n=n), tongue.say("standing_conditional"), "outcomes"))
    return found[:4]


def _agreement(sides: dict[str, _Sides], tongue: Language) -> list[Highlight]:
    alike = [(apart + closer, code, label, closer) for code, (label, apart, closer, _, _) in sides.items()
             if min(apart, closer) == 0 and apart + closer >= 3]
    if not alike:
        return []
    voices, code, label, closer = max(alike)
    return [Highlight(tongue.say("standing_all", n=voices), tongue.say("standing_agree_yes" if closer else "standing_agree_no", issue=label),
                      "outcomes", {"issue": [code]})]


def _disagreement(sides: dict[str, _Sides], tongue: Language) -> list[Highlight]:
    divided = [(min(apart, closer), apart + closer, code, label, apart, closer)
               for code, (label, apart, closer, _, _) in sides.items() if min(apart, closer) >= 1]
    if not divided:
        return []
    _, _, code, label, apart, closer = max(divided)
    return [Highlight(tongue.say("standing_for_against", closer=closer, apart=apart), tongue.say("standing_split", issue=label),
                      "issues", {"issue": [code]})]


def _outlier(table: Matrix, tongue: Language) -> list[Highlight]:
    rows = table.rows[table.rows["value"].notna()]
    if len(rows) < 4:
        return []
    middle = float(rows["value"].median())
    far = rows.iloc[int((rows["value"] - middle).abs().argmax())]
    if abs(far["value"] - middle) < 0.6:
        return []
    return [Highlight(signed(far["value"]), tongue.say("standing_outlier", commentator=far["commentator"], middle=signed(middle)),
                      "issues", {"commentator": [far["commentator"]]})]


def signed(value: float) -> str:
    """Return an outlook with its sign, to one decimal: `+0.4`, `–1.0`, `0`."""
    rounded = round(float(value), 1) + 0.0
    return "0" if rounded == 0 else f"{'+' if rounded > 0 else '–'}{abs(rounded):.1f}"


def in_words(tables: Tables, selection: Selection, codebook: Codebook, *, language: str = ENGLISH) -> str:
    """Return the selection as a line: `All issues · 14 commentators · 2 documents, June 2018 and December 2021`."""
    tongue = Language.of(language)
    state = counts(tables)
    parts = [tongue.listed([codebook.label(code, language) for code in selection.issues], _NAMED) if selection.issues else
             tongue.say("all_issues"),
             tongue.listed(selection.commentators, _NAMED) if selection.commentators else
             tongue.say("n_commentators", n=state["commentators"])]
    if selection.actors:
        named = tongue.listed([codebook.label(code, language, "actor") for code in selection.actors], _NAMED)
        parts.append(tongue.say("naming", actors=named))
    if selection.words:
        parts.append(tongue.say("saying", words=tongue.listed([tongue.say("quoted", what=word) for word in selection.words], _NAMED, style="or")))
    if selection.sides:
        parts.append(tongue.listed([tongue.say(f"way_{side}") for side in selection.sides]))
    documents, when = tongue.say("n_documents", n=state["documents"]), _months(narrowing.columns(tables, "documents", "published")["published"].dropna(), tongue)
    parts.append(tongue.clauses([documents, when]) if when else documents)
    return " · ".join(parts)


def _months(days: pd.Series, tongue: Language) -> str:
    if days.empty:
        return ""
    months = sorted({(day.year, day.month) for day in days})
    names = [tongue.date(date(year, month, 1), "month") for year, month in months]
    return tongue.listed(names) if len(names) <= 2 else tongue.say("from_to", first=names[0], last=names[-1])


def sources(tables: Tables, selection: Selection, codebook: Codebook, *, made: date, most: int = 3,
            language: str = ENGLISH) -> str:
    """Return the footer: sources with dates, the probability mapping, when it was made."""
    tongue = Language.of(language)
    documents = narrowing.columns(tables, "documents", "outlet", "title", "published").sort_values("published", kind="stable")
    if len(documents) <= most:
        named = [tongue.clauses([row.outlet or row.title, _day(row.published, tongue)]) for row in cast(Iterable[DocumentRow], documents.itertuples())]
        head = tongue.say("sources_named", names=tongue.say("semicolon").join(named), n=len(named)) if named else ""
    else:
        outlets = documents.loc[documents["outlet"] != "", "outlet"].nunique()
        days = documents["published"].dropna()
        parts = [tongue.say("sources_outlets", n=len(documents), outlets=outlets) if outlets > 1 else
                 tongue.say("n_documents", n=len(documents))]
        if len(days):
            parts.append(tongue.say("from_to", first=_day(days.min(), tongue), last=_day(days.max(), tongue)))
        head = tongue.say("sources_counted", what=tongue.clauses(parts))
    mapping = selection.mapping if selection.mapping in codebook.mappings else "lunheng"
    return tongue.paragraph(head, tongue.say("sources_mapping", mapping=codebook.mapping_label(mapping, language)),
                            tongue.say("sources_made", day=tongue.date(made, "day_short")))


def _day(day: pd.Timestamp, tongue: Language) -> str:
    return tongue.date(day) if pd.notna(day) else tongue.say("undated")
