"""People log in with a real OpenID Connect provider that runs beside the dashboard; what each may do there, and what the server answers."""

import http.client
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.server import running
from tests.browser.visiting import arrive, downloaded, settle
from tests.pages.logins import ROLES

mock = pytest.importorskip("oidc_provider_mock", reason="pip install -r requirements-test.txt")
DOCUMENTS = Path(__file__).parent / "documents"
CLIENT_SECRET, COOKIE_SECRET = "client-secret-b4c6a1f0", "cookie-secret-9d2e7710c2aa41d6"
SECRETS = """[auth]
redirect_uri = "http://localhost:{{port}}/oauth2callback"
cookie_secret = "{cookie}"
client_id = "lunheng"
client_secret = "{client}"
server_metadata_url = "http://localhost:{provider}/.well-known/openid-configuration"
client_kwargs = {{scope = "openid email profile", prompt = "select_account"}}
"""


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """The dashboard's address with a provider beside it, and its folder."""
    home = tmp_path_factory.mktemp("home")
    patched = pytest.MonkeyPatch()
    patched.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")
    people = [mock.User(sub=name, claims={"email": f"{name}@example.org", "email_verified": True}) for name in ("rui", "chen", "ana")]
    with mock.run_server_in_thread(user_claims=people) as provider:
        (home / "secrets.toml").write_text(SECRETS.format(cookie=COOKIE_SECRET, client=CLIENT_SECRET, provider=provider.server_port))
        (home / "access.toml").write_text(ROLES)
        with running(home, DOCUMENTS, options=["--secrets.files", str(home / "secrets.toml")],
                     variables={"LUNHENG_ACCESS": str(home / "access.toml")}) as address:
            yield address.replace("127.0.0.1", "localhost"), home
    patched.undo()


def log_in(page, name: str) -> None:
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("button", name=name, exact=True).click()
    expect(page.get_by_text(f"{name}@example.org,")).to_be_visible()
    settle(page)


