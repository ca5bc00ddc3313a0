"""What a chart shows, said in a sentence that is computed from it.

A finding has at most fifteen words and says less when it knows less. It never names countries by itself: `the parties`,
unless two states clearly are what the selection is about.
"""

from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from analysis.codebook import Codebook
from analysis.schemas import NONE, Tables
from analysis.selection import SIDES, Selection
from analysis.summaries import Matrix, counts, judged, matrix

_PAIR_SHARE, _LEAST_SHARE, _LEAST_MENTIONS = 0.66, 0.2, 10


@dataclass(frozen=True)
class Finding:
    """The head of a chart.

    Attributes
    ----------
    title : str
        The finding, at most 15 words.
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


NOTHING = Finding("Nothing is left to show", "No prediction passes the filter. Take a filter back, or add documents.")


def parties(tables: Tables, codebook: Codebook) -> str:
    """Return `Russia and the US` where two states are clearly the subject, else `the parties`."""
    named = tables.mentions.loc[tables.mentions["kind"] == "actor", "code"].value_counts()
    states: dict[str, int] = {}
    for code, n in named.items():
        actor = codebook.actors.get(code)
        if actor is None:
            continue
        state = code if actor.kind in ("state", "territory") else actor.country
        if state in codebook.actors:
            states[state] = states.get(state, 0) + int(n)
    ranked = sorted(states.items(), key=lambda item: (-item[1], item[0]))
    total = sum(states.values())
    if len(ranked) < 2 or total < _LEAST_MENTIONS:
        return "the parties"
    (first, most), (second, next_most) = ranked[:2]
    if (most + next_most) / total < _PAIR_SHARE or next_most / total < _LEAST_SHARE:
        return "the parties"
    return " and ".join(_country(codebook.label(code, kind="actor")) for code in (first, second))


def _country(label: str) -> str:
    short = {"United States": "the US", "United Kingdom": "the UK"}.get(label, label)
    return f"the {short}" if short.split()[0] in ("United", "Philippines", "Netherlands", "US", "UK", "EU") else short


def overview(tables: Tables, codebook: Codebook, *, unit: int = 1) -> Finding:
    """Return which way predictions point.

    Parameters
    ----------
    tables : Tables
        Narrowed to the selection.
    codebook : Codebook
    unit : int
        How many predictions a square stands for.
    """
    rows = judged(tables.predictions)
    sided = rows[rows["side"] != NONE]
    n = len(sided)
    if n == 0:
        return NOTHING
    amount = {side: int((sided["side"] == side).sum()) for side in SIDES}
    who = parties(tables, codebook)
    ways = {"apart": f"point to {who} moving further apart", "closer": f"point to {who} coming closer",
            "open": f"leave it open whether {who} come closer"}
    ranked = sorted(SIDES, key=lambda side: -amount[side])
    lead, second = ranked[0], ranked[1]
    divided = amount[lead] - amount[second] <= 0.1 * n
    if n == 1:
        title = f"The one prediction {_singular(ways[lead])}"
    elif amount[lead] == n:
        title = f"All {n:,} predictions {ways[lead]}"
    elif divided:
        title = f"Predictions are divided: {amount['apart']:,} point further apart, {amount['closer']:,} closer, " \
                f"{amount['open']:,} neither"
    else:
        title = f"{amount[lead]:,} of {n:,} predictions {ways[lead]}"
    rest = {"apart": "point to them moving further apart", "closer": "point to them coming closer",
            "open": "leave it open"}
    others = [f"{amount[side]:,} {rest[side] if amount[side] != 1 else _singular(rest[side])}"
              for side in ranked[1:] if amount[side] and not divided]
    square = "One square is one prediction" if unit == 1 else f"One square is {unit:,} predictions"
    subtitle = (", ".join(others) + ". " if others else "") + f"{square}, placed by what its words imply."
    return Finding(title, subtitle, _left_out(rows))


def _singular(words: str) -> str:
    verb, rest = words.split(" ", 1)
    return f"{verb}s {rest}"


def _left_out(rows: pd.DataFrame) -> str:
    neutral = int((rows["side"] == NONE).sum())
    if not neutral:
        return ""
    one = neutral == 1
    return (f"Not drawn: {neutral:,} prediction{'' if one else 's'} of things that bring nobody closer and drive nobody "
            "apart.")


def outcomes(frame: pd.DataFrame, codebook: Codebook, issue: str | None) -> Finding:
    """Return what most commentators expect on an issue.

    Parameters
    ----------
    frame : frame
        As `summaries.outcomes` gives it.
    codebook : Codebook
    issue : str or None
        The issue shown; None for all.
    """
    if frame.empty:
        return NOTHING
    head = f"{codebook.label(issue)}: " if issue else ""
    firm, if_only = frame[~frame["conditional"]], frame[frame["conditional"]]
    means = firm.groupby("commentator")["chance"].mean()
    n = len(means)
    subtitle = "Chance that the parties come closer, as each worded it."
    under = _under_condition(if_only)
    note = f"n = {len(firm):,} statement{'' if len(firm) == 1 else 's'}" + (
        f" and {len(if_only):,} under a condition, which count in no mean." if len(if_only) else ".")
    if n == 0:
        return Finding(f"{head}everything said hangs on a condition", f"{subtitle} {under}", note)
    no, yes = int((means <= 0.4 + 1e-9).sum()), int((means >= 0.6 - 1e-9).sum())
    between = n - no - yes
    ways = ((no, "expect no progress", "expects no progress"), (yes, "expect progress", "expects progress"),
            (between, "leave it open", "leaves it open"))
    ranked = sorted(ways, key=lambda way: -way[0])
    (lead, plural, single), (second, second_plural, second_single) = ranked[0], ranked[1]
    if n == 1:
        title = f"{head}the one commentator who judges it {single}"
    elif lead == n:
        title = f"{head}all {n:,} who judge it {plural}"
    elif lead == second:
        title = f"{head}commentators are split, {no:,} expecting no progress, {yes:,} progress, {between:,} neither"
    else:
        title = f"{head}{lead:,} of {n:,} commentators {plural}"
        if second:
            title += f", {second:,} {second_plural if second > 1 else second_single}"
    return Finding(title if issue else title[0].upper() + title[1:], f"{subtitle} {under}".strip(), note)


def _under_condition(rows: pd.DataFrame) -> str:
    if rows.empty:
        return ""
    voices = rows["commentator"].nunique()
    closer = rows.loc[rows["chance"] >= 0.6 - 1e-9, "commentator"].nunique()
    if closer:
        return f"Under a condition, {closer:,} of {voices:,} see{'s' if closer == 1 else ''} it coming."
    return f"{voices:,} name{'s' if voices == 1 else ''} a condition, and none sees it coming then."


def issues(table: Matrix, codebook: Codebook, *, value: str = "outlook", least: int = 3) -> Finding:
    """Return which issues divide commentators, or on which they say most.

    Parameters
    ----------
    table : Matrix
        As `summaries.matrix` gives it for the same value.
    codebook : Codebook
    value : {"outlook", "count", "mentions"}
    least : int
        As given to `summaries.matrix`.
    """
    hidden = _hidden(table, least)
    if table.cells.empty:
        return Finding("Too little is said to compare", f"No commentator and issue with {least} or more. Lower the least n, "
                       "or take a filter back.", hidden)
    if value != "outlook":
        noun = "mentions" if value == "mentions" else "statements"
        top = table.columns.iloc[0]
        share = round(100 * top["value"] / table.total["value"])
        title = f"{share}\u2009% of all {noun} are on {_running(top['label'], codebook)}"
        if len(table.columns) > 1:
            title += f", ahead of {_running(table.columns.iloc[1]['label'], codebook)}"
        what = "Places that name the issue" if value == "mentions" else "Statements about what will come"
        return Finding(title, f"{what}, by commentator.", f"n = {table.total['value']:,.0f} {noun}. {hidden}".strip())
    note = f"n = {table.total['n']:,} unconditional statements. {hidden}".strip()
    subtitle = "Mean outlook by commentator and issue, from –1 (sure of confrontation) over 0 (open) to +1 (sure of " \
               "settlement)."
    sides = _sides_by_issue(table, codebook)
    split = [row for row in sides if min(row[1], row[2]) >= 1]
    split.sort(key=lambda row: (-min(row[1], row[2]), -(row[1] + row[2])))
    strongest = [row for row in split if min(row[1], row[2]) == min(split[0][1], split[0][2])][:2] if split else []
    agreed = [row for row in sides if row[2] == 0 and row[1] >= 2]
    agreed.sort(key=lambda row: (-row[1], row[3]))
    if strongest:
        names = [row[0] for row in strongest]
        title = f"Commentators split on {(', ' if any(' and ' in name for name in names) else ' and ').join(names)}"
        if agreed:
            title += f"; none expects progress on {agreed[0][0]}"
    elif agreed:
        title = f"Nobody expects progress on {' or '.join(row[0] for row in agreed[:2])}"
    else:
        hopeful = sorted((row for row in sides if row[1] == 0 and row[2] >= 2), key=lambda row: -row[2])
        title = f"Nobody doubts progress on {hopeful[0][0]}" if hopeful else "Commentators hardly overlap in what they judge"
    return Finding(title, subtitle, note)


def _sides_by_issue(table: Matrix, codebook: Codebook) -> list[tuple[str, int, int, float]]:
    return [(_running(column.label, codebook), column.apart, column.closer, float(column.value))
            for column in table.columns.itertuples()]


def _running(label: str, codebook: Codebook) -> str:
    """Return an issue's label as it stands inside an English sentence."""
    return next((issue.running or label for issue in codebook.issues.values() if issue.en == label), label)


