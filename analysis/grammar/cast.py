"""Whom a page introduces, and the short forms under which they speak on it: `K = 林若川`, `林若川(以下简称林)`, `林教授`."""

import re
from functools import cached_property

from analysis.grammar import names
from analysis.grammar.furniture import Line
from analysis.grammar.voicebook import Voicebook
from analysis.patterns import later

_LETTER_PATTERN = "[A-Z]{1,2}|[甲乙丙丁戊己庚辛]"
_KEY = r"[A-Z]{1,2}|[甲乙丙丁戊己庚辛]|[\u4e00-\u9fff]"
# "K = 林若川(律师)", "甲:林若川,海滨大学教授", "A为林若川".
_DEFINED = later(rf"(?:^|(?<=[^\w]))(?P<key>{_KEY})[ ]?(?P<by>[=:]|[—–-]{{1,2}}|→|为|是|代表|即)[ ]?"
                 r"(?P<who>[^,;、/|=()\[\]:。!?\n]{2,24})(?P<told>[ ]?[,(][^()。!?;]{0,40}\)?)?(?=$|[ ,;、/|)。])")
# "林若川(以下简称林)", "林若川教授(下称“林”)".
_SHORTENED = later(r"(?P<who>[^ ,;、:。!?()\n]{2,20}(?: [A-Z][A-Za-z.'-]+){0,3})[ ]?\((?P<told>[^()]{0,30}?)(?:以下|下文|下|后文)?(?:均|皆)?(?:简称|称)(?:为|作)?[ ]?"
                   r"[“‘]?(?P<key>[^()“”‘’ ]{1,4})[”’]?\)")
_LIST = later(r"[^\w·.' -]+|(?<=[^A-Za-z.]) | (?=[^A-Za-z])")
_HOST = ("主持", "提问", "采访", "记者", "司仪")
# Lines before the text, and below it, that may introduce who speaks.
_FIRST, _LAST, _LONGEST = 12, 6, 200
_LONGEST_PART, _LONGEST_SHORT, _LONGEST_LIST = 30, 5, 90
_LETTER = later(_LETTER_PATTERN)
_DEFINES = later(rf"(?:{_LETTER_PATTERN})[ ]?(?:[=:→—–-]|为|是|代表|即)|[\u4e00-\u9fff][ ]?=")


class Cast:
    """Who is introduced, and under which short forms they speak.

    Parameters
    ----------
    found : list of Line
    title : str
    book : Voicebook
    shape : NameShapes

    Attributes
    ----------
    keys : dict of str to (str, bool)
        A short form, whose it is, and whether they only ask.
    """

    def __init__(self, found: list[Line], title: str, book: Voicebook, shape: names.NameShapes):
        self._found, self._book, self._shape = found, book, shape
        self._edges = [text[:_LONGEST] for text in (title, *(line.text for line in found[:_FIRST]), *(line.text for line in found[_FIRST:][-_LAST:]))]
        self.keys: dict[str, tuple[str, bool]] = {}
        self._define()

    @cached_property
    def persons(self) -> list[str]:
        """Return the full names that stand on the page's first and last lines, and before a short form."""
        parts = [part for text in self._edges if len(text) <= _LONGEST_LIST for part in _LIST.split(text) if 2 <= len(part) <= _LONGEST_PART]
        told = (names.titled(part, self._book, self._shape) for part in parts)
        found = dict.fromkeys([*(name for name in told if name and not name.endswith(self._book.words("titles", "titles"))),
                               *(name for name, _ in self.keys.values())])
        return [person for person in found if not any(other != person and other.endswith(person) for other in found)]

    def full(self, name: str) -> str:
        """Return the full name behind a surname and a title, or a given name; the name itself where none is introduced."""
        if not 1 < len(name) <= _LONGEST_SHORT:
            return name
        for length in (1, 2):
            surname, title = name[:length], name[length:]
            if title in self._shape.title_words:
                told = re.search(rf"{re.escape(surname)}[\u4e00-\u9fff]{{1,2}}?(?={self._shape.title.pattern})", "\n".join(self._edges))
                meant = [told[0]] if told else [person for person in self.persons if person.startswith(surname) and len(person) > length]
                return meant[0] if len(meant) == 1 else name
        if len(name) > 2 or name in self.persons:
            return name
        meant = [person for person in self.persons if person.endswith(name) and len(person) > len(name)]
        return meant[0] if len(meant) == 1 else name

    def named(self, surname: str) -> str:
        """Return the one person introduced whose name begins so, empty where there is none or several."""
        meant = [person for person in self.persons if person.startswith(surname)]
        return meant[0] if len(meant) == 1 else ""

    def _define(self) -> None:
        """Fill in the short forms the page defines.

        Notes
        -----
        A letter before a colon is a short form only if what follows is surely a name: `A:林若川,教授` introduces,
        `A:不会` answers.
        """
        for text in self._edges:
            for match in _DEFINED.finditer(text) if _DEFINES.search(text) else ():
                whole = match["who"] + (match["told"] or "")
                name, certainty = names.label(whole, self._book, self._shape)
                sure = certainty == "strong" or (certainty != "none" and (match["by"] in "=→" or "(" in whole))
                if sure and match["key"] not in self.keys and (_LETTER.fullmatch(match["key"]) or match["by"] in "=→为是即"):
                    self.keys[match["key"]] = name, any(word in whole for word in _HOST)
        for text in (line.text[:_LONGEST] for line in self._found if "称" in line.text):
            for match in _SHORTENED.finditer(text) if "(" in text else ():
                name, certainty = names.label(match["who"], self._book, self._shape)
                if certainty != "none" and match["key"] not in self.keys:
                    self.keys[match["key"]] = name, any(word in match["told"] + match["who"] for word in _HOST)
