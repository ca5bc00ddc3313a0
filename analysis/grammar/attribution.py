"""Who says what inside a text: verbs and frames of attribution, the speaker beside them, and how far the speech goes."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import accumulate

import ahocorasick_rs

from analysis.codebook import Codebook
from analysis.grammar import names
from analysis.grammar.quotation import Quote, quotes
from analysis.grammar.voicebook import Verb, Voicebook

# A sentence's subject stands at most this far before its verb; longer searches find somebody else's subject.
_REACH = 90
_LONGEST_VOICE = 18
_LONGEST_MANNER = 12
# A pronoun points back over its paragraph and the one before, and never farther than this.
_FARTHEST_ANTECEDENT = 1200

_DELIMITER = re.compile(r"[。!?;…\n“”:]")
_SENTENCE_END = re.compile(r"[。!?\n“]|…+")
_LABELLED = re.compile(r"^[ ]*(?P<who>[^:。!?,;“”\n]{2,40}):[ ]*", re.MULTILINE)
_POINTING = re.compile(r"^(?:这位|这名|这个|那位|那名|该名|该位|该|上述|此位)(?:资深)?")
# "许多朋友问": nobody in particular.
_COUNTLESS = re.compile(r"(?:许多|很多|不少|一些|有些|有的|好多)(?:朋友|网友|人|读者|粉丝|网民|同学|友人)们?")
_DAY = re.compile(r"\d[年月日号]")
_TOGETHER = re.compile(r"[和与同跟及、]|以及")
# "不论特朗普说什么", "普京也许会说": nobody said it.
_SUPPOSED = re.compile(r"(?:如果|假如|倘若|要是|一旦|除非|也许会?|可能会?|或许会?|会不会|是否|难道|不论|无论|不管|任凭|谁|与其)[^,]*$")
_DATED = (r"(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}[日号](?:[上下]午|晚间?|凌晨|早间|中午)?|(?:\d{4}年)?\d{1,2}月(?:初|底|中旬|下旬|上旬)?"
          r"|\d{4}年|周[一二三四五六日]|星期[一二三四五六日]|\([^()\n]{1,40}\)|[ 》]|[^,。]{0,3}\d{1,2}[时点]")


@dataclass(frozen=True)
class Speech:
    """A stretch of folded text that one voice says.

    Attributes
    ----------
    voice : str
        The commentator, folded.
    start, end : int
        Of the words said, half-open.
    """

    voice: str
    start: int
    end: int


@dataclass
class _Token:
    start: int
    end: int
    roles: dict
    voice: str = ""


@dataclass
class _Voice:
    name: str
    human: bool
    start: int


@dataclass
class _Claim:
    """An attribution found: whose, where its clause begins, and the spans it says are theirs."""

    voice: _Voice
    start: int
    verb_end: int
    spans: list[list[int]] = field(default_factory=list)
    direct: bool = False
    passes_on: bool = False
    inside: int = -1


class Attribution:
    """A reader of attributions, built once for a codebook.

    Parameters
    ----------
    codebook : Codebook
        Its actors are voices: persons under their names, other bodies under the form the text uses.
    book : Voicebook
        Verbs, frames, titles and names.
    """

    def __init__(self, codebook: Codebook, book: Voicebook):
        self.book = book
        self.shape = names.shapes(book)
        self.actors = codebook.actors
        roles: dict[str, dict] = {}

        def add(form, role, value=True):
            if form:
                roles.setdefault(form, {}).setdefault(role, value)

        for form, verb in book.verbs.items():
            add(form, "verb", verb)
        for frame in book.frames:
            for tail in frame.tails:
                if frame.code == "opinion":
                    add(tail, "verb", Verb(tail, punctuated=True))
                else:
                    roles.setdefault(tail, {}).setdefault("tail", []).append(frame)
        for role, stem, table in (("block", "blockers", "words"), ("head", "sources", "heads"),
                                  ("written", "sources", "written"), ("outsider", "sources", "outsiders"),
                                  ("self", "sources", "self"), ("carried", "sources", "carried"),
                                  ("title", "titles", "titles"), ("stance", "sources", "stances")):
            for form in book.words(stem, table):
                add(form, role)
        for form in book.words("sources", "stances"):
            # "的看法" also ends a frame (按某某的看法); the longer form wins at a place, so it needs the role too.
            add("的" + form, "stance")
        self.offices: dict[str, list] = {}
        for actor in codebook.actors.values():
            for form in (*actor.forms, *actor.metonyms):
                if len(form) > 1:
                    add(form, "person" if actor.kind == "person" else "body", actor.code)
            for office in actor.offices:
                self.offices.setdefault(office.office, []).append((office.since, office.until, actor.code))
        self._roles = list(roles.values())
        self._automaton = ahocorasick_rs.AhoCorasick(list(roles),
                                                     matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
        # "台北市|长林某": a longer form may have taken a title's first character, so titles are sought by themselves.
        self._titles = ahocorasick_rs.AhoCorasick(list(book.words("titles", "titles")),
                                                  matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
        words = book.words
        between = "|".join(map(re.escape, words("adverbials", "between")))
        prepositions = "|".join(map(re.escape, words("adverbials", "prepositions")))
        self._gap = re.compile(rf"(?>{between}|{_DATED})*+(?:(?:{prepositions})[^。!?;:\n]{{0,60}})?")
        self._adverbs = re.compile(rf"(?>{between}|{_DATED})*+")
        leading = "|".join(map(re.escape, words("adverbials", "leading")))
        self._leading = re.compile(rf"(?>{leading}|{_DATED}|,)*+")
        self._addressed = words("adverbials", "addressed")
        after = "|".join(map(re.escape, words("names", "after")))
        self._boundary = re.compile(rf"(?:{after}|{'|'.join(map(re.escape, words('titles', 'titles')))}|{between}|{prepositions}|{'|'.join(map(re.escape, book.verbs))}|[,。、:;!?()“”\n \d]|$)")
        self._bodies = words("titles", "bodies")
        hidden = "|".join(map(re.escape, words("sources", "anonymity")))
        self._anonymous = re.compile(rf"(?:{hidden})的?|(?:另|有|其中)?的?(?:一名|一位|一个|某位|某名|某|(?<=有)位|[这那该]名)(?=[^ ])")
        self._engaged = re.compile(rf"(?:{'|'.join(map(re.escape, words('sources', 'engaged')))})(?![所院中员会社])")
        self._singled = re.compile(r"(?:(?:另|有|还有|就有|也有)?一[名位个]|有[位名个]|某[位名个])")
        self._verbs = tuple(book.verbs)
        self._tails = frozenset(words("names", "no_tails"))
        self._expert = words("sources", "experts")
        self._says = re.compile(rf"(?:{between})?(?:{'|'.join(map(re.escape, book.verbs))}|\([^()\n]{{2,20}}\)(?:{'|'.join(map(re.escape, book.verbs))}))")
        self._unknown = re.compile(rf"[^\W\d_a-zA-Z{''.join(word for word in words('names', 'no_parts'))}]{{3,5}}")
        self._affiliation = re.compile(rf"(?:{'|'.join(map(re.escape, (b for b in self._bodies if len(b) > 1)))})的?")
        self._continuing = re.compile("|".join(map(re.escape, words("adverbials", "continuing"))))
        self._reporting = re.compile(rf"(?:{'|'.join(map(re.escape, words('adverbials', 'reporting')))}|\d{{1,4}}[年月日])")

    def speeches(self, folded: str, stretches: list[tuple[int, int, bool]], published=None) -> list[Speech]:
        """Return what is said by whom, in text order, stretches of one voice in one paragraph joined.

        Parameters
        ----------
        folded : str
            As `prepare(...).text`.
        stretches : list of (start, end, told)
            Where to look; in a stretch that is `told` a reporter writes, so that sentences which go on without a new
            subject are still the speaker's. A commentator's own text is not told: there they are the commentator's.
        published : date, optional
            For offices that change hands.
        """
        reading = _Reading(self, folded, published)
        return [speech for start, end, told in stretches for speech in reading.within(start, end, told)]


class _Reading:
    """One text being read."""

    def __init__(self, grammar: Attribution, folded: str, published):
        self.grammar, self.text, self.published = grammar, folded, published
        self.quotes = quotes(folded)
        self.opens = [quote.start for quote in self.quotes]
        self.breaks = [match.start() for match in re.finditer("\n", folded)]
        self.sentence = (0, 0, -1)
        self.plain = self._without_scare_quotes()
        self.tokens = [_Token(start, end, grammar._roles[index])
                       for index, start, end in grammar._automaton.find_matches_as_indexes(self.plain)]
        self.persons: dict[str, str] = {}
        self._name_actors()
        self._find_names()
        self.starts = [token.start for token in self.tokens]

    def _without_scare_quotes(self) -> str:
        characters = None
        for quote in self.quotes:
            if not quote.spoken:
                if characters is None:
                    characters = list(self.text)
                characters[quote.start] = "‘"
                if quote.closed:
                    characters[quote.end - 1] = "’"
        return "".join(characters) if characters else self.text

    def _name_actors(self):
        """Give each person of the codebook the name this text uses: the usual one where it stands, else the commonest."""
        forms: dict[str, dict[str, int]] = {}
        for token in self.tokens:
            code = token.roles.get("person")
            if code:
                form = self.plain[token.start:token.end]
                counts = forms.setdefault(code, {})
                counts[form] = counts.get(form, 0) + 1
        chosen = {}
        for code, counts in forms.items():
            usual = names.short(self.grammar.actors[code].zh)
            chosen[code] = usual if usual in counts else names.short(max(counts, key=counts.get))
        for token in self.tokens:
            if "person" in token.roles:
                token.voice = chosen[token.roles["person"]]
        self.listed = frozenset(chosen.values())

    def _find_names(self):
        """Find persons whom nobody listed, by the title before the name or the affiliation behind it."""
        grammar, text = self.grammar, self.plain
        found: dict[str, str] = {}
        for _, _, end in grammar._titles.find_matches_as_indexes(text):
            name = self._name_at(end)
            if name and self._plausible_name(name):
                found.setdefault(name, names.short(name))
        for match in grammar._affiliation.finditer(text):
            # "海滨大学的陈立新认为": an affiliation introduces a name as a title does.
            name = self._name_at(match.end())
            if name and self._plausible_name(name):
                found.setdefault(name, names.short(name))
        for match in re.finditer(r"([\u4e00-\u9fff·]{2,12})\((?=[^()]{2,30}\))", text):
            inside = text[match.end():match.end() + 30].split(")")[0]
            if inside.endswith(grammar.book.words("titles", "titles")):
                for length in (2, 3, 4):
                    name = match.group(1)[-length:]
                    before = text[match.end(1) - length - 1:match.end(1) - length]
                    if names.is_person(name, grammar.shape, foreign=False) and before in ("", *"\n,。、“;: "):
                        found.setdefault(name, name)
        if "·" in text:
            verbs = {token.start: token.end for token in self.tokens if "verb" in token.roles}
            for match in grammar.shape.pointed.finditer(text):
                # "叶海亚·萨雷亚扬言": 扬 spells names and opens a verb.
                end = next((place for place in range(match.start() + 3, match.end())
                            if verbs.get(place, 0) > match.end()), match.end())
                name = text[match.start():end]
                found.setdefault(name, names.short(name))
        for full in list(found):
            # "宫原健太郎" is 宫原 from then on.
            family = grammar.shape.family.match(full)
            if family and len(full) > family.end() and len(full) > 3 and "·" not in full:
                found.setdefault(family.group(), full)
        known = {self.plain[token.start:token.end] for token in self.tokens if "person" in token.roles}
        for full, name in list(found.items()):
            if full in known or name in known:
                del found[full]
            elif name != full and len(name) < len(full):
                found.setdefault(name, name)
        if not found:
            return
        pattern = re.compile("|".join(map(re.escape, sorted(found, key=len, reverse=True))))
        added = []
        for match in pattern.finditer(text):
            added.append(_Token(match.start(), match.end(), {"named": True}, found[match.group()]))
        taken = [(token.start, token.end) for token in added]
        begins = [start for start, _ in taken]

        def covered(token):
            place = bisect_right(begins, token.end - 1) - 1
            return place >= 0 and taken[place][1] > token.start and "person" not in token.roles
        kept = [token for token in self.tokens if not covered(token)]
        self.persons = found
        self.tokens = sorted(kept + added, key=lambda token: (token.start, -token.end))

    def _name_at(self, place: int) -> str:
        """Return the name that begins at a place and is followed by what may follow a name."""
        ahead = self.plain[place:place + 16]
        for length in names.prefixes(ahead, self.grammar.shape):
            if ahead[length - 1] not in self.grammar._tails and self.grammar._boundary.match(self.plain, place + length):
                return ahead[:length]
        if self.grammar.shape.title.match(ahead):
            return ""
        match = self.grammar.shape.foreign.match(ahead)
        if match and 3 <= match.end() < 8 and names.is_person(match.group(), self.grammar.shape):
            # "教授勒克莱尔持怀疑态度": a transliterated name ends where its characters do.
            return match.group()
        for length in (3, 4, 5):
            # A surname nobody listed: what stands whole between a title and a verb of saying.
            name = ahead[:length]
            if self.grammar._unknown.fullmatch(name) and self.grammar._says.match(self.plain, place + length):
                return name if not self.grammar._adverbs.match(name).end() and self._plausible_name(name) else ""
        return ""

    # -- claims -------------------------------------------------------------------------------------------------------

    def within(self, start: int, end: int, told: bool) -> list[Speech]:
        """Return the speeches of one stretch."""
        self.claims = claims = []
        labels = self._labelled(start, end)
        first = bisect_left(self.starts, start)
        for number in range(first, len(self.tokens)):
            token = self.tokens[number]
            if token.end > end:
                break
            while labels and labels[0].start <= token.start:
                claims.append(labels.pop(0))
            claim = self._stance(number, token, start, end) if "stance" in token.roles else None
            if claim is None and "block" in token.roles:
                continue
            if claim is None and "tail" in token.roles:
                claim = self._framed(token, start, end)
            if claim is None and "verb" in token.roles:
                claim = self._spoken(number, token, start, end)
            if claim is not None:
                claims.append(claim)
        claims += labels
        self._announce(claims, start, end)
        self._settle(claims, end, told)
        return self._joined(claims)

    def _announce(self, claims: list[_Claim], lower: int, upper: int):
        """Add the claims of a person who heads the clause before a colon and a quotation: `施某不无悲观:“…”`."""
        spans = sorted(tuple(span) for claim in claims for span in claim.spans)
        begins = [first for first, _ in spans]
        reaches = list(accumulate((last for _, last in spans), max))
        added = []
        for quote in self.quotes[bisect_right(self.opens, lower):bisect_left(self.opens, upper)]:
            colon = quote.start - 1
            before = bisect_right(begins, quote.start) - 1
            if not quote.spoken or quote.end > upper or self.text[colon] != ":" or (
                    before >= 0 and reaches[before] > quote.start):
                continue
            clause = self._clause_start(colon, self._window(colon, lower))
            head = self.grammar._leading.match(self.plain, clause, colon).end()
            number = bisect_left(self.starts, head)
            if number == len(self.tokens) or self.tokens[number].start != head:
                continue
            token = self.tokens[number]
            if not {"person", "named"} & token.roles.keys() or colon - token.end > _LONGEST_MANNER:
                continue
            voice = _Voice(token.voice, True, head)
            added.append(_Claim(voice, head, quote.start, [[quote.start, quote.end]], direct=True))
        if added:
            claims[:] = sorted([*claims, *added], key=lambda claim: claim.verb_end)

    def _quote_at(self, place: int) -> Quote | None:
        """Return the spoken quotation that covers a place, if any."""
        number = bisect_right(self.opens, place) - 1
        if number >= 0:
            quote = self.quotes[number]
            if quote.spoken and quote.start < place < quote.end:
                return quote
        return None

    def _opening(self, place: int) -> Quote | None:
        number = bisect_left(self.opens, place)
        if number < len(self.quotes) and self.quotes[number].start == place:
            return self.quotes[number]
        return None

    def _window(self, place: int, lower: int) -> int:
        """Return where the search for a subject before a place must stop."""
        lower = max(lower, place - _REACH)
        last = lower
        for match in _DELIMITER.finditer(self.plain, lower, place):
            last = match.end()
        return last

    def _sentence_end(self, place: int, upper: int) -> int:
        """Return where the sentence that goes on at a place ends, speech in quotation marks counted as one piece."""
        start, end, bound = self.sentence
        if not (start <= place < end and upper == bound and self._quote_at(place) is None):
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
                quote = self._opening(match.start())
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

    def _spoken(self, number: int, token: _Token, lower: int, upper: int) -> _Claim | None:
        """Return the claim a verb of saying makes, if somebody says it."""
        verb: Verb = token.roles["verb"]
        text, after = self.text, token.end
        # "美国的提议,…", "作出了警告,…", "两个期待:…": after these it is a noun.
        before = text[token.start - 1:token.start]
        if before in ("的", "了") or (verb.punctuated and before in ("个", "种", "项", "份", "此", "该", "些")):
            return None
        following = text[after:after + 1]
        if following == "的" and text[after:after + 2] != "的是":
            return None
        if following == "的":
            after += 2
            following = text[after:after + 1]
        if following in ("过", "了", "到") and text[after + 1:after + 2] in (",", ":", "“"):
            after += 1
            following = text[after:after + 1]
        elif following in ("过", "着") or (following == "了" and not verb.addressee):
            return None
        around = self._quote_at(token.start)
        floor = max(lower, around.start + 1 if around else lower)
        if verb.addressee:
            # "告诉拜登,西方…": the hearer, up to the comma, is no part of what is said.
            hearer = re.compile(r"[^,。!?;:“”\n]{0,24}?(?=[,:“])").match(text, after, upper)
            if hearer:
                after = hearer.end()
                following = text[after:after + 1]
            else:
                return None
        window = self._window(token.start, floor)
        voice = self._subject(number, token.start, window)
        if voice is None and self.claims:
            voice = self._carried_over(token.start, window, self.claims[-1])
        if voice is None:
            return None
        if not voice.name:
            return _Claim(voice, voice.start, token.end, inside=around.start if around else -1)
        trailing = self._quote_before(voice.start, floor)
        if verb.punctuated and not trailing:
            quote = self._opening(after)
            if following not in (",", ":") and not (quote and quote.spoken):
                return None
        claim = _Claim(voice, voice.start, token.end, inside=around.start if around else -1)
        if trailing:
            claim.spans.append([trailing.start, trailing.end])
            claim.start = trailing.start
            claim.direct = True
        stop = min(upper, around.end - 1 if around and around.closed else around.end if around else upper)
        content = after
        while content < stop and text[content] in ",: ":
            content += 1
        ended = content >= stop or text[content] in "。!?;…\n"
        if not ended:
            quote = self._opening(content)
            if quote and quote.spoken and not around:
                claim.spans.append([content, self._run_of_quotes(quote, stop)])
                claim.direct = True
            else:
                begin = token.start if verb.keeps_verb else content
                if verb.keeps_verb and around is None:
                    begin = self._kept(token.start)
                finish = self._sentence_end(content, stop)
                if following == ":" and not trailing:
                    # "赵某表示:甲。乙。": after a colon without marks the paragraph is what is said.
                    finish = self._paragraph_end(content, stop)
                claim.spans.append([begin, finish])
        return claim if claim.spans else None

    def _stance(self, number: int, token: _Token, lower: int, upper: int) -> _Claim | None:
        """Return the claim of a noun that a colon follows in its clause: `林某的看法正好相反:…`."""
        colon = re.compile(r"[^,。!?;:“”\n]{0,8}:").match(self.text, token.end, upper)
        if not colon or self._quote_at(token.start):
            return None
        place = token.start - (self.text[token.start - 1:token.start] == "的")
        voice = self._subject(number, place, self._window(place, lower))
        if voice is None or not voice.name:
            return None
        content = colon.end()
        while content < upper and self.text[content] == " ":
            content += 1
        quote = self._opening(content)
        spoken = quote is not None and quote.spoken
        end = self._run_of_quotes(quote, upper) if spoken else self._sentence_end(content, upper)
        if end <= content:
            return None
        return _Claim(voice, voice.start, colon.end(), [[content, end]], direct=spoken)

    def _labelled(self, lower: int, upper: int) -> list[_Claim]:
        """Return the claims of paragraphs that open with a name and a colon: `林若川(海滨大学教授):…`."""
        found = []
        for match in _LABELLED.finditer(self.text, lower, upper):
            if match["who"].endswith(self.grammar._verbs):
                # "市民陈某说:…" is a sentence, not a label.
                continue
            name, certainty = names.label(match["who"], self.grammar.book, self.grammar.shape)
            if certainty == "strong" and match["who"] not in self.grammar.book.words("bylines", "labels"):
                voice = _Voice(names.short(name), True, match.start("who"))
                end = self._paragraph_end(match.end(), upper)
                if end > match.end():
                    found.append(_Claim(voice, voice.start, match.end(), [[match.end(), end]]))
        return found

    def _kept(self, place: int) -> int:
        """Include the negation before a verb that is part of what is said: 并不|认为."""
        for word in ("并不", "也不", "从不", "不"):
            if self.text.startswith(word, place - len(word)):
                return place - len(word)
        return place

    def _paragraph_end(self, place: int, upper: int) -> int:
        number = bisect_left(self.breaks, place)
        return min(upper, self.breaks[number]) if number < len(self.breaks) else upper

    def _run_of_quotes(self, quote: Quote, upper: int) -> int:
        """Return the end of quotations that follow one another with no more than a comma between."""
        end = min(quote.end, upper)
        while end < upper:
            place = end
            between = ",、;。 " if quote.closed else ",、;。 \n"
            while place < upper and self.text[place] in between:
                place += 1
            after = self._opening(place)
            if after is None or after.end > upper:
                break
            quote, end = after, after.end
        return end

    def _quote_before(self, place: int, lower: int) -> Quote | None:
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
        between = self.text[quote.end:place]
        if quote.end <= place and len(between) <= 20 and not re.search(r"[。!?\n:;]", between):
            rest = between.lstrip(", ")
            if self.grammar._leading.fullmatch(rest) or self._described(rest):
                return quote
        return None

    def _described(self, text: str) -> bool:
        """Say whether a text between a quotation and a name is the name's title: `“…”,上海某院研究员赵某说`."""
        return text.endswith(self.grammar.book.words("titles", "titles"))

    # -- speakers -----------------------------------------------------------------------------------------------------

    def _subject(self, number: int, verb: int, window: int) -> _Voice | None:
        """Return the voice that is the subject of the verb at a place."""
        plain = self.plain
        cut = max(plain.rfind(word, window, verb) + len(word) if word in plain[window:verb] else window
                  for word in ("援引", "引述", "转引", "引用"))
        window = max(window, cut)
        if _SUPPOSED.search(plain[window:verb]):
            return None
        index = number - 1
        while index >= 0 and self.tokens[index].start >= window:
            token = self.tokens[index]
            index -= 1
            if token.end > verb or ("block" in token.roles and "head" not in token.roles):
                continue
            voice = self._candidate(token, verb, window)
            # "某社记者2025年2月3日报道": who reports on a day has no name here.
            if voice is not None and not _DAY.search(voice.name):
                return voice
        return self._titled_paper(verb, window) or self._unlisted(verb, window)

    def _titled_paper(self, verb: int, window: int) -> _Voice | None:
        """Return the paper whose name in `《》` heads the clause: `《旭光新闻》报道称`."""
        close = self.plain.rfind("》", window, verb)
        start = self.plain.rfind("《", window, close) if close >= 0 else -1
        if start < 0 or not self._fits(close + 1, verb):
            return None
        name = self.plain[start + 1:close]
        if not 2 <= len(name) <= 12 or not name.endswith(self.grammar.book.words("sources", "press")):
            return None
        return _Voice(name, False, self._clause_start(start, window))

    def _fits(self, start: int, verb: int) -> bool:
        """Say whether what stands between a speaker and the verb may stand there."""
        gap = self.plain[start:verb]
        if "," in gap:
            head, _, tail = gap.rpartition(",")
            opened = self.grammar._leading.match(tail).end()
            if not self.grammar._adverbs.fullmatch(tail, opened):
                # "赵某在会后,对记者说": a phrase, then another.
                return bool(self.grammar._gap.fullmatch(tail)) and bool(self.grammar._gap.fullmatch(head))
            return True
        return bool(self.grammar._gap.fullmatch(gap))

    def _candidate(self, token: _Token, verb: int, window: int):
        """Return the voice a token before the verb is, without a name where it is who speaks already; else None."""
        plain, roles = self.plain, token.roles
        if "self" in roles and not {"title"} & roles.keys():
            if self._fits(token.end, verb) and "," not in plain[token.end:verb] and self._heads(token, window) is not None:
                # "有人说会,我倒认为不会": the writer, or who is quoted, takes the word back.
                return _Voice("", False, self._clause_start(token.start, window))
            return None
        if "person" in roles or "named" in roles:
            title = self.grammar.shape.title.match(plain, token.end)
            if not self._fits(title.end() if title and title.end() <= verb else token.end, verb):
                return None
            before = plain[max(window, token.start - 4):token.start]
            if before.endswith(self.grammar._addressed):
                return None
            joined = _TOGETHER.search(before[-1:])
            if joined:
                partner = self._token_ending(token.start - 1)
                if partner is None or not ({"person", "named"} & partner.roles.keys()):
                    return None
                return self._candidate(partner, verb, window) if "," not in before else None
            clause = max(window, plain.rfind(",", window, token.start) + 1)
            if "," in plain[token.end:verb] and not self._begins(token, clause):
                return None
            return _Voice(token.voice, True, self._clause_start(token.start, window))
        if "outsider" in roles:
            if self._fits(token.end, verb) and self._heads(token, window) is not None:
                return self._outsider(token)
            if not ({"head", "body", "written"} & roles.keys()):
                return None
        if "carried" in roles and plain[token.start:token.end] in ("他", "她", "他本人", "她本人", "前者", "后者"):
            if self._fits(token.end, verb) and self._heads(token, window) is not None:
                return self._pointed(token, human=True)
            return None
        if "title" in roles:
            voice = self._by_title(token, verb, window)
            if voice is not None or not ({"head", "body"} & roles.keys()):
                return voice
        if {"head", "body", "written", "carried"} & roles.keys():
            if not self._fits(token.end, verb):
                return None
            return self._unnamed(token, window, "," in plain[token.end:verb])
        return None

    def _outsider(self, token: _Token) -> _Voice:
        """Return the voice of 有人 or 外界普遍: the words used, or the book's where 普遍 stands for nobody at all."""
        phrase = self.plain[token.start:token.end].removesuffix("普遍").removesuffix("都")
        phrase = re.sub(r"^[也还另](?=有)", "", phrase)
        return _Voice(phrase if phrase not in ("", "一般") else self.grammar.book.outsider, False, token.start)

    def _begins(self, token: _Token, clause: int) -> bool:
        """Say whether a person is the first one named in the clause, so its subject."""
        index = bisect_left(self.starts, clause)
        while index < len(self.tokens) and self.tokens[index].start < token.start:
            if {"person", "named"} & self.tokens[index].roles.keys():
                return False
            index += 1
        return True

    def _token_ending(self, place: int) -> _Token | None:
        index = bisect_left(self.starts, place) - 1
        for token in self.tokens[max(0, index - 1):index + 1]:
            if token.end == place:
                return token
        return None

    def _clause_start(self, place: int, window: int) -> int:
        return max(window, self.plain.rfind(",", window, place) + 1)

    def _heads(self, token: _Token, window: int) -> int | None:
        """Return where the noun phrase of a token begins if it heads its clause, else None."""
        clause = self._clause_start(token.start, window)
        start = self.grammar._leading.match(self.plain, clause, token.start).end()
        return start if start == token.start else None

    def _phrase(self, token: _Token, window: int) -> int | None:
        """Return where an unnamed voice's phrase begins: `多位|学者`, `韩国国防部|发言人`; None if it heads no clause."""
        clause = self._clause_start(token.start, window)
        start = self.grammar._leading.match(self.plain, clause, token.start).end()
        openers = list(self.grammar._singled.finditer(self.plain, clause, token.start))
        singled = openers[-1] if openers else None
        if singled is not None:
            # "前些天有位马尼拉的同行告诉我", "国内一位研究安保的学者认为"
            opened = self.plain[start:singled.start()]
            if not opened or opened[-1] not in "部院局署司党军府会社国":
                start = singled.end()
        before = self.plain[start:token.start]
        if token.end - start > _LONGEST_VOICE and len(self._revealed(self.plain[start:token.end])) > _LONGEST_VOICE:
            return None
        if singled is not None and singled.end() == start:
            # What somebody does (`在迪拜做贸易的朋友`) may hold any word.
            before = before.rpartition("的")[2]
        if re.search(r"[在向对与将把被就给让从为使是于比说称由]|认为|表示|接受|[‘’()》\[\]#]|.《", before):
            return None
        index, covered = bisect_left(self.starts, start), 0
        while index < len(self.tokens) and self.tokens[index].start < token.start:
            roles = self.tokens[index].roles
            if {"person", "named"} & roles.keys() or roles.keys() == {"verb"}:
                return None
            covered += self.tokens[index].end - self.tokens[index].start
            index += 1
        # "做出美国一直强调的让步": a state speaks only where nothing unknown stands before it.
        if not {"head", "title", "written", "carried"} & token.roles.keys() and covered < token.start - start:
            return None
        return start

    def _unnamed(self, token: _Token, window: int, distant: bool) -> _Voice | None:
        plain = self.plain
        start = self._phrase(token, window)
        if start is None:
            return None
        phrase = plain[start:token.end]
        if "body" in token.roles and plain.startswith("方面", token.end):
            phrase += "方面"
        if phrase.startswith(("这位", "这名", "这个", "该", "上述", "这家", "这份")):
            human = not phrase.endswith(("报", "社", "机构", "媒体", "部", "部门", "智库"))
            return self._pointed(token, human) or _Voice(phrase, False, start)
        if _COUNTLESS.fullmatch(phrase):
            return _Voice("", False, start)
        parts = re.split(r"以及|[及和与、]", phrase)
        if len(parts) > 1 and len(parts[0]) > 1:
            phrase = parts[0]
        if "written" in token.roles and "body" not in token.roles:
            written = self.plain[token.start:token.end]
            phrase = phrase.removesuffix(written).removesuffix("的").removesuffix("一篇")
            phrase = re.sub(r"(?:发布|发表|最新|出具)$", "", re.sub(r"最新的?$", "", phrase))
            phrase = re.sub(r"(?:当天|当日|日前|随后|昨天|昨日|今天|\d{1,2}日)$", "", phrase)
            if len(phrase) < 2:
                return self._pointed(token, human=False) if not distant else None
        if len(phrase) < 2:
            return None
        phrase = self._revealed(phrase.strip(" 《》"))
        code = self._holder(phrase)
        if code:
            return _Voice(code, True, start)
        return _Voice(phrase, False, start)

    def _revealed(self, phrase: str) -> str:
        """Return an unnamed voice without the words that only say it is unnamed: `不愿具名的以色列官员`, `某部一名官员`."""
        bare = self.grammar._anonymous.sub("", phrase)
        owner = bare.rpartition("的")
        if owner[2] and self.grammar._engaged.search(owner[0]):
            # "在迪拜做贸易的朋友": what somebody does is no part of the name.
            bare = owner[2]
        return bare if len(bare) > 1 else phrase

    def _holder(self, office: str) -> str:
        """Return the name of whoever holds an office on the day of publication, if the codebook knows."""
        held = self.grammar.offices.get(office)
        if not held or self.published is None:
            return ""
        codes = [code for since, until, code in held if since <= self.published <= until]
        if not codes:
            return ""
        for token in self.tokens:
            if token.roles.get("person") == codes[0]:
                return token.voice
        return names.short(self.grammar.actors[codes[0]].zh)

    def _by_title(self, token: _Token, verb: int, window: int) -> _Voice | None:
        """Return the person before or behind a title, or the office itself as an unnamed voice."""
        plain, grammar = self.plain, self.grammar
        name = self._name_at(token.end)
        if name and token.end + len(name) <= verb and self._fits(token.end + len(name), verb):
            if plain[token.start:token.end] in ("记者", "编辑"):
                return None
            return _Voice(names.short(name), True, self._clause_start(token.start, window))
        if not self._fits(token.end, verb):
            return None
        if plain[token.start:token.end] in ("记者", "作者", "编辑"):
            return None
        before = self._token_ending(token.start)
        if before is not None and {"person", "named"} & before.roles.keys():
            return _Voice(before.voice, True, self._clause_start(before.start, window))
        clause = self._clause_start(token.start, window)
        start = grammar._leading.match(plain, clause, token.start).end()
        phrase = plain[start:token.start]
        if phrase in grammar.book.surnames:
            full = sorted({voice for voice in self.persons.values() if voice.startswith(phrase) and len(voice) <= 3})
            if len(full) == 1:
                return _Voice(full[0], True, start)
            return _Voice(plain[start:token.end], True, start)
        for length in (3, 2, 4):
            found = phrase[-length:]
            rest = phrase[:-length]
            if names.is_person(found, grammar.shape, foreign=length == 4) and (
                    not rest or rest.endswith(grammar._bodies)):
                return _Voice(found, True, start)
        if plain[start:token.end].startswith(("这位", "这名", "该", "上述")):
            return self._pointed(token, human=True) or _Voice(plain[start:token.end], False, start)
        if len(phrase) < 2 or "verb" in token.roles:
            return None
        return self._unnamed(token, window, False)

    def _pointed(self, token: _Token, human: bool) -> _Voice | None:
        """Return whom a pronoun or a pointing phrase points to: the nearest voice of its kind before it."""
        floor = self._paragraph_before(token.start)
        noun = _POINTING.sub("", self.plain[token.start:token.end])
        if not noun.strip():
            noun = ""
        expert = noun.endswith(self.grammar._expert) if noun else False
        if len(noun) > 1:
            for claim in reversed(self.claims):
                if claim.start < floor or claim.start >= token.start:
                    continue
                if not claim.voice.human and claim.voice.name.endswith(noun):
                    return _Voice(claim.voice.name, False, token.start)
                if expert and claim.voice.human and claim.voice.name not in self.listed:
                    # "对于总统佐科,这位学者…": a politician in between is no scholar.
                    return _Voice(claim.voice.name, True, token.start)
        spoke = None
        for claim in reversed(self.claims):
            if claim.start < floor or (
                    claim.voice.human == human and claim.voice.name and claim.start < token.start):
                spoke = claim if claim.start >= floor else None
                break
        index = bisect_left(self.starts, token.start) - 1
        fallback = None
        while index >= 0 and self.tokens[index].start >= floor:
            if not human or (spoke is not None and self.tokens[index].start <= spoke.verb_end):
                # "该智库" is whoever spoke last; a state named in between is what was spoken about.
                break
            other = self.tokens[index]
            index -= 1
            if {"person", "named"} & other.roles.keys():
                found = _Voice(other.voice, human, token.start)
                if self._leads_sentence(other):
                    return found
                fallback = fallback or found
        return _Voice(spoke.voice.name, human, token.start) if spoke is not None else fallback

    def _paragraph_before(self, place: int) -> int:
        """Return where the paragraph before a place's own begins; blank lines are none."""
        floor = max(0, place - _FARTHEST_ANTECEDENT)
        end = self.text.rfind("\n", floor, place) + 1
        while end > floor and self.text[end - 1] in "\n ":
            end -= 1
        return max(floor, self.text.rfind("\n", floor, end) + 1)

    def _leads_sentence(self, token: _Token) -> bool:
        window = self._window(token.start, max(0, token.start - _REACH))
        before = self.plain[window:token.start]
        return not before.endswith(self.grammar._addressed) and not _TOGETHER.search(before[-1:]) and "," not in before

    def _unlisted(self, verb: int, window: int) -> _Voice | None:
        """Return a person whom no list and no title names, by the shape of the name at the head of the clause."""
        plain, grammar = self.plain, self.grammar
        clause = max(window, plain.rfind(",", window, verb) + 1)
        begins = [clause, window]
        owner = plain.rfind("的", clause, verb) + 1
        if owner:
            # "海滨研究所的陈立新认为"
            begins.append(owner)
        for begin in dict.fromkeys(begins):
            start = grammar._leading.match(plain, begin, verb).end()
            ahead = plain[start:min(verb, start + 16)]
            for length in names.prefixes(ahead, grammar.shape):
                name = ahead[:length]
                if length == 2 and name[0] not in grammar.book.surnames:
                    continue
                if not self._plausible(name, start) or "他" in plain[start + length:verb]:
                    continue
                if self._fits(start + length, verb):
                    return _Voice(names.short(name), True, start)
        return None

    def _plausible_name(self, name: str) -> bool:
        return not name.endswith(self.grammar.book.words("names", "no_ends"))

    def _plausible(self, name: str, start: int) -> bool:
        if not self._plausible_name(name):
            return False
        index = bisect_left(self.starts, start)
        while index < len(self.tokens) and self.tokens[index].start < start + len(name):
            if {"body", "block", "verb", "head", "carried", "outsider", "self"} & self.tokens[index].roles.keys():
                return False
            index += 1
        return True

    def _carried_over(self, verb: int, window: int, earlier: _Claim) -> _Voice | None:
        """Return the last speaker for a verb without a subject of its own: `此外还指出,…`, `并强调,…`."""
        clause = max(window, self.plain.rfind(",", window, verb) + 1)
        head = self.plain[clause:verb]
        if not earlier.voice.name or not head or not self.grammar._leading.match(self.plain, clause, verb):
            return None
        rest = self.plain[self.grammar._leading.match(self.plain, clause, verb).end():verb]
        if not self.grammar._adverbs.fullmatch(rest) or "\n" in self.text[earlier.verb_end:verb]:
            return None
        if not re.search(r"[并还也又亦]|同时|此外|另外|进一步|补充", head):
            return None
        return _Voice(earlier.voice.name, earlier.voice.human, clause)

    # -- frames -------------------------------------------------------------------------------------------------------

    def _framed(self, token: _Token, lower: int, upper: int) -> _Claim | None:
        """Return the claim of a frame that ends at a token: `在…看来`, `据…分析`, `援引…的话说`."""
        text, plain = self.text, self.plain
        following = text[token.end:token.end + 1]
        around = self._quote_at(token.start)
        floor = max(lower, around.start + 1 if around else lower)
        window = self._clause_start(token.start, self._window(token.start, floor))
        tail = plain[token.start:token.end]
        for frame in token.roles["tail"]:
            if frame.code != "view" and following not in (",", ":", "“") and "verb" not in token.roles and not tail.endswith(
                    ("说", "称", "指出", "报道", "表示", "认为")):
                continue
            for head in frame.heads:
                place = plain.rfind(head, window, token.start)
                if place < 0 or token.start - place > 30:
                    continue
                inner = plain[place + len(head):token.start].removesuffix("的")
                if len(head) == 1 and frame.code != "view" and plain[window:place] and not self.grammar._leading.fullmatch(
                        plain, window, place):
                    continue
                voice = self._inner_voice(inner, place + len(head), token)
                if voice is None:
                    continue
                content = token.end
                while content < upper and text[content] in ",: ":
                    content += 1
                stop = min(upper, around.end - 1 if around else upper)
                claim = _Claim(voice, place, token.end, passes_on=frame.code == "source",
                               inside=around.start if around else -1)
                if frame.code == "view" and not self.grammar._leading.fullmatch(plain, window, place):
                    claim.start = window
                    content = window
                    end = self._sentence_end(token.end, stop)
                else:
                    quote = self._opening(content)
                    if quote and quote.spoken and not around:
                        end = self._run_of_quotes(quote, stop)
                        claim.direct = True
                    else:
                        end = self._sentence_end(content, stop)
                claim.spans.append([content, end])
                return claim if end > content else None
        return None

    def _inner_voice(self, inner: str, start: int, token: _Token) -> _Voice | None:
        """Return the voice inside a frame, if what stands there is one."""
        bare = inner.strip()
        if not bare or len(bare) > 24:
            return None
        end = start + len(inner)
        index = bisect_left(self.starts, start)
        inside = [other for other in self.tokens[index:index + 12] if other.start >= start and other.end <= end]
        if any("self" in other.roles and other.start == start and "title" not in other.roles for other in inside):
            return None
        last = inside[-1] if inside else None
        if last is not None and last.end == end:
            if {"person", "named"} & last.roles.keys():
                return _Voice(last.voice, True, start)
            if "carried" in last.roles and last.start == start:
                return self._pointed(last, human=True)
            if "outsider" in last.roles and last.start == start and "body" not in last.roles:
                return self._outsider(last)
            if "title" in last.roles:
                voice = self._by_title(last, end, start)
                if voice is not None:
                    return voice
            if {"head", "body", "title"} & last.roles.keys() and self._phrase(last, start) is not None:
                phrase = bare
                for word in ("一名", "一位", "多家媒体如"):
                    phrase = phrase.removeprefix(word)
                if phrase.startswith(("这位", "这名", "该", "上述")):
                    return self._pointed(last, human=not phrase.endswith(("报", "社", "机构", "媒体")))
                first = re.split(r"以及|[及和与、]", phrase)[0]
                phrase = first if len(first) > 1 else phrase
                return _Voice(self._revealed(phrase), False, start)
        # 《港湾日报》 is who reports.
        titled = re.search(r"《([^》]{2,12})》$", bare)
        if titled:
            return _Voice(titled.group(1), False, start)
        for length in range(min(len(bare), 12), 1, -1):
            name = bare[-length:]
            rest = bare[:-length]
            if names.is_person(name, self.grammar.shape) and self._plausible(name, end - length) and (
                    not rest or rest.endswith(self.grammar._bodies + self.grammar.book.words("titles", "titles"))):
                return _Voice(names.short(name), True, start)
        return None

    # -- how far a speech goes ----------------------------------------------------------------------------------------

    def _settle(self, claims: list[_Claim], upper: int, told: bool):
        """Cut each claim where the next voice begins, and let it go on where nobody else does."""
        for claim, after in zip(claims, [*claims[1:], None]):
            if after is not None and after.inside == claim.inside:
                for span in claim.spans:
                    # "据某社报道,某某说": the agency only passes it on. "某某透露,普京认为…": both speak, one inside
                    # the other, and the shorter stretch has the place.
                    if span[0] < after.start < span[1] or (claim.passes_on and span[0] == after.start):
                        span[1] = after.start
            self._go_on(claim, after, upper, told)
        for claim in claims:
            claim.spans = [span for span in claim.spans if span[1] - span[0] >= 2]

    def _go_on(self, claim: _Claim, after: _Claim | None, upper: int, told: bool):
        if not claim.spans or claim.inside >= 0:
            return
        span = claim.spans[-1]
        text = self.text
        limit = self._paragraph_end(span[1], upper)
        opened = self._last_quote(span)
        if opened is not None and not opened.closed and span[1] >= limit:
            place = limit
            while place < upper and text[place] in "\n ":
                place += 1
            quote = self._opening(place)
            while quote is not None and (after is None or after.start > place):
                span[1] = min(quote.end, upper)
                if quote.closed:
                    break
                place = quote.end
                while place < upper and text[place] in "\n ":
                    place += 1
                quote = self._opening(place)
            limit = self._paragraph_end(span[1], upper)
        if after is not None and after.inside < 0:
            limit = min(limit, after.start)
        while span[1] < limit:
            place = span[1]
            while place < limit and text[place] in " ”。":
                place += 1
            if place >= limit or text[place] == "\n":
                return
            quote = self._opening(place)
            if quote is not None and quote.spoken and quote.end <= limit + 1:
                span[1] = self._sentence_end(place, limit)
                continue
            if not (told and claim.voice.human) or text[span[1] - 1:span[1]] not in "。!?”":
                return
            if claim.direct and not self.grammar._continuing.match(text, place):
                return
            end = self._sentence_end(place, limit)
            if self.grammar._leading.match(text, place, end).end() == end:
                return
            if not self._still_theirs(claim, place, end):
                return
            span[1] = end

    def _still_theirs(self, claim: _Claim, place: int, end: int) -> bool:
        """Say whether a sentence without an attribution goes on with a speaker's words, in a report."""
        text = self.text
        if self.grammar._reporting.match(text, place):
            return False
        expert = claim.voice.name not in self.listed
        if not expert and not self.grammar._continuing.match(text, place):
            return False
        # "分析家某某把话挑明": a title before a name brings in somebody new.
        lead = self.grammar._leading.match(text, place, end).end()
        titled = 0
        for number in range(bisect_left(self.starts, lead), len(self.tokens)):
            token = self.tokens[number]
            if token.start > lead + 25 or token.end > end or "," in text[lead:token.start]:
                break
            if {"person", "named"} & token.roles.keys():
                return token.voice == claim.voice.name or (token.start != titled and (expert or token.start != lead))
            if "title" in token.roles:
                titled = token.end
        return True

    def _last_quote(self, span) -> Quote | None:
        number = bisect_left(self.opens, span[1]) - 1
        if number >= 0 and self.quotes[number].start >= span[0]:
            return self.quotes[number]
        return None

    def _joined(self, claims: list[_Claim]) -> list[Speech]:
        """Return the claims' spans in text order, one voice's neighbours within a paragraph made one."""
        pieces = sorted(((span[0], span[1], claim) for claim in claims for span in claim.spans), key=lambda piece: piece[:2])
        made: list[list] = []
        for start, end, claim in pieces:
            if made and made[-1][2].voice.name == claim.voice.name and made[-1][2].inside == claim.inside:
                between = self.text[made[-1][1]:start]
                if start <= made[-1][1] or (len(between) <= 40 and "\n" not in between
                                            and not re.search(r"[。!?;].*[。!?;]", between)):
                    made[-1][1] = max(made[-1][1], end)
                    continue
            made.append([start, end, claim])
        return [Speech(claim.voice.name, start, end) for start, end, claim in made]