def asked(address: str, method: str, path: str, headers: dict | None = None, body: bytes | None = None):
    """Return status, headers and body of what the server answers."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=20)
    try:
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


def cookies(page) -> dict[str, str]:
    return {"Cookie": "; ".join(f"{one['name']}={one['value']}" for one in page.context.cookies())}


def test_a_reader_comes_back_to_the_page_asked_for_and_is_offered_and_answered_no_more_than_looking(page, served, tmp_path):
    address, _ = served
    page.goto(f"{address}/library?sort=title-up")
    expect(page.locator("h1.lh-finding")).to_contain_text("Log in to see")
    assert asked(address, "GET", "/api/tables/predictions.csv")[0] == 401
    log_in(page, "rui")
    expect(page).to_have_url(re.compile(r"/library\?.*sort=title-up"))
    expect(page.get_by_text("Your role here is reader").first).to_be_visible()
    expect(page.locator('input[type="file"]')).to_have_count(0)
    expect(page.get_by_role("button", name="Add this text")).to_have_count(0)
    arrive(page, f"{address}/review")
    expect(page.get_by_role("button", name="Accept")).to_have_count(0)
    # The browser's own cookie is answered on the routes; files are taken away, none is taken in.
    table = page.request.get(f"{address}/api/tables/predictions.csv")
    assert table.status == 200 and table.headers["cache-control"] == "private, no-store"
    assert page.request.put(f"{address}/_stcore/upload_file/session/file", data=b"x").status == 403
    arrive(page, f"{address}/")
    page.locator('[class*="st-key-download_"] button').first.click()
    kept = downloaded(page, page.get_by_role("button", name="CSV", exact=True).first, tmp_path)
    assert kept.stat().st_size > 100


def test_a_coder_reviews_under_their_own_name_and_logging_out_ends_it_everywhere(page, served, context):
    address, _ = served
    page.goto(f"{address}/review")
    log_in(page, "chen")
    other = context.new_page()
    arrive(other, f"{address}/review")
    page.get_by_role("button", name="Accept").click()
    settle(page)
    expect(page.locator(".lh-decided")).to_contain_text("chen@example.org")
    mine = cookies(page)
    assert asked(address, "GET", "/api/briefings", mine)[0] == 200
    page.get_by_role("button", name="Log out").click()
    page.get_by_role("button", name="End session").click()
    expect(page.locator("h1.lh-finding")).to_contain_text("Log in to see")
    # A copy of the cookie, and a window that is still open, are nobody's any more.
    assert asked(address, "GET", "/api/briefings", mine)[0] == 401
    other.get_by_role("button", name="Accept").click()
    expect(other.get_by_text("Your login is over; what you pressed was not done")).to_be_visible()
    other.goto(f"{address}/library")
    expect(other.locator("h1.lh-finding")).to_contain_text("Log in to see")
    other.get_by_role("button", name="Log in").click()
    other.get_by_role("button", name="ana", exact=True).click()
    expect(other.get_by_text("ana@example.org, admin")).to_be_visible()
    settle(other)
    other.get_by_text(re.compile("The last .* changes")).click()
    log = other.locator(".st-key-audit")
    expect(log).to_contain_text("chen@example.org")
    expect(log).to_contain_text("reviewed")
    expect(log).to_contain_text("logged out")
    assert log.get_by_text("reviewed").count() == 1


def test_who_is_known_and_has_no_role_sees_nothing(page, served):
    address, _ = served
    page.goto(f"{address}/issues")
    page.get_by_role("button", name="Log in").click()
    page.get_by_placeholder("sub").fill("eve@example.org")
    page.get_by_role("button", name="Authorize").click()
    expect(page.locator("h1.lh-finding")).to_contain_text("eve@example.org, and have no role here")
    expect(page.locator(".js-plotly-plot")).to_have_count(0)
    assert asked(address, "GET", "/api/briefings", cookies(page))[0] == 403


def test_the_server_tells_browsers_what_they_may_do_and_closes_what_is_asked_from_elsewhere(served):
    address, _ = served
    for path in ("/", "/library", "/api/briefings", "/_stcore/health", "/static/nothing.js", "/fonts/nothing.css"):
        told = asked(address, "GET", path, {"Origin": "https://evil.example"})[1]
        assert "script-src 'self' blob: 'sha256-" in told["content-security-policy"], path
        assert (told["x-content-type-options"], told["referrer-policy"], told["x-frame-options"]) == ("nosniff", "same-origin", "DENY")
        assert told["access-control-allow-origin"] is None, path
    upgrade = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA=="}
    assert asked(address, "GET", "/_stcore/stream", {**upgrade, "Origin": "https://evil.example"})[0] == 403
    assert asked(address, "GET", "/_stcore/stream", {**upgrade, "Origin": "http://evil.example", "Host": "evil.example"})[0] == 403
    assert asked(address, "GET", "/api/briefings", {"Host": "evil.example"})[0] == 403
    assert asked(address, "POST", "/api/briefings", {"Content-Length": "0"})[0] in (401, 405)
    assert asked(address, "POST", "/_stcore/agent/interact", {"Content-Type": "application/json"}, b"{}")[0] in (403, 404)


def test_an_upload_needs_its_own_token_and_is_not_larger_than_allowed(page, served):
    address, _ = served
    page.goto(f"{address}/library")
    log_in(page, "chen")
    path, mine = "/_stcore/upload_file/session/file", cookies(page)
    assert asked(address, "PUT", path, mine, b"x")[0] == 403
    token = next(one["value"] for one in page.context.cookies() if one["name"] == "_streamlit_xsrf")
    # With it, the session is looked for, and there is none of that name.
    assert asked(address, "PUT", path, {**mine, "X-Xsrftoken": token}, b"x")[0] == 400
    held = page.locator('input[type="file"]').first
    with page.expect_request(re.compile("upload_file")) as sent:
        held.set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": "谈判破裂。".encode()})
    expect(page.get_by_text("a.txt holds 1 document")).to_be_visible()
    own = {**mine, "X-Xsrftoken": token, "Content-Length": str(200 * 1024 * 1024)}
    assert asked(address, "PUT", urlsplit(sent.value.url).path + "x", own)[0] == 413


def test_no_secret_is_in_the_log_or_in_an_answer(page, served):
    address, home = served
    marks = {CLIENT_SECRET, COOKIE_SECRET, "code-that-nobody-gave", "token-that-nobody-has"}
    answers = [asked(address, "GET", path, headers) for path, headers in (
        ("/oauth2callback?code=code-that-nobody-gave&state=none", {}), ("/auth/login?provider=token-that-nobody-has", {}),
        ("/api/briefings", {"Authorization": "Bearer token-that-nobody-has"}), ("/api/nothing?key=token-that-nobody-has", {}))]
    page.goto(f"{address}/library")
    log_in(page, "chen")
    marks |= {one["value"] for one in page.context.cookies() if one["name"].startswith("_streamlit_user")}
    log = (home / "server.log").read_text()
    assert "log_in: chen@example.org" in log
    for mark in marks:
        assert mark not in log
        assert not any(mark.encode() in body for _, _, body in answers)
        assert mark not in page.content()
