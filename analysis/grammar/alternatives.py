"""One of many words as a pattern that looks at each character once."""

import re
from collections.abc import Iterable
from typing import TypeAlias

# The words by their characters: each leads to what may follow it, and an empty one marks that a word may end here.
_Tree: TypeAlias = "dict[str, _Tree]"


def either(words: Iterable[str]) -> str:
    """Return a pattern of any of some words: where several fit, the longest, then the next shorter one.

    Parameters
    ----------
    words : iterable of str
        Compared as they stand; none of them is empty.

    Notes
    -----
    `re` tries the words of an alternation one by one. Here words that begin alike share their beginning, and a place
    whose first character begins no word is left at once. Without any word the pattern matches nowhere.
    """
    tree: _Tree = {}
    for word in words:
        branch = tree
        for character in word:
            branch = branch.setdefault(character, {})
        branch[""] = {}
    if not tree:
        return "(?!)"
    return f"(?=[{''.join(map(re.escape, sorted(tree)))}]){_branches(tree)}"

def _branches(tree: _Tree) -> str:
    parts = [re.escape(character) + (_branches(rest) if rest.keys() != {""} else "")
             for character, rest in tree.items() if character]
    group = parts[0] if len(parts) == 1 and "" not in tree else f"(?:{'|'.join(parts)})"
    return f"{group}?" if "" in tree else group