def _hidden(table: Matrix, least: int) -> str:
    parts = [f"{n:,} {noun if n > 1 else noun[:-1]}" for noun, n in
             (("issues", table.hidden["issues"]), ("commentators", table.hidden["commentators"])) if n]
    return f"Hidden: {' and '.join(parts)} with fewer than {least}." if parts else ""


def timeline(dated: pd.DataFrame, tables: Tables) -> Finding:
    """Return how much of what is predicted can be held against a calendar.

    Parameters
    ----------
    dated : frame
        As `chronology.dated` gives it.
    tables : Tables
    """
    n = len(tables.predictions)
    due = dated[dated["kind"] == "predicted"]
    subtitle = "What the documents report as past, as announced and as predicted. A mark is a day; a bar is exactly as " \
               "long as the time that was said."
    if n == 0 and dated.empty:
        return NOTHING
    if n == 0:
        return Finding(f"{len(dated):,} dated happening{'' if len(dated) == 1 else 's'}, and nothing predicted", subtitle)
    if due.empty:
        what = "The one prediction names no date" if n == 1 else f"None of {n:,} predictions says by when"
        return Finding(what, subtitle)
    days = int(due["day"].sum())
    only = "Only " if len(due) * 4 < n else ""
    if len(due) == n:
        title = f"All {n:,} predictions can be placed on a calendar" if n > 1 else "The one prediction has a date"
    else:
        title = f"{only}{len(due):,} of {n:,} predictions can be placed on a calendar"
    title += "; none names a day" if days == 0 else f"; {days:,} name{'s' if days == 1 else ''} a day"
    return Finding(title, subtitle)


