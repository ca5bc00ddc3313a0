"""Who may do what: roles, and the file that gives them to people by address, by group and to programs by token."""

import hashlib
import hmac
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import tomli

READER, CODER, ADMIN = "reader", "coder", "admin"
# Each may do what those before it may.
ROLES = (READER, CODER, ADMIN)
NONE = "none"
# The file; or `OPEN`: something before this server lets people in.
VARIABLE, OPEN = "LUNHENG_ACCESS", "open"
HOURS = 12.0
# Clocks of two machines differ by less.
_AHEAD = timedelta(minutes=5)
_KEYS = {"default", "group_claim", "session", "addresses", "groups", "tokens"}
_TOKEN = {"role", "sha256", "until"}


class AccessError(ValueError):
    """The file of roles cannot be used; the message names it, each fault with its place, and what to write instead."""


@dataclass(frozen=True)
class Person:
    """Somebody who does something.

    Attributes
    ----------
    name : str
        Their address, or what else they are called.
    role : str
        One of `ROLES`, or `none`.
    """

    name: str
    role: str = ADMIN

    def may(self, least: str) -> bool:
        """Whether their role is this one or more."""
        return self.role in ROLES and ROLES.index(self.role) >= ROLES.index(least)


class Refused(PermissionError):
    """Somebody's role does not allow what they tried; nothing of it was kept.

    Attributes
    ----------
    person : Person
    least : str
        The role it takes.
    """

    def __init__(self, person: Person, least: str, did: str):
        super().__init__(f"{did}: is for the role {least}; {person.name} has the role {person.role}")
        self.person, self.least = person, least


@dataclass(frozen=True)
class Token:
    """What a program shows instead of logging in: kept as its digest only."""

    name: str
    role: str
    sha256: str
    until: date | None


@dataclass(frozen=True)
class Rules:
    """Who has which role.

    Attributes
    ----------
    default : str
        The role of whoever logs in and is not named.
    addresses, groups : dict of str to str
        Roles by address, in small letters (`*@example.org`: everybody's there), and by group.
    group_claim : str
        What the provider calls a person's groups; with dots where it lies deeper (`realm_access.roles`).
    hours : float
        How long a login holds.
    tokens : tuple of Token
    """

    default: str = NONE
    addresses: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    group_claim: str = "groups"
    hours: float = HOURS
    tokens: tuple[Token, ...] = ()

    def person(self, claims: Mapping[str, object]) -> Person:
        """Return who an identity provider says somebody is, with their role.

        Parameters
        ----------
        claims : mapping of str to object
            Of the identity token (OpenID Connect Core 1.0, section 5.1). An address the provider says is not verified is nobody's.

        Notes
        -----
        Who is named by address has that role, whatever else holds of them. Of a house's address and groups the greatest counts.
        """
        address = str(claims.get("email") or "").strip().casefold()
        if str(claims.get("email_verified", True)).casefold() == "false":
            address = ""
        name = address or str(claims.get("sub") or "unknown")
        if address in self.addresses:
            return Person(name, self.addresses[address])
        held = [self.groups[group] for group in _groups(claims, self.group_claim) if group in self.groups]
        house = f"*@{address.rpartition('@')[2]}" if "@" in address else ""
        if house in self.addresses:
            held.append(self.addresses[house])
        held = [role for role in held if role in ROLES]
        return Person(name, max(held, key=ROLES.index) if held else self.default)

    def holds(self, claims: Mapping[str, object], now: datetime | None = None) -> bool:
        """Whether a login is not over: it began, by its `iat`, no longer ago than it may last."""
        try:
            began = datetime.fromtimestamp(float(str(claims["iat"])), UTC)
        except (KeyError, ValueError, OverflowError, OSError):
            return False
        return -_AHEAD <= (now or datetime.now(UTC)) - began < timedelta(hours=self.hours)

    def bearer(self, shown: str, today: date | None = None) -> Person | None:
        """Return as whom a program comes that shows a token; None where it is none of ours, or has run out."""
        digest = digest_of(shown)
        found = [token for token in self.tokens if hmac.compare_digest(token.sha256, digest)]
        if not found or (found[0].until is not None and (today or datetime.now(UTC).date()) > found[0].until):
            return None
        return Person(found[0].name, found[0].role)


def file() -> Path | None:
    """Return the file of roles that `LUNHENG_ACCESS` names; None where it names none."""
    told = os.environ.get(VARIABLE, "").strip()
    return Path(told) if told and told != OPEN else None


def kept_elsewhere() -> bool:
    """Whether `LUNHENG_ACCESS` says that something before this server lets people in."""
    return os.environ.get(VARIABLE, "").strip() == OPEN


def rules() -> Rules:
    """Return the rules of the file as it is now; without one, nobody has a role.

    Raises
    ------
    AccessError
    """
    path = file()
    if path is None:
        return Rules()
    try:
        changed = path.stat().st_mtime_ns
    except OSError as error:
        raise AccessError(f"{path}: {error.strerror or error}. {VARIABLE} names it; write it as docs/access.md says.") from None
    return _read(path, changed)


