"""Who visits, what they may do, the door where they log in, and what is said to whom something is closed."""

import ipaddress
import logging
from collections.abc import Callable
from functools import cache
from pathlib import Path

import streamlit as st

from analysis import access, acting
from analysis.access import ADMIN, CODER, NONE, AccessError, Person, Refused
from pages.parts import page, sessions
from pages.parts.language import say
from pages.parts.markup import bilingual, plain

__all__ = ["ADMIN", "CODER", "allows", "enter", "inside", "later", "may", "name", "need", "refused", "show", "visitor", "warn"]

# Under which decisions are kept where nobody logs in and no name was given.
ME = "me"
HERE = Path(__file__).parent
_log = logging.getLogger("lunheng")


def visitor() -> Person | None:
    """Return who visits; where nobody need log in, whoever it is may do everything, under the name they gave.

    Raises
    ------
    AccessError
    """
    if not sessions.configured():
        return Person(st.session_state.get("coder") or ME)
    return sessions.person(sessions.of_visit())


def name() -> str:
    """Return under whose name the visit's decisions are kept."""
    who = visitor()
    return who.name if who is not None else ME


def may(least: str) -> bool:
    """Whether the visitor may do what takes a role."""
    if not sessions.configured():
        return True
    who = visitor()
    return who is not None and who.may(least)


def need(least: str, did: str) -> None:
    """Refuse what takes a role, where it is done.

    Raises
    ------
    Refused
    """
    if not may(least):
        raise Refused(acting.person(), least, did)


def later(least: str, did: str) -> Callable[[], None]:
    """Return `need` for a file that is made once it is asked for, when no visit is at hand any more: it holds for who visits now."""
    if not sessions.configured():
        return lambda: None
    claims = sessions.of_visit()

    def check() -> None:
        who = sessions.person(claims) or Person(ME, NONE)
        if not who.may(least):
            raise Refused(who, least, did)

    return check


def allows(least: str) -> bool:
    """Return what `may` does, and where it is no, say why something is missing here."""
    if may(least):
        return True
    who = visitor()
    st.html(page.note(say(f"access_needs_{least}", role=say(f"role_{who.role if who else NONE}"))))
    return False


def _acting() -> Person | None:
    """Return in whose name a page's thread acts: a login that is over may do nothing."""
    if not sessions.visited():
        return None
    try:
        return visitor() or Person(ME, NONE)
    except AccessError:
        return Person(ME, NONE)


acting.ask(_acting)


def inside() -> bool:
    """Whether the visitor is let in, whatever they may do there."""
    try:
        who = visitor()
    except AccessError:
        return False
    return who is not None and who.role != NONE


def enter() -> None:
    """Let the visitor in, or draw the door and stop."""
    if not sessions.configured():
        return
    try:
        who = visitor()
    except AccessError as error:
        _log.error("%s", error)
        page.heading("", say("access_broken"), say("access_broken_next"))
        st.stop()
    claims = sessions.of_visit()
    if who is None or claims is None:
        _door(over=claims is not None)
        st.stop()
    if who.role == NONE:
        page.heading("", say("access_no_role", name=who.name), say("access_no_role_next"))
        st.button(say("log_out"), key="log_out", on_click=st.logout)
        st.stop()
    sessions.came(claims, who)
    _script("back.js")


def _door(*, over: bool) -> None:
    page.heading("", say("access_over") if over else say("access_door"), say("access_over_next") if over else say("access_door_next"))
    found = sessions.providers()
    if not found:
        page.notice(say("access_no_provider"))
    with st.container(horizontal=True, gap="small"):
        for provider in found:
            told = say("log_in") if len(found) == 1 else say("log_in_with", name=plain(provider) if provider else say("access_provider"))
            st.button(told, key=f"log_in_{provider or ''}", type="primary", on_click=st.login, args=() if provider is None else (provider,))
    _script("door.js")


def _script(file: str) -> None:
    st.html(f"<script>{(HERE / file).read_text(encoding='utf-8')}</script>", unsafe_allow_javascript=True)


def show() -> None:
    """Draw who one is here, and the way out, under the filter."""
    if not sessions.configured() or (who := visitor()) is None:
        return
    with st.container(key="visitor", horizontal=True, vertical_alignment="center"):
        st.html(f'<p class="lh-note">{say("access_you", name=bilingual(who.name), role=say(f"role_{who.role}"))}</p>', width="content")
        st.button(say("log_out"), key="log_out", type="tertiary", on_click=st.logout)


@cache
def exposed() -> bool:
    """Whether other machines reach this server and nobody need log in, here or before it."""
    if sessions.configured() or access.kept_elsewhere():
        return False
    address = st.get_option("server.address") or "0.0.0.0"
    try:
        return not ipaddress.ip_address(address).is_loopback
    except ValueError:
        return address != "localhost" and not address.startswith("unix:")


def warn() -> None:
    """Say on every page that anybody who reaches this server may change everything, where that is so."""
    if exposed():
        page.notice(say("access_open"))


def prepare() -> None:
    """Say in the log, as the server starts, who may come in; a fault in what says so is told there whole."""
    try:
        if sessions.configured() and access.file() is None:
            _log.warning("People log in, and nobody has a role: %s names no file of roles. Write one as docs/access.md says.", access.VARIABLE)
        elif sessions.configured() and not sessions.providers():
            _log.error("%s gives roles, and nobody can log in: write the [auth] section of .streamlit/secrets.toml as docs/access.md says.", access.file())
        access.rules()
    except AccessError as error:
        _log.error("Nobody is let in. %s", error)
        return
    if exposed():
        _log.warning("Anybody who reaches this machine can read and change everything: it listens at %s, and no login is configured. "
                     "Configure one, or listen at localhost (docs/access.md).", st.get_option("server.address") or "every address")


def refused(error: Exception) -> bool:
    """Say on the page that something was refused; whether it was that."""
    if not isinstance(error, Refused):
        return False
    _log.warning("refused: %s", error)
    if inside():
        st.error(say(f"access_needs_{error.least}", role=say(f"role_{error.person.role}")))
    else:
        st.error(say("access_over_meanwhile"))
    return True
