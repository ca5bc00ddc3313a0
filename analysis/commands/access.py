"""access: is the file of roles right, who would somebody be, a token for a program."""

import argparse
import secrets

from analysis import access
from analysis.access import ROLES, AccessError
from analysis.commands import DONE, Commands, failed

# Of a token: nobody guesses it.
_BYTES = 32


def add(commands: Commands) -> None:
    """Add `access` to a parser's commands."""
    command = commands.add_parser("access", help="look after the file of roles (docs/access.md)")
    what = command.add_subparsers(required=True, metavar="WHAT")
    check = what.add_parser("check", help=f"say whether the file that {access.VARIABLE} names is right")
    check.set_defaults(run=_check)
    who = what.add_parser("role", help="say which role somebody would have")
    who.add_argument("address")
    who.add_argument("--group", action="append", default=[], help="a group the provider says they are in")
    who.set_defaults(run=_role)
    token = what.add_parser("token", help="make a token for a program, and the lines that let it in")
    token.add_argument("name", help="what it is called in the file and in the log")
    token.add_argument("--role", choices=ROLES, default=ROLES[0])
    token.set_defaults(run=_token)


def _check(chosen: argparse.Namespace) -> int:
    try:
        found = access.rules()
    except AccessError as error:
        return failed(str(error))
    print(f"{access.file() or f'no file ({access.VARIABLE} names none)'}: {len(found.addresses)} addresses, {len(found.groups)} groups, "
          f"{len(found.tokens)} tokens; anybody else who logs in: {found.default}; a login holds {found.hours:g} hours")
    return DONE


def _role(chosen: argparse.Namespace) -> int:
    try:
        found = access.rules()
    except AccessError as error:
        return failed(str(error))
    print(found.person({"email": chosen.address, found.group_claim: chosen.group}).role)
    return DONE


def _token(chosen: argparse.Namespace) -> int:
    made = secrets.token_urlsafe(_BYTES)
    name = chosen.name if chosen.name.isidentifier() and chosen.name.isascii() else f'"{chosen.name}"'
    print(f"Give this to the program; it is shown this once:\n\n  {made}\n\nand put this into the file that {access.VARIABLE} names:\n\n"
          f'[tokens]\n{name} = {{role = "{chosen.role}", sha256 = "{access.digest_of(made)}"}}')
    return DONE