def digest_of(token: str) -> str:
    """Return a token as it is kept: SHA-256 in hexadecimal. It is long and random, so no slower digest is needed."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


@lru_cache(maxsize=4)
def _read(path: Path, changed: int) -> Rules:
    try:
        return read(path.read_text(encoding="utf-8"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise AccessError(f"{path}: cannot be read ({type(error).__name__}). Save it as UTF-8, readable for this program.") from None


def read(text: str, name: str = "access.toml") -> Rules:
    """Return the rules a file holds.

    Parameters
    ----------
    text : str
    name : str
        Of the file, for what is said of its faults.

    Raises
    ------
    AccessError
        With every fault, its line and key, and what to write.
    """
    try:
        told = tomli.loads(text)
    except (ValueError, RecursionError) as error:
        raise AccessError(f"{name}: {error}. Put names with @ or * between quotes.") from None
    faults = [f"{key}: is nothing this file can say. There are {', '.join(sorted(_KEYS))}." for key in told if key not in _KEYS]
    default = told.get("default", NONE)
    faults += _role_fault("default", default)
    claim = told.get("group_claim", "groups")
    if not isinstance(claim, str) or not claim:
        faults.append('group_claim: expected a name, such as "groups".')
    session = _section(told, "session", faults)
    faults += [f"session.{key}: is nothing this file can say. There is hours." for key in session if key != "hours"]
    hours = session.get("hours", HOURS)
    if isinstance(hours, bool) or not isinstance(hours, int | float) or not 0 < hours <= 24 * 30:
        faults.append(f"session.hours: expected hours from above 0 to 720, found {hours!r}.")
    roles = {}
    for part in ("addresses", "groups"):
        roles[part] = _section(told, part, faults)
        for who, role in roles[part].items():
            faults += _role_fault(f'{part}."{who}"', role)
            if part == "addresses" and (who.count("@") != 1 or not all(who.split("@")) or "*" in who.removeprefix("*@") or " " in who):
                faults.append(f'addresses."{who}": is no address. Write "ana@example.org", or "*@example.org" for everybody there.')
    tokens = []
    for who, said in _section(told, "tokens", faults).items():
        wrong = _token_faults(who, said)
        faults += wrong
        if not wrong:
            tokens.append(Token(who, said["role"], said["sha256"].lower(), said.get("until")))
    if faults:
        raise AccessError("\n".join([name, *(f"  {_at(text, fault)}{fault}" for fault in faults)]))
    return Rules(default, {who.strip().casefold(): role for who, role in roles["addresses"].items()}, roles["groups"], claim, float(hours),
                 tuple(tokens))


def _section(told: Mapping[str, object], name: str, faults: list[str]) -> dict[str, Any]:
    section = told.get(name, {})
    if isinstance(section, dict):
        return section
    faults.append(f"{name}: expected a section, [{name}], found {section!r}.")
    return {}


def _role_fault(key: str, role: object) -> list[str]:
    if role in (NONE, *ROLES):
        return []
    return [f"{key}: {role!r} is no role. There are {', '.join((NONE, *ROLES))}."]


def _token_faults(who: str, said: object) -> list[str]:
    key = f'tokens."{who}"' if not who.isidentifier() else f"tokens.{who}"
    move = f"Have it written by: python -m analysis access token {who}"
    if not isinstance(said, dict) or not _TOKEN.issuperset(said) or not {"role", "sha256"} <= said.keys():
        return [f"{key}: expected {{role = …, sha256 = …}}, and until = a day. {move}"]
    faults = _role_fault(f"{key}.role", said["role"])
    digest = said["sha256"]
    if not isinstance(digest, str) or len(digest) != 64 or not set(digest.lower()) <= set("0123456789abcdef"):
        # What stands there may be the token itself, put down by mistake: it is not repeated.
        faults.append(f"{key}.sha256: is no SHA-256 digest of 64 hexadecimal digits. {move}")
    if "until" in said and type(said["until"]) is not date:
        faults.append(f"{key}.until: expected a day, such as 2027-06-30 without quotes.")
    return faults


def _at(text: str, fault: str) -> str:
    """Return on which line of a file a fault's key stands, as words before it; nothing where it cannot be told."""
    key = fault.partition(": ")[0]
    last = key.partition('"')[2].partition('"')[0] if '"' in key else key.split(".")[min(1, key.count("."))]
    lines = [number for number, line in enumerate(text.splitlines(), 1) if last in line.partition("#")[0]]
    return f"line {lines[0]}: " if lines else ""


def _groups(claims: Mapping[str, object], claim: str) -> list[str]:
    """Return a person's groups: a list, or one name."""
    found: object = claims
    if claim in claims:
        found = claims[claim]
    else:
        for part in claim.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
    if isinstance(found, str):
        return [found]
    return [str(group) for group in found] if isinstance(found, list | tuple) else []
