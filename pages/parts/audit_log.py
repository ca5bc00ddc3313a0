"""The log of changes as a page shows it: who changed what when, the last first; and as a file."""

from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from analysis import spreadsheets
from analysis.audit import Log, deeds
from pages.parts import access, language, page, tables, tabular
from pages.parts.language import say
from pages.parts.markup import bilingual, option

# More nobody reads on a page; the file has all.
LISTED = 50
_FORMS = ("csv", "xlsx")


def draw() -> None:
    """Draw the last changes, and the way to all of them."""
    page.block(say("audit_title"), say("audit_note"), apart=True)
    log = Log(tables.library().engine)
    told = log.entries(most=LISTED)
    if told.empty:
        st.html(page.note(say("audit_none")))
        return
    with st.expander(say("audit_last", n=len(told)), key="audit"):
        people = log.people()
        who = st.selectbox(say("audit_who"), people, index=None, key="audit_who", placeholder=say("audit_everybody"), width=320,
                           format_func=lambda name: option(name) or "–") if len(people) > 1 else None
        shown = told if who is None else log.entries(who=who, most=LISTED)
        st.html(tabular.listed([(say("review_when"), False), (say("review_who"), False), (say("audit_did"), False), (say("audit_on"), False)],
                               [_row(row) for row in shown.itertuples()]))
    check = access.later(access.ADMIN, "audit")

    def made(form: str) -> bytes:
        check()
        return spreadsheets.file(_written(log.entries()), form, name="audit")

    with st.container(horizontal=True, gap="small"):
        for form in _FORMS:
            st.download_button(form.upper(), lambda form=form: made(form),
                               f"lunheng-audit-{datetime.now(UTC):%Y-%m-%d}.{form}", spreadsheets.MIME[form], key=f"audit_{form}",
                               type="tertiary", on_click="ignore")


def _row(row) -> list[str]:
    day = f"{language.spoken().date(row.made, 'day_short')} {row.made:%H:%M}"
    done = say(f"did_{row.did}") + (f" ({row.n:,})" if row.n > 1 else "")
    # Of a login, what is noted is the role it began with.
    thing = say(f"role_{row.name}") if row.did in (deeds.LOG_IN, deeds.LOG_OUT) else row.name or row.key
    return [day, bilingual(row.who or "–"), done, bilingual(thing)]


def _written(told: pd.DataFrame) -> pd.DataFrame:
    """Return entries as a file has them: the moment to the second."""
    return told.assign(made=told["made"].dt.strftime("%Y-%m-%d %H:%M:%S"))
