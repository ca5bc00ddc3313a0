"""What an attribution comes to: whose it is, and which stretches of the text it says are theirs."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Speech:
    """A stretch of folded text that one voice says.

    Attributes
    ----------
    voice : str
        The commentator, folded; empty where it is nobody's.
    start, end : int
        Of the words said, half-open.
    """

    voice: str
    start: int
    end: int


@dataclass(slots=True)
class Voice:
    """Who speaks: the name, empty where the writer takes the word back.

    Attributes
    ----------
    human : bool
        A person, by name or by office (`工厂负责人`), so that 他 may be this one; no body, no paper.
    start : int
        Where the clause that brings the voice in begins.
    unnamed : bool
        Told by what they are, not by a name: `多位学者`, `国防部`.
    anybody : bool
        What people say: 有人, 外界. In a commentator's own text that is nobody's.
    """

    name: str
    human: bool
    start: int
    unnamed: bool = False
    anybody: bool = False


@dataclass(slots=True)
class Saying:
    """An attribution found.

    Attributes
    ----------
    start, verb_end : int
        From where its clause begins to where its verb or frame ends.
    spans : list of [start, end]
        What it says is the voice's.
    direct : bool
        Some of it stands in quotation marks.
    passes_on : bool
        The voice may only report what the next one says: `据某社报道,…`.
    labelled : bool
        A name and a colon open it.
    inside : int
        Where the quotation begins in which it stands, -1 outside of any.
    """

    voice: Voice
    start: int
    verb_end: int
    spans: list[list[int]] = field(default_factory=list)
    direct: bool = False
    passes_on: bool = False
    inside: int = -1
    labelled: bool = False
