"""Roles, by address, group and token, and the file that gives them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from analysis import access
from analysis.access import ADMIN, CODER, NONE, READER, AccessError, Person, Rules, digest_of, read

WRITTEN = """
default = "none"
group_claim = "realm_access.roles"
[session]
hours = 8
[addresses]
"Ana@Example.org" = "admin"
"*@example.org" = "reader"
"guest@example.org" = "none"
[groups]
coders = "coder"
[tokens]
weekly = {role = "reader", sha256 = "%s", until = 2026-12-31}
""".replace("%s", digest_of("secret"))
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def login(**claims) -> dict[str, object]:
    return {"iss": "https://id.example", "sub": "7", "iat": NOW.timestamp(), **claims}


def test_each_role_may_do_what_those_before_it_may():
    may = {role: [Person("a", role).may(least) for least in access.ROLES] for role in (*access.ROLES, NONE)}
    assert may == {READER: [True, False, False], CODER: [True, True, False], ADMIN: [True] * 3, NONE: [False] * 3}


@pytest.mark.parametrize(("claims", "role"), [
    ({"email": "ANA@example.org"}, ADMIN), ({"email": "bo@example.org"}, READER), ({"email": "bo@sub.example.org"}, NONE),
    ({"email": "bo@example.org", "realm_access": {"roles": ["coders", "others"]}}, CODER), ({"email": "guest@example.org"}, NONE),
    # Who is named is what they are named, whatever group they are in.
    ({"email": "guest@example.org", "realm_access": {"roles": ["coders"]}}, NONE),
    ({"email": "eve@evil.example"}, NONE), ({}, NONE), ({"realm_access": "coders"}, NONE), ({"realm_access": {"roles": "coders"}}, CODER),
    ({"email": "*@example.org"}, READER), ({"email": "x@@example.org"}, READER), ({"email": ["ana@example.org"]}, NONE)])
def test_a_role_is_given_by_address_house_and_group(claims, role):
    assert read(WRITTEN).person(login(**claims)).role == role


@pytest.mark.parametrize("said", [False, "false", "False"])
def test_an_address_the_provider_has_not_verified_is_nobodys(said):
    person = read(WRITTEN).person(login(email="ana@example.org", email_verified=said))
    assert person == Person("7", NONE)


def test_a_default_holds_for_whoever_is_not_named():
    assert read('default = "coder"').person(login(email="a@b.example")) == Person("a@b.example", CODER)
    assert Rules().person(login(email="a@b.example")).role == NONE


@pytest.mark.parametrize(("ago", "holds"), [(timedelta(0), True), (timedelta(hours=7, minutes=59), True), (timedelta(hours=8), False),
                                            (timedelta(minutes=-4), True), (timedelta(minutes=-6), False)])
def test_a_login_ends_by_itself(ago, holds):
    assert read(WRITTEN).holds(login(iat=(NOW - ago).timestamp()), NOW) is holds


@pytest.mark.parametrize("began", [None, "", "soon", [], 1e300, float("nan"), True])
def test_a_login_that_does_not_say_when_it_began_is_over(began):
    assert not read(WRITTEN).holds(login(iat=began), NOW)
    assert not read(WRITTEN).holds({}, NOW)


def test_a_program_shows_a_token_until_its_day():
    rules = read(WRITTEN)
    assert rules.bearer("secret", date(2026, 12, 31)) == Person("weekly", READER)
    assert rules.bearer("secret", date(2027, 1, 1)) is None
    assert rules.bearer("other", date(2026, 12, 1)) is None
    assert rules.bearer(digest_of("secret"), date(2026, 12, 1)) is None
    assert rules.bearer("", date(2026, 12, 1)) is None


def test_every_fault_is_named_with_its_line_its_key_and_the_next_move():
    with pytest.raises(AccessError) as raised:
        read('default = "boss"\nadmins = ["a"]\n[session]\nhours = -1\n[addresses]\nana = "admin"\n"a*@example.org" = "reader"\n'
             '[groups]\ncoders = "codr"\n[tokens]\nweekly = {role = "reader", sha256 = "hunter2"}\n', "/etc/lunheng/access.toml")
    told = str(raised.value).splitlines()
    assert told[0] == "/etc/lunheng/access.toml"
    assert [line.split(": ")[0].strip() + " " + line.split(": ")[1] for line in told[1:]] == [
        "line 2 admins", "line 1 default", "line 4 session.hours", 'line 6 addresses."ana"', 'line 7 addresses."a*@example.org"',
        'line 9 groups."coders"', "line 11 tokens.weekly.sha256"]
    assert 'Write "ana@example.org"' in told[4] and "There are none, reader, coder, admin." in told[2]
    # What was put there by mistake may be the token itself.
    assert "hunter2" not in str(raised.value)


@pytest.mark.parametrize(("text", "says"), [
    ("ana@example.org = 'admin'", "line 1"), ("addresses = 3", "expected a section"), ("group_claim = ''", "group_claim"),
    ("[tokens]\na = 'x'", "python -m analysis access token a"), ("[tokens]\na = {role = 'reader', sha256 = '%s', until = '2026'}" % ("0" * 64), "expected a day"),
    ("[session]\nminutes = 3", "There is hours"), ("default = " + "9" * 5000, "Put names"), ("default = " + "[" * 3000, "Put names")])
def test_what_is_no_file_of_roles_is_refused(text, says):
    with pytest.raises(AccessError, match=says):
        read(text)


def test_the_file_is_read_again_once_it_changed(tmp_path, monkeypatch):
    path = tmp_path / "access.toml"
    monkeypatch.setenv(access.VARIABLE, str(path))
    with pytest.raises(AccessError, match=r"docs/access\.md"):
        access.rules()
    path.write_text('default = "reader"')
    assert access.rules().default == READER
    path.write_text('default = "coder"')
    assert access.rules().default == CODER
    path.write_bytes(b"\xff")
    with pytest.raises(AccessError, match="UTF-8"):
        access.rules()


def test_without_a_file_nobody_has_a_role(monkeypatch):
    for told in ("", "open"):
        monkeypatch.setenv(access.VARIABLE, told)
        assert access.file() is None and access.rules() == Rules()
        assert access.kept_elsewhere() is (told == "open")
