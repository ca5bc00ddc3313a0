"""Persons whom nothing introduces but that they speak: `陆若松说`, `对此,陆若松则认为`."""

from bisect import bisect_left

from analysis.grammar import names
from analysis.grammar.attribution.lexis import Lexis
from analysis.grammar.attribution.tokens import BLOCK, BODY, CARRIED, HEAD, OUTSIDER, SELF, VERB, Token

# What no name may hold.
OTHERS = BODY | BLOCK | VERB | HEAD | CARRIED | OUTSIDER | SELF


def find(tokens: list[Token], plain: str, lexis: Lexis, found: dict[str, None]) -> None:
    """Add the names that open a clause right before a verb of saying: each is somebody all through the text.

    Parameters
    ----------
    found : dict of str to None
        Names known so far, in order; more are put in.
    """
    begun = [token.start for token in tokens]
    for match in lexis.speaking.finditer(plain):
        name = match["name"]
        if name in found or not lexis.unknown_word(name) or not lexis.plausible_body(name):
            continue
        if lexis.plausible_name(name) and names.is_person(name, lexis.shape, foreign=False) and free(tokens, begun, match.start("name"), match.end("name")):
            found[name] = None


def free(tokens: list[Token], begun: list[int], start: int, end: int) -> bool:
    """Say whether no word of another kind begins between two places."""
    index = bisect_left(begun, start)
    while index < len(tokens) and begun[index] < end:
        if tokens[index].roles & OTHERS:
            return False
        index += 1
    return True
