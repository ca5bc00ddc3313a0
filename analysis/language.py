"""The texts of the interface, and numbers, days and lists as a language writes them.

Every text stands under a key in `data/interface/<language>/<section>.toml`, in English and in Simplified Chinese; Traditional
is derived from Simplified, where `data/interface/zh-Hant` does not say otherwise. Pages, findings, charts, exports and the
command line take their words from here.
"""

import re
import string
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from numbers import Integral
from pathlib import Path

import opencc
import pandas as pd
import tomli

from analysis.harmless import storable

SHIPPED = Path(__file__).parent.parent / "data" / "interface"
CODES = ("en", "zh-Hans", "zh-Hant")
ENGLISH = "en"
NAMES = {"en": "English", "zh-Hans": "简体", "zh-Hant": "繁體"}
# British English: `14 July 2025`, `A, B and C`. Its months are cut to three letters, where CLDR's British writes `Sept`.
_LOCALES = {"en": ("en", "en_GB"), "zh-Hans": ("zh_Hans", "zh_Hans"), "zh-Hant": ("zh_Hant", "zh_Hant")}
# Where browsers say only `zh-TW`: regions that write Traditional characters.
_TRADITIONAL = {"hant", "tw", "hk", "mo"}
_MARKS = str.maketrans("“”‘’", "「」『』")
# A plural table: forms under CLDR's categories or, before them, under a number itself, as in ICU's `=1`; and by which value
# it chooses, if not by `n`.
_CATEGORY = re.compile(r"zero|one|two|few|many|other|by|\d+")
_BESIDE_NUMBER = re.compile(r"(?<=[和或])(?=\d)|(?<=\d)(?=[和或])")
_PLACE = re.compile(r"\{(\w+)")


