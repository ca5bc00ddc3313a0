"""One text being read: its quotations, its words of attribution, and the ways from one place to another."""

import re
from bisect import bisect_left, bisect_right
from datetime import date

from analysis.grammar.attribution import marks, persons
from analysis.grammar.attribution.lexis import Lexis, fitted
from analysis.grammar.attribution.tokens import BODY, SOMEBODY, STANCE, TAIL, VERB, Token
from analysis.grammar.quotation import Quote, quotes

# A sentence's subject stands at most this far before its verb; longer searches find somebody else's subject.
REACH = 90
# A pronoun points back over its paragraph and the one before, and never farther than this.
FARTHEST = 1200

# "[周四 15:30]": no colon of speech.
_DELIMITER = re.compile(r"[。!?;…\n“”]|(?<!\d):|:(?!\d)| {2,}")
# "“…”,在接受本报采访时,赵某说": on what occasion.
_ASKED = re.compile(r"(?:^,?|,)(?:在)?(?:接受|出席|回答|回应|谈到|谈及|被问及|被问到)[^,。!?;:“”\n]{0,40}(?:时|中|上|后|说),")
_SENTENCE_END = re.compile(r"[。!?\n“]|…+")


class Reading:
    """One text with what attribution asks of it.

    Parameters
    ----------
    lexis : Lexis
    folded : str
        As `prepare(...).text`.
    published : date or None
        For offices that change hands.

    Attributes
    ----------
    text, plain : str
        The text, and the same with scare quotes turned into single ones, so that `“` and `”` are speech alone.
    tokens : list of Token
        In order of place; `starts` are their places, `calls` the numbers of those that may attribute something, and
        `somebodies` those of persons.
    listed : frozenset of str
        The names under which persons of the codebook stand here.
    persons : dict of str to str
        Persons whom nobody listed: each form, and the name it stands for.
    sentence : tuple of int
        Where `sentence_end` looked last: the sentence's start and end, and the bound it was sought to.
    """

    def __init__(self, lexis: Lexis, folded: str, published: date | None):
        self.lexis, self.published = lexis, published
        self.text = folded = marks.paired(folded)
        self.quotes = quotes(folded)
        self.opens = [quote.start for quote in self.quotes]
        self.breaks = [match.start() for match in re.finditer("\n", folded)]
        self.sentence = (0, 0, -1)
        self._led_in: dict[int, int] = {}
        self.plain = persons.with_points(marks.plain(folded, self.quotes), lexis)
        self._delimiters = [match.start() for match in _DELIMITER.finditer(self.plain)]
        self.tokens = lexis.forms.find(self.plain)
        self.listed = persons.name_actors(self.tokens, self.plain, lexis)
        self.persons, self.tokens = persons.find(self.tokens, self.plain, lexis)
        self.starts = [token.start for token in self.tokens]
        self.somebodies = [number for number, token in enumerate(self.tokens) if token.roles & SOMEBODY]
        self.calls = [number for number, token in enumerate(self.tokens) if token.roles & (VERB | TAIL | STANCE)]

    def quote_at(self, place: int) -> Quote | None:
        """Return the spoken quotation that covers a place, if any."""
        number = bisect_right(self.opens, place) - 1
        if number >= 0:
            quote = self.quotes[number]
            if quote.spoken and quote.start < place < quote.end:
                return quote
        return None

    def opening(self, place: int) -> Quote | None:
        """Return the quotation that opens at a place, if any."""
        number = bisect_left(self.opens, place)
        if number < len(self.quotes) and self.quotes[number].start == place:
            return self.quotes[number]
        return None

    def quote_before(self, place: int, lower: int) -> Quote | None:
        """Return the spoken quotation that ends right before a place: `“…”,赵某说`."""
        end = place
        while end > lower and self.text[end - 1] in ",。 !?":
            end -= 1
        # "“…”,而赵某也说": a connective may stand between the quotation and its speaker.
        number = bisect_left(self.opens, end) - 1
        if number < 0:
            return None
        quote = self.quotes[number]
        if quote.start < lower or not quote.spoken:
            return None
        between = _ASKED.sub(",", self.text[quote.end:place])
        if quote.end <= place and len(between) <= 20 and not re.search(r"[。!?\n:;]", between):
            rest = between.lstrip(", ")
            # "“…”,上海某院研究员赵某说": the name's title may stand there too.
            if self.lexis.leading.fullmatch(rest) or rest.endswith(self.lexis.title_words):
                return quote
        return None

    def quoted_from(self, place: int, upper: int) -> int:
        """Return where the first spoken quotation opens between two places, else the second place."""
        for quote in self.quotes[bisect_left(self.opens, place):bisect_left(self.opens, upper)]:
            if quote.spoken:
                return quote.start
        return upper

    def standing_alone(self, place: int, upper: int) -> Quote | None:
        """Return the first spoken quotation between two places that is a sentence of its own, if any."""
        for quote in self.quotes[bisect_left(self.opens, place):bisect_left(self.opens, upper)]:
            if quote.spoken and self.text[quote.start - 1] in "。!?" and self.text[quote.end - 2] in "。!?…":
                return quote
        return None

    def run_of_quotes(self, quote: Quote, upper: int) -> int:
        """Return the end of quotations that follow one another with no more than a comma between."""
        end = min(quote.end, upper)
        while end < upper:
            place = end
            between = ",、;。 " if quote.closed else ",、;。 \n"
            while place < upper and self.text[place] in between:
                place += 1
            after = self.opening(place)
            if after is None or after.end > upper:
                break
            quote, end = after, after.end
        return end

    def window(self, place: int, lower: int) -> int:
        """Return where the search for a subject before a place must stop."""
        lower = max(lower, place - REACH)
        number = bisect_left(self._delimiters, place) - 1
        return max(lower, self._delimiters[number] + 1) if number >= 0 else lower

    def clause_start(self, place: int, window: int) -> int:
        """Return where the clause of a place begins, at a window's edge at the earliest."""
        return max(window, self.plain.rfind(",", window, place) + 1)

    def head(self, place: int, window: int) -> int:
        """Return where the clause of a place begins behind the words that lead it in: `不过,`."""
        return self.led_in(self.clause_start(place, window), place)

    def led_in(self, begin: int, place: int) -> int:
        """Return where the words that lead in a clause end, before a place at the latest."""
        end = self._led_in.get(begin)
        if end is None:
            end = self._led_in[begin] = fitted(self.lexis.leading, self.plain, begin)
        return end if end <= place else fitted(self.lexis.leading, self.plain, begin, place)

    def past(self, place: int, upper: int, signs: str) -> int:
        """Return the first place from a place on, before a bound, where none of some signs stands."""
        while place < upper and self.text[place] in signs:
            place += 1
        return place

    def paragraph_end(self, place: int, upper: int) -> int:
        """Return where the paragraph of a place ends."""
        number = bisect_left(self.breaks, place)
        return min(upper, self.breaks[number]) if number < len(self.breaks) else upper

    def paragraph_before(self, place: int) -> int:
        """Return where the paragraph before a place's own begins; blank lines are none."""
        floor = max(0, place - FARTHEST)
        end = self.text.rfind("\n", floor, place) + 1
        while end > floor and self.text[end - 1] in "\n ":
            end -= 1
        return max(floor, self.text.rfind("\n", floor, end) + 1)

    def sentence_end(self, place: int, upper: int) -> int:
        """Return where the sentence that goes on at a place ends, speech in quotation marks counted as one piece."""
        start, end, bound = self.sentence
        if not (start <= place < end and upper == bound and self.quote_at(place) is None):
            end = self._find_sentence_end(place, upper)
            # A text without a stop, full of verbs, would be searched to its end for each of them.
            self.sentence = (place, end, upper)
        return end

    def _find_sentence_end(self, place: int, upper: int) -> int:
        while place < upper:
            match = _SENTENCE_END.search(self.text, place, upper)
            if match is None:
                return upper
            if match.group() == "“":
                quote = self.opening(match.start())
                if quote is None:
                    place = match.end()
                    continue
                place = quote.end
                ended = self.text[quote.end - 2:quote.end - 1] in "。!?…" and quote.closed
                if ended and self.text[place:place + 1] not in ",、的”":
                    return place
                continue
            if match.group() == "\n":
                return match.start()
            place = match.end()
            while place < upper and self.text[place] in "”’)】":
                place += 1
            return place
        return upper

    def somebody_before(self, place: int, lower: int) -> bool:
        """Say whether a person is named between two places."""
        number = bisect_left(self.somebodies, bisect_left(self.starts, lower))
        return number < len(self.somebodies) and self.tokens[self.somebodies[number]].start < place

    def body_within(self, start: int, end: int) -> bool:
        """Say whether a body of the codebook is named between two places, the whole of which it may fill."""
        index = bisect_left(self.starts, start)
        while index < len(self.tokens) and self.tokens[index].end <= end:
            if self.tokens[index].roles & BODY:
                return True
            index += 1
        return False

    def is_body(self, start: int, end: int) -> bool:
        """Say whether a body of the codebook fills the run between two places: `欧盟|一名外交官`."""
        token = self.token_ending(end)
        return token is not None and token.start == start and bool(token.roles & BODY)

    def token_ending(self, place: int) -> Token | None:
        """Return the token that ends at a place, if any."""
        index = bisect_left(self.starts, place) - 1
        for token in self.tokens[max(0, index - 1):index + 1]:
            if token.end == place:
                return token
        return None