def words(ranked: pd.DataFrame, tables: Tables) -> Finding:
    """Return the word all commentators share, else the one used most.

    Parameters
    ----------
    ranked : frame
        As `summaries.ranked_words` gives it.
    tables : Tables
    """
    if ranked.empty:
        return Finding("No words to count here", "Take a filter back, or add documents.")
    voices = voices_of(tables)
    subtitle = "Words used most, without names of states and people and words of likelihood; beside them, who uses each."
    shared = ranked[ranked["voices"] >= voices]
    if voices >= 3 and len(shared) == 1:
        return Finding(f"{shared['word'].iloc[0]} is the one word all {voices:,} commentators use", subtitle)
    top = ranked.iloc[0]
    title = f"{top['word']} is used most, {top['count']:,} time{'' if top['count'] == 1 else 's'}"
    if voices > 1:
        title += f" by {top['voices']:,} of {voices:,} commentators"
    return Finding(title, subtitle)


def voices_of(tables: Tables) -> int:
    """Return how many commentators have words counted."""
    own = tables.commentaries[tables.commentaries["commentary_id"].isin(set(tables.words["commentary_id"]))]
    return own.loc[own["commentator"] != NONE, "commentator"].nunique()


def stands_out(tables: Tables, codebook: Codebook, selection: Selection) -> list[Highlight]:
    """Return up to four things an analyst would ask about first, each with the page that shows it."""
    least = selection.least
    table = matrix(tables, codebook, least=least)
    sides = {column.issue: (*row, int(column.n)) for column, row in zip(table.columns.itertuples(), _sides_by_issue(table, codebook))}
    found = [*_agreement(sides), *_disagreement(sides), *_outlier(table)]
    n = len(tables.predictions)
    due = int(tables.predictions["horizon_end"].notna().sum())
    if n:
        found.append(Highlight(f"{due:,} of {n:,}", "predictions can be placed on a calendar", "timeline"))
        hanging = int((tables.predictions["condition"] != "").sum())
        if len(found) < 4 and hanging:
            found.append(Highlight(f"{hanging:,} of {n:,}", "hang on a condition", "outcomes"))
    return found[:4]


