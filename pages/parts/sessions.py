"""Logins: whose cookie is whose, which were ended, who comes in. What Streamlit's `st.login` signs is read here, nowhere else."""

import hashlib
import json
import logging
import threading
import time
from collections.abc import Mapping
from datetime import timedelta
from functools import cache

import streamlit as st
from streamlit.auth_util import get_cookie_with_chunks, get_origin_from_redirect_uri, get_secrets_auth_section
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from analysis import access
from analysis.access import AccessError, Person
from analysis.audit import Log, deeds, note
from analysis.holdings import writing
from pages.parts import project

# Of a login, what tells it from any other: sessions of one login share them, the next login has others.
_OWN = ("iss", "sub", "iat", "nonce", "at_hash", "sid")
# No login lasts longer (`session.hours`), so what was ended before then is over anyway.
_LONGEST = timedelta(days=31)
_lock = threading.Lock()
# By what was done: when the database was last asked, and to which logins.
_known: dict[str, tuple[float, set[str]]] = {}
# Another server over the same database may have ended a login; asked at each click, it would be felt.
_SECONDS = 5.0


@cache
def configured() -> bool:
    """Whether people must log in: where a provider is configured, or roles are. Asked once; a change takes a new start."""
    return bool(_section()) or access.file() is not None


@cache
def providers() -> tuple[str | None, ...]:
    """Return the identity providers there are to log in with; None is the one without a name."""
    section = _section()
    named = tuple(name for name, part in section.items() if isinstance(part, Mapping) and "client_id" in part)
    return ((None,) if "client_id" in section else ()) + named


def _section() -> Mapping[str, object]:
    try:
        return get_secrets_auth_section()
    except Exception as error:
        # A file of secrets that cannot be read is no reason to let everybody in. What is wrong may quote it, so it is not told.
        raise AccessError(f".streamlit/secrets.toml: cannot be read ({type(error).__name__}). Write its [auth] section as docs/access.md says.") from None


def of_visit() -> dict[str, object] | None:
    """Return what the provider says of whoever visits a page; None where nobody is logged in."""
    told = dict(st.user.to_dict())
    return told if told.get("is_logged_in") is True else None


def of_cookies(cookies: Mapping[str, str]) -> dict[str, object] | None:
    """Return what the provider says of whoever sends cookies; None where they are none of ours, or of another address."""
    secret = get_cookie_secret()

    def signed(name: str) -> bytes | None:
        value = cookies.get(name)
        return decode_signed_value(secret, name, value.encode("latin-1", "replace")) if value else None

    try:
        told = json.loads(get_cookie_with_chunks(signed, USER_COOKIE_NAME) or b"{}")
    except ValueError:
        return None
    good = isinstance(told, dict) and told.get("is_logged_in") is True and told.get("origin") == get_origin_from_redirect_uri()
    return told if good else None


def person(claims: Mapping[str, object] | None) -> Person | None:
    """Return who that is and with which role; None where nobody is logged in, or the login is over.

    Raises
    ------
    AccessError
    """
    if claims is None:
        return None
    rules = access.rules()
    return rules.person(claims) if rules.holds(claims) and _digest(claims) not in _told(deeds.LOG_OUT) else None


def came(claims: Mapping[str, object], who: Person) -> None:
    """Write down that somebody logged in, once a login."""
    _write(deeds.LOG_IN, claims, who)


def end(claims: Mapping[str, object], who: Person) -> None:
    """End a login in every window that has it, and write it down."""
    _write(deeds.LOG_OUT, claims, who)


def _write(did: str, claims: Mapping[str, object], who: Person) -> None:
    digest = _digest(claims)
    if digest in _told(did):
        return
    with _lock:
        if digest in _told(did):
            return
        with writing(project.opened().engine) as connection:
            note(connection, who.name, did, digest, who.role)
        _told(did).add(digest)
    logging.getLogger("lunheng").info("%s: %s (%s)", did, who.name, who.role)


def _told(did: str) -> set[str]:
    """Return the logins of which something was written down, as far back as matters."""
    asked, told = _known.get(did, (0.0, set()))
    if time.monotonic() - asked > _SECONDS or not asked:
        told = Log(project.opened().engine).keys(did, _LONGEST)
        _known[did] = time.monotonic(), told
    return told


def _digest(claims: Mapping[str, object]) -> str:
    return hashlib.sha256(json.dumps([claims.get(name) for name in _OWN], default=str).encode()).hexdigest()[:32]


def forget() -> None:
    """Ask anew what is configured and which logins were ended, as a server that starts does."""
    configured.cache_clear()
    providers.cache_clear()
    _known.clear()


def visited() -> bool:
    """Whether this thread works for somebody's visit."""
    return get_script_run_ctx(suppress_warning=True) is not None
