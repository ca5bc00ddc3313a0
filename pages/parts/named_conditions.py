"""The conditions that commentators name for an issue, and what each expects then."""

import pandas as pd

from charts import lettering
from pages.parts import page, script, tabular
from pages.parts.language import say
from pages.parts.markup import bilingual

# Rows shown at once, and all that can be unfolded; the rest is in the data.
FIRST, MOST = 20, 40


def table(conditions: pd.DataFrame) -> str:
    """Return the conditions named and what is expected then, as safe HTML; what one says more than once is a row with how often.

    Parameters
    ----------
    conditions : frame
        As `summaries.conditions` gives it.
    """
    shared = ["commentator", "condition", "cue", "chance", "step"]
    told = conditions.groupby(shared, sort=False, as_index=False).agg(n=("prediction_id", "size"))
    first, rest = told.head(FIRST), told.iloc[FIRST:MOST]
    beyond = int(told["n"].iloc[MOST:].sum())
    return (_rows(first) + (tabular.folded_rest(_rows(rest), int(rest["n"].sum())) if len(rest) else "")
            + (page.note(say("beyond", n=f"{beyond:,}")) if beyond else ""))


def _rows(told: pd.DataFrame) -> str:
    rows, before = "", ""
    for row in told.itertuples():
        who = bilingual(row.commentator) if row.commentator != before else ""
        before = row.commentator
        often = f" × {row.n:,}" if row.n > 1 else ""
        rows += (f'<tr><td>{who}</td><td>{bilingual(script.shown(row.condition)[0])}</td>'
                 f'<td><span class="lh-dot lh-s{int(row.step):+d}"></span>{bilingual(row.cue)}{often}</td>'
                 f'<td class="lh-n">{lettering.percent(row.chance)}</td></tr>')
    heads = "".join(f'<th scope="col"{" class=lh-n" if key == "chance" else ""}>{say(key)}</th>'
                    for key in ("commentator", "if", "then", "chance"))
    return f'<table class="lh-table"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'