@dataclass(frozen=True)
class Language:
    """A language of the interface.

    Attributes
    ----------
    code : {"en", "zh-Hans", "zh-Hant"}
    texts : dict of str to str or dict
        By key; a dict holds plural forms.
    """

    code: str
    texts: dict[str, str | dict[str, str]]

    @classmethod
    def of(cls, code: str) -> "Language":
        """Return the language of a code.

        Raises
        ------
        ValueError
            For a code that is none of `CODES`, or where a catalogue cannot be read: names file and fault.
        """
        return _of(code)

    def say(self, key: str, **values: object) -> str:
        """Return a text with its {places} filled in.

        Parameters
        ----------
        key : str
            As it stands in the catalogue.
        values
            Whole numbers are grouped by thousands and days written out; for another form, format them before, or in the
            text (`{share:.2f}`). A text with plural forms chooses by `n`, or by the value its `by` names.

        Notes
        -----
        Plural forms after Unicode CLDR's plural rules, as Babel has them. Fluent was weighed and passed over: it brings a
        file format of its own, and asks for nothing here that a table of forms does not do.
        """
        text = self.texts.get(key)
        if text is None:
            raise KeyError(f"{key}: no such text in data/interface/{self.code}")
        if isinstance(text, dict):
            # Imported here and below: coding asks this file for Traditional characters only, and Babel takes 15 ms.
            from babel import Locale

            number = int(str(values[text.get("by", "n")]))
            category = Locale.parse(_LOCALES[self.code][0]).plural_form(number)
            text = text.get(str(number)) or text.get(category) or text["other"]
        return _Filled(self).vformat(text, (), values) if values else text

    def again(self, text: str, *sections: str) -> str:
        """Return in this language what was said in English, as the grammar does of a row: `negated by 不`.

        Parameters
        ----------
        text : str
            A text of the English catalogue with its places filled in; anything else comes back as it is.
        sections : str
            With what the keys begin that it may be; those of its parts are looked up in turn.

        Notes
        -----
        A part that is a key itself, as a likelihood is, is said in this language; of a part that several texts may stand for,
        the shortest is taken, from the left.
        """
        for key, pattern in _patterns(sections):
            if found := pattern.fullmatch(text):
                parts = {name: self.say(part) if part in self.texts and isinstance(self.texts[part], str) and not places(self.texts[part])
                         else self.again(part, *sections) for name, part in found.groupdict().items()}
                return self.say(key, **parts)
        return text

    def number(self, value: float, digits: int = 0) -> str:
        """Return a number with `digits` decimals, thousands grouped."""
        from babel.numbers import format_decimal

        return format_decimal(value, format="#,##0" + ("." + "0" * digits if digits else ""), locale=_LOCALES[self.code][0])

    def short(self, value: float) -> str:
        """Return a whole number to two figures, its thousands or millions as a letter or character: `164K`, `9.9K`, `16万`, `5.2万`."""
        from babel.numbers import format_compact_decimal

        told = format_compact_decimal(value, locale=_LOCALES[self.code][0], fraction_digits=0)
        shortened = value >= 1000 and sum(map(str.isdigit, told)) == 1
        return format_compact_decimal(value, locale=_LOCALES[self.code][0], fraction_digits=1) if shortened else told

    def date(self, when: date | pd.Timestamp, form: str = "day") -> str:
        """Return a day in words.

        Parameters
        ----------
        when : date or Timestamp
        form : {"day", "day_short", "month", "month_short", "year", "day_of_month", "day_of_month_short", "only_month",
                "only_month_short"}
            `14 July 2025`, `14 Jul 2025`, `July 2025`, `Jul 2025`, `2025`, `14 July`, `14 Jul`, `July`, `Jul`.
        """
        return _date(self, date(when.year, when.month, when.day), form)

    def listed(self, names: Sequence[str], most: int | None = None, *, style: str = "standard") -> str:
        """Return names as a list in a sentence, `A, B and C`; of more than `most`, the rest as a number.

        Parameters
        ----------
        names : sequence of str
        most : int, optional
        style : {"standard", "or"}
        """
        from babel.lists import format_list

        names = list(names)
        if most is not None and len(names) > most:
            return self.say("listed_more", names=self.separated(names[:most]), n=len(names) - most)
        listed = format_list(names, style="or" if style == "or" else "standard", locale=_LOCALES[self.code][1]) if names else ""
        return listed if self.code == ENGLISH else _BESIDE_NUMBER.sub(" ", listed)

    def clauses(self, parts: Sequence[str]) -> str:
        """Return parts of a sentence with the language's comma between them."""
        return self.say("comma").join(parts)

    def paragraph(self, *sentences: str) -> str:
        """Return sentences one after the other; empty ones are left out."""
        return self.say("sentence_space").join(sentence for sentence in sentences if sentence)

    def separated(self, names: Sequence[str]) -> str:
        """Return names with nothing but the sign of a list between them."""
        return self.say("separator").join(names)


class _Filled(string.Formatter):
    """Fills places: whole numbers grouped, days written out."""

    def __init__(self, language: Language):
        self.language = language

    def format_field(self, value: object, format_spec: str) -> str:
        if not format_spec and isinstance(value, Integral) and not isinstance(value, bool):
            return self.language.number(int(value))
        if not format_spec and isinstance(value, date):
            return self.language.date(value)
        return str(super().format_field(value, format_spec))


@lru_cache(maxsize=4096)
def _date_cached(code: str, when: date, form: str) -> str:
    from babel.dates import format_date

    return format_date(when, format=str(_of(code).texts[f"date_{form}"]), locale=_LOCALES[code][0])


def _date(language: Language, when: date, form: str) -> str:
    return _date_cached(language.code, when, form)


@lru_cache(maxsize=8)
def _patterns(sections: tuple[str, ...]) -> list[tuple[str, re.Pattern[str]]]:
    """Return the English texts of some sections as patterns, those with most words of their own first."""
    texts = {key: text for key, text in _of(ENGLISH).texts.items() if isinstance(text, str) and key.startswith(sections)}
    pieces = {key: re.split(r"\{(\w+)\}", text) for key, text in texts.items()}
    ranked = sorted(pieces, key=lambda key: -sum(map(len, pieces[key][::2])))
    return [(key, re.compile("".join(f"(?P<{piece}>.+?)" if place % 2 else re.escape(piece) for place, piece in enumerate(pieces[key]))))
            for key in ranked]


