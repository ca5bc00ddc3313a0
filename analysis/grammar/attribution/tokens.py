"""The words of attribution in a text: each place with the parts it may play."""

import re
from dataclasses import dataclass

import ahocorasick_rs

from analysis.codebook import Codebook
from analysis.grammar.alternatives import either
from analysis.grammar.voicebook import Frame, Verb, Voicebook

# The parts a word may play, as bits of one number: a word plays several.
VERB, TAIL, BLOCK, HEAD, WRITTEN, OUTSIDER, SELF, CARRIED, TITLE, STANCE, PERSON, BODY, NAMED = (1 << n for n in range(13))
# Somebody with a name: of the codebook, or found in this text.
SOMEBODY = PERSON | NAMED
_LISTS = ((BLOCK, "blockers", "words"), (HEAD, "sources", "heads"), (WRITTEN, "sources", "written"),
          (OUTSIDER, "sources", "outsiders"), (SELF, "sources", "self"), (CARRIED, "sources", "carried"),
          (TITLE, "titles", "titles"), (STANCE, "sources", "stances"))

# A verb that ends so takes no second one.
_CLOSED = ("说", "称", "道", "言", "到", "是", "指")


@dataclass(slots=True)
class Form:
    """What a form of words may be: its parts, and what goes with them; `heads` finds where one of its frames may begin."""

    roles: int = 0
    verb: Verb | None = None
    frames: tuple[Frame, ...] = ()
    heads: re.Pattern[str] | None = None
    person: str = ""


@dataclass(slots=True)
class Token:
    """A place where a form stands; offsets in the folded text, half-open."""

    start: int
    end: int
    roles: int
    form: Form
    voice: str = ""


def _doubled(book: Voicebook) -> list[str]:
    """Return the verbs of saying with a second one behind them: `表态|称`, `并指|出`."""
    seconds = book.words("verbs", "second")
    return [form + second for form, verb in book.verbs.items() if not verb.keeps_verb for second in seconds
            if len(form) > 1 and not form.endswith(_CLOSED)] + [
                form + "出" for form in book.verbs if len(form) > 1 and form.endswith("指")]


class Forms:
    """All forms of a voicebook and a codebook in one automaton: leftmost, longest.

    Parameters
    ----------
    codebook : Codebook
        Its actors are voices: persons under their names, other bodies under the form the text uses.
    book : Voicebook
    """

    def __init__(self, codebook: Codebook, book: Voicebook):
        forms: dict[str, Form] = {}
        for form, verb in book.verbs.items():
            self._add(forms, form, VERB).verb = verb
        for form in _doubled(book):
            # "表态称", "补充指出": a second verb of saying, so no comma is needed.
            if form not in forms:
                self._add(forms, form, VERB).verb = Verb(form)
        for frame in book.frames:
            for tail in frame.tails:
                if frame.code == "opinion":
                    opinion = self._add(forms, tail, VERB)
                    opinion.verb = opinion.verb or Verb(tail, punctuated=True)
                else:
                    framed = self._add(forms, tail, TAIL)
                    framed.frames = (*framed.frames, frame)
                    framed.heads = re.compile(either(head for own in framed.frames for head in own.heads))
        for role, stem, table in _LISTS:
            for form in book.words(stem, table):
                self._add(forms, form, role)
        for form in book.words("sources", "stances"):
            # "的看法" also ends a frame (按某某的看法); the longer form wins at a place, so it needs the part too.
            self._add(forms, "的" + form, STANCE)
        for actor in codebook.actors.values():
            for form in (*actor.forms, *actor.metonyms):
                if len(form) > 1:
                    known = self._add(forms, form, PERSON if actor.kind == "person" else BODY)
                    if actor.kind == "person":
                        known.person = known.person or actor.code
        self._kinds = list(forms.values())
        self._automaton = ahocorasick_rs.AhoCorasick(
            list(forms), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest,
            implementation=ahocorasick_rs.Implementation.ContiguousNFA)

    @staticmethod
    def _add(forms: dict[str, Form], form: str, role: int) -> Form:
        known = forms.setdefault(form, Form())
        known.roles |= role
        return known

    def find(self, text: str) -> list[Token]:
        """Return the places of a folded text where a form stands, in order."""
        kinds = self._kinds
        return [Token(start, end, kinds[index].roles, kinds[index])
                for index, start, end in self._automaton.find_matches_as_indexes(text)]
