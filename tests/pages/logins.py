"""Logins for tests: what a provider says of somebody, and the cookie that Streamlit signs for them."""

import json
import time

import pytest
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from analysis import access
from pages.parts import project, sessions

# One moment for all: the same person asked for twice is the same login.
NOW = time.time()
SECRET, ORIGIN = "a cookie secret of a test, long enough", "http://lunheng.test"
ROLES = '[addresses]\n"rui@example.org" = "reader"\n"chen@example.org" = "coder"\n"ana@example.org" = "admin"\n'


def claims(name: str, ago: float = 0, **more) -> dict[str, object]:
    """Return what a provider says of somebody who logged in some seconds ago."""
    return {"is_logged_in": True, "origin": ORIGIN, "provider": "default", "iss": "https://id.example", "sub": name, "nonce": f"{name}{ago}",
            "email": f"{name}@example.org", "iat": int(NOW - ago), **more}


def cookie(said: dict[str, object], secret: str = SECRET) -> dict[str, str]:
    """Return the header of a browser in which somebody is logged in."""
    signed = create_signed_value(secret, USER_COOKIE_NAME, json.dumps(said)).decode()
    return {"cookie": f"{USER_COOKIE_NAME}={signed}"}


@pytest.fixture
def roles(tmp_path, monkeypatch):
    """A login is asked for, and these are the roles: the file, to be changed."""
    path = tmp_path / "access.toml"
    path.write_text(ROLES)
    monkeypatch.setenv(access.VARIABLE, str(path))
    monkeypatch.setattr(sessions, "configured", lambda: True)
    monkeypatch.setattr(sessions, "providers", lambda: (None,))
    monkeypatch.setattr(sessions, "get_cookie_secret", lambda: SECRET)
    monkeypatch.setattr(sessions, "get_origin_from_redirect_uri", lambda: ORIGIN)
    monkeypatch.setattr(sessions, "_known", {})
    return path


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """The library that logins are written down in."""
    from analysis.library import Library

    with Library(f"sqlite:///{tmp_path / 'kept.db'}") as library:
        monkeypatch.setattr(project, "opened", lambda: library)
        yield library