def best(wanted: str | None) -> str:
    """Return the code of the interface's language for a browser's, such as `zh-TW`; English where it speaks none of ours."""
    parts = (wanted or "").replace("_", "-").lower().split("-")
    if parts[0] != "zh" and parts[0] != "yue":
        return ENGLISH
    if "hans" in parts:
        return "zh-Hans"
    return "zh-Hant" if _TRADITIONAL & set(parts) or parts[0] == "yue" else "zh-Hans"


@lru_cache(maxsize=1)
def _taiwan() -> opencc.OpenCC:
    # With Taiwan's phrases: 软件 becomes 軟體, 网络 網路.
    return opencc.OpenCC("s2twp")


@lru_cache(maxsize=8192)
def to_taiwan(text: str) -> str:
    """Return Simplified Chinese as written in Taiwan, phrases and quotation marks included; places such as `{n}` stay.

    OpenCC's `s2twp`, but for the phrases in `data/interface/phrases-zh-Hant.toml`.
    """
    known, pattern = _phrases()
    return "".join(known.get(piece) or _taiwan().convert(piece) for piece in pattern.split(storable(text))).translate(_MARKS)


@lru_cache(maxsize=1)
def _phrases() -> tuple[dict[str, str], re.Pattern[str]]:
    tables = tomli.loads((SHIPPED / "phrases-zh-Hant.toml").read_text(encoding="utf-8"))
    known = {plain: written for table in tables.values() for plain, written in table.items()}
    return known, re.compile("(" + "|".join(map(re.escape, sorted(known, key=len, reverse=True))) + ")")


def chinese(code: str) -> str:
    """Return the Chinese that goes with a language: its own, and with English the Simplified."""
    return "zh-Hans" if code == ENGLISH else code


@lru_cache(maxsize=8)
def _of(code: str) -> Language:
    if code not in CODES:
        raise ValueError(f"language: expected one of {', '.join(CODES)}, found {code!r}")
    if code != "zh-Hant":
        return Language(code, catalogue(code))
    derived = {key: {form: to_taiwan(text) for form, text in entry.items()} if isinstance(entry, dict) else to_taiwan(entry)
               for key, entry in catalogue("zh-Hans").items()}
    return Language(code, derived | catalogue(code))


def catalogue(code: str, folder: Path = SHIPPED) -> dict[str, str | dict[str, str]]:
    """Return the texts written down for a language, of all sections.

    Raises
    ------
    ValueError
        Where a file cannot be read, a key stands twice, or an entry is neither a text nor a table of plural forms; names
        all of them.
    """
    texts, faults = {}, []
    for path in sorted((folder / code).glob("*.toml")):
        place = f"data/interface/{code}/{path.name}"
        try:
            entries = tomli.loads(path.read_text(encoding="utf-8"))
        except (tomli.TOMLDecodeError, UnicodeDecodeError) as error:
            faults.append(f"{place}: {error}")
            continue
        for key, entry in entries.items():
            if key in texts:
                faults.append(f"{place}\n  {key}: stands in another section too; give it another name")
            elif not isinstance(entry, str) and not _plural(entry):
                faults.append(f"{place}\n  {key}: expected a text, or a table of plural forms with other, found {entry!r}")
            else:
                texts[key] = entry
    if faults:
        raise ValueError("\n".join(faults))
    return texts


def _plural(entry: object) -> bool:
    return (isinstance(entry, dict) and "other" in entry and all(map(_CATEGORY.fullmatch, entry))
            and all(isinstance(text, str) for text in entry.values()))


def places(entry: str | dict[str, str]) -> set[str]:
    """Return the names of the {places} in a text, of all its plural forms together."""
    forms = [text for form, text in entry.items() if form != "by"] if isinstance(entry, dict) else [entry]
    return {name for text in forms for name in _PLACE.findall(text)}
