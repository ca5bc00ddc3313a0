"""What two cues, or a cue and a negation, say together: 恐怕 + 不会 is unlikely, 不会 + 不 is will."""

from collections.abc import Sequence

from analysis.grammar.vocabulary import Cue


def compose(chain: Sequence[Cue], negated: bool, table: dict[str, dict[str, str]]) -> str:
    """Return the likelihood of the outcome as stated, without its negation.

    Parameters
    ----------
    chain : sequence of Cue
        Outermost first: `恐怕`, `不会`.
    negated : bool
        A bare 不 follows the innermost cue (`可能不参加`): the outcome is then the verb without it.
    table : dict
        The codebook's composition: row the outer cue's strength, column the inner's likelihood.
    """
    likelihood = table["not"]["will"] if negated else "will"
    for cue in reversed(chain):
        likelihood = table.get(cue.strength, table["plain"])[likelihood]
    return likelihood