def _agreement(sides: dict) -> list[Highlight]:
    alike = [(apart + closer, code, label, closer) for code, (label, apart, closer, _, _) in sides.items()
             if min(apart, closer) == 0 and apart + closer >= 3]
    if not alike:
        return []
    voices, code, label, closer = max(alike)
    expected = "progress" if closer else "no progress"
    return [Highlight(f"All {voices:,}", f"who take a side on {label} expect {expected}", "outcomes", {"issue": [code]})]


def _disagreement(sides: dict) -> list[Highlight]:
    divided = [(min(apart, closer), apart + closer, code, label, apart, closer)
               for code, (label, apart, closer, _, _) in sides.items() if min(apart, closer) >= 1]
    if not divided:
        return []
    _, _, code, label, apart, closer = max(divided)
    return [Highlight(f"{closer:,} for, {apart:,} against", f"progress on {label}, the issue that splits them most",
                      "issues", {"issue": [code]})]


def _outlier(table: Matrix) -> list[Highlight]:
    rows = table.rows[table.rows["value"].notna()]
    if len(rows) < 4:
        return []
    middle = float(rows["value"].median())
    far = rows.loc[(rows["value"] - middle).abs().idxmax()]
    if abs(far["value"] - middle) < 0.6:
        return []
    sign = "+" if far["value"] > 0 else "–" if far["value"] < 0 else ""
    return [Highlight(f"{sign}{abs(far['value']):.1f}", f"is where {far['commentator']} stands; the middle is at "
                      f"{'+' if middle > 0 else '–' if middle < 0 else ''}{abs(middle):.1f}", "issues",
                      {"commentator": [far["commentator"]]})]


def in_words(tables: Tables, selection: Selection, codebook: Codebook) -> str:
    """Return the selection as a line: `All issues · 14 commentators · 2 documents, June 2018 and December 2021`."""
    state = counts(tables)
    parts = []
    if selection.issues:
        parts.append(_listed([codebook.label(code) for code in selection.issues]))
    else:
        parts.append("All issues")
    if selection.commentators:
        parts.append(_listed(list(selection.commentators)))
    else:
        parts.append(f"{state['commentators']:,} commentator{'' if state['commentators'] == 1 else 's'}")
    if selection.actors:
        parts.append("naming " + _listed([codebook.label(code, kind="actor") for code in selection.actors]))
    if selection.sides:
        names = {"apart": "further apart", "open": "open", "closer": "closer"}
        parts.append(_listed([names[side] for side in selection.sides]))
    when = _months(tables.documents["published"].dropna())
    documents = f"{state['documents']:,} document{'' if state['documents'] == 1 else 's'}"
    parts.append(f"{documents}, {when}" if when else documents)
    return " · ".join(parts)


def _listed(names: list[str], most: int = 3) -> str:
    if len(names) > most:
        return ", ".join(names[:most]) + f" and {len(names) - most:,} more"
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


def _months(days: pd.Series) -> str:
    if days.empty:
        return ""
    months = sorted({(day.year, day.month) for day in days})
    names = [date(year, month, 1).strftime("%B %Y") for year, month in months]
    if len(names) <= 2:
        return " and ".join(names)
    return f"{names[0]} to {names[-1]}"


def sources(tables: Tables, selection: Selection, codebook: Codebook, *, made: date, most: int = 3) -> str:
    """Return the footer: sources with dates, the probability mapping, when it was made."""
    documents = tables.documents.sort_values("published", kind="stable")
    if len(documents) <= most:
        named = [f"{row.outlet or row.title}, {_day(row.published)}" for row in documents.itertuples()]
        head = f"Source{'' if len(named) == 1 else 's'}: {'; '.join(named)}. " if named else ""
    else:
        outlets = documents.loc[documents["outlet"] != "", "outlet"].nunique()
        place = f" from {outlets:,} outlets" if outlets > 1 else ""
        days = documents["published"].dropna()
        when = f", {_day(days.min())} to {_day(days.max())}" if len(days) else ""
        head = f"Sources: {len(documents):,} documents{place}{when}. "
    mapping = codebook.mappings.get(selection.mapping) or codebook.mappings["lunheng"]
    return f"{head}Words to numbers: {mapping.en}. Made {made.day} {made.strftime('%b %Y')}."


def _day(day: pd.Timestamp) -> str:
    return f"{day.day} {day.strftime('%B %Y')}" if pd.notna(day) else "undated"
