"""Which issue a prediction is about: named in its clause, else carried from the sentence, paragraph or heading."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import pairwise, zip_longest
from typing import NamedTuple

from analysis import codebook
from analysis.grammar import cohesion, openers
from analysis.grammar.layout import Sentence
from analysis.grammar.vocabulary import Vocabulary
from analysis.lexicon import Hit

# 就伊朗问题、乌克兰问题以及制裁问题: what may stand between issues named together.
_TOGETHER = re.compile(r"^[^,。、和与及或跟同]{0,6}(?:、|和|与|及|以及|或|跟|同|还是|乃至|,以及)+[^,。]{0,6}$")
_SUBJECT = re.compile(r"^.{0,6}?(?:问题上|问题|方面|一事|议题|事务|上)")
_ABOUT = re.compile(r"(?:在|(?<!也)就(?!是|会|要|能)|对|对于|关于|围绕|于|至于|首先说|再说|说到)[^,。]{0,9}$")
_PLACE = re.compile(r"(?:在|从|自)$")
_BECAUSE = re.compile(r"(?:因为|由于|因(?![此而]))[^,。]{0,10}$")
_BEFORE = re.compile(r"(?:策略|手段|政策)?的?(?:面前|之下|压力下|背景下|阴影下)|[^,。]{0,8}(?<=[^,。])为(?:代价|筹码|条件|交换|借口|名|由)")
# 预算案通过后解散国会, 在贸易谈判有眉目之前不会做, 年底峰会上端出…: when and where it happens is not what happens.
_WHEN = re.compile(r"[^,。的]{0,9}?(?:之前|以前|之后|以后|期间|之际|为止)|[^,。的就才]{0,3}(?:(?<!最)后|(?<![目日眼当先])前)(?![一者果方来所台世任总途景往提线沿])"
                   r"|(?:会议|会谈|谈判)?上(?!升|涨|述|台|任|去|来|演|调|限|百|千|万|亿|半|一|的|做|让|有|取|没|达|作|妥|松)")
# 台海这一页, 至于稀土, 关税问题上: a clause that only says what is spoken of.
_FRONTED = re.compile(r"(?:至于|说到|讲到|谈到|论到|再说|再看|先说|先看|要说|就)[^,。]{1,12}|[^,。]{1,10}(?:[这那]一?[页块件步张笔环关题事头边条桩项点摊局]|问题|方面|[问议]题上|一事|与否|本身)")
# 朝鲜式的冷和平, 比两个伊拉克还大: what something is only likened to.
_LIKE = re.compile(r"(?:式|模式|版)")
# 朝鲜与中国、俄罗斯的关系: what may stand between a country and what is its own.
_WHOSE = re.compile(r"(?:(?:与|和|跟|同|、)[^,。;的]{1,8}){0,3}(?:之间)?的?$")
_LIKENED = re.compile(r"(?:又一个|第二个|另一个|下一个|比|像|好比|堪比|如同|类似|仿效|重演)[^,。]{0,3}$")
# Counted in these, whatever is counted: 二十个基点, 每天一百万桶.
_UNIT = re.compile(r"个?基点|个?百分点|每?万?桶|每?盎司|百分点")
# 到了选情吃紧的时候, 大选之前: a clause that says when.
_DURING = ("时", "时候", "之际", "之前", "以前", "之后", "以后", "期间", "当口", "关头", "那天", "那一天")
_NUMBERS = frozenset("0123456789一二三四五六七八九十百千万亿两几个每")
_BETWEEN = re.compile(r"(?:出面|居中|牵线|搭桥|说合|调停|斡旋|传话|递话|做东|当中间人|打圆场|搵个说法)")
_ITEMS = re.compile(r"[^,。、;:!? ]{1,8}(?:、[^,。、;:!? ]{1,8}){2,}")
NEAR = 12
# An issue with this share of all a text names is what it is about.
MAIN = 0.3
# How far an issue is carried inside a sentence, in clauses and characters.
FAR = 12
# How much speaks for an issue that a clause does not name: where it is named around the clause, and what the clause's own
# words hint at. A hint outweighs a mention one sentence off, not a mention in the same sentence. OFTEN is the most that the
# issue's share of all the text names can add; HOME is taken from politics at home in a text about
# something else, where words of politics in the sentence count AWAY for it.
SENTENCE, EARLIER, HEADING, TOPIC, ADJUNCT, TITLE, SOMEWHERE, HINT = 5.0, 3.0, 3.0, 2.5, 2.0, 1.5, 0.5, 4.5
# A subject opened in the paragraph goes before what is named by the way since, and grows weaker by FADES a sentence.
OPENED, FADES = 5.0, 0.3
STEP, LATER, APART, BESIDE, SUPPOSED, TITLED, PASSED, GENERAL, LOOSE, OFTEN, HOME, AWAY = 0.5, 1.0, 0.5, 0.8, 2.4, 0.7, 4.0, 0.8, 2.5, 2.0, 1.0, 7.0
# An issue named less often than RARE in a text that names issues more than MANY times is named by the way.
RARE, MANY = 3, 12
OWN = {("taiwan_strait", "taiwan_politics"), ("korea", "south_korea_politics"), ("gaza", "israel_politics")}
LONG = 400
# How far behind a claim, in characters, a word of politics at home may tell what it is about.
BEYOND = 20
NO_HINTS: Counter[str] = Counter()
REGION = 1500
# How much an issue gains whose name stands wherever the claim's own words stand again.
TIED = 2.0


class Named(NamedTuple):
    """An issue named; folded offsets. `bare` where only the name of a country stands for it."""

    start: int
    end: int
    code: str
    bare: bool = False


class Actor(NamedTuple):
    """An actor named; folded offsets, and the country it belongs to."""

    start: int
    end: int
    country: str
    kind: str


class Issues:
    """The issues a document names, in order.

    Parameters
    ----------
    named : list of Named
    folded : str
    words : Vocabulary
    actors : list of (start, end, code)
    known : mapping of str to codebook.Actor
        An actor's kind and country.
    hints : callable
        Returns the words (`start`, `code`) that mean an issue only where the document names it elsewhere, and others said by
        the way; asked once, and only if needed.
    spoken : collection of str
        The issues of which hints count everywhere.
    """

    def __init__(self, named: list[Named], folded: str, words: Vocabulary, actors: Sequence[tuple[int, int, str]] = (),
                 known: Mapping[str, codebook.Actor] | None = None, hints: Callable[[], Sequence[Hit]] = list,
                 spoken: Collection[str] = ()):
        self.spoken = spoken
        self.named = named
        self._hints = hints
        self._hinting: tuple[list[int], Sequence[Hit]] | None = None
        self._actors = actors
        self._known = known or {}
        self.folded = folded
        self.words = words
        self.codes = frozenset(issue.code for issue in named)
        self.general = frozenset(words["topics.general.codes"])
        self._empty = frozenset(words["topics.empty.forms"])
        self._counts = Counter(issue.code for issue in named)
        self._told = {issue.code for issue in named if not issue.bare}
        self._about: dict[tuple[int, int], list[tuple[str, ...]]] = {}
        self._loose: set[tuple[int, int]] = set()
        self._grouped: dict[tuple[int, int], list[list[Named]]] = {}
        self._starts = [issue.start for issue in named]
        self._entries = [actor[0] for actor in actors]

    def within(self, start: int, end: int) -> list[Named]:
        """Return the issues named in a stretch."""
        low = bisect_left(self._starts, start)
        return self.named[low:bisect_left(self._starts, end, low)]

    def hinted(self, start: int, end: int, loose: bool = False) -> Counter[str]:
        """Return how often a stretch hints at each issue the text speaks of; at any issue where it may do so by the way."""
        if self._hinting is None:
            hints = self._hints()
            self._hinting = [hint.start for hint in hints], hints
        places, hints = self._hinting
        low = bisect_left(places, start)
        if low == len(places) or places[low] >= end:
            return NO_HINTS
        return Counter([hint.code for hint in hints[low:bisect_left(places, end, low)] if loose or hint.code in self.spoken])

    def _acting(self, start: int, end: int) -> list[Actor]:
        known = self._known
        return [Actor(first, last, known[code].country or code, known[code].kind) for first, last, code in
                self._actors[bisect_left(self._entries, start):bisect_left(self._entries, end)] if code in known]

    def groups(self, start: int, end: int) -> list[list[Named]]:
        """Return the issues of a stretch, those named together in one group."""
        made = self._grouped.get((start, end))
        if made is None:
            made = self._grouped[start, end] = []
            within = self.within(start, end)
            for issue, following in zip_longest(within, within[1:]):
                if following and self._owned(issue, following):
                    continue
                last = made[-1][-1].end if made else -1
                if made and (issue.start < last or (issue.start - last <= NEAR and self._joined(self.folded[last:issue.start]))):
                    made[-1].append(issue)
                else:
                    made.append([issue])
        return made

    def _owned(self, issue: Named, following: Named) -> bool:
        """委国的原油, 伊朗石油, 朝鲜与中国、俄罗斯的关系: a country that only says whose."""
        if not issue.bare or following.bare:
            return False
        between = self.folded[issue.end:following.start]
        if following.code in self.words["topics.owned.codes"]:
            return issue.code in self.words["topics.countries.codes"] and bool(_WHOSE.match(between))
        return (between in ("", "的") and following.code not in self.general
                and following.code not in self.words["topics.instruments.codes"])

    def _joined(self, between: str) -> bool | None:
        return _TOGETHER.match(between) and not any(verb in between for verb in self.words["topics.verbs.forms"])

    def framed(self, start: int, end: int) -> list[list[Named]]:
        """Return the groups that stand as a stretch's subject matter: 在叙利亚问题上, 就关税."""
        found = []
        for group in self.groups(start, end):
            last = group[-1]
            if _SUBJECT.match(self.folded[max(last.start, last.end - 2):last.end + 8]) and _ABOUT.search(
                    self.folded[max(start, group[0].start - 14):group[0].start]):
                found.append(group)
        return found

    def best(self, groups: list[list[Named]], verb: int) -> tuple[str, ...]:
        """Return the issues of the group a clause is about.

        Parameters
        ----------
        groups : list of list of Named
        verb : int
            Where the cue ends; what is named after it is nearer to what is expected.
        """
        if len(groups) == 1 and len(groups[0]) == 1:
            return (groups[0][0].code,)
        here = {issue.code for group in groups for issue in group}
        instruments = self.words["topics.instruments.codes"] if here & set(self.words["topics.instruments.conflicts"]) else ()

        def rank(group: list[Named]) -> tuple[bool, int, bool, int]:
            # 向乌克兰交付导弹: the country only says to whom.
            # 民主党不会乐见这场会面: of two general issues, whose politics the subject is.
            level = max((1 if issue.code in instruments else 3 - issue.bare) if issue.code not in self.general
                        else issue.start < verb and issue.code.endswith("_politics") for issue in group)
            # 劝说伊朗撤出在叙军事存在: a place is not the subject.
            place = bool(_PLACE.search(self.folded[max(0, group[0].start - 2):group[0].start]))
            after = group[0].start >= verb
            return not place, level, after, -group[0].start if after else group[0].start

        return self._codes(max(groups, key=rank) if len(groups) > 1 else groups[0], instruments)

    def about(self, start: int, end: int) -> list[tuple[str, ...]]:
        """Return what a clause, sentence or heading is about: first what it is about most, then what else it names."""
        known = self._about.get((start, end))
        if known is None:
            groups = self.groups(start, end)
            if groups:
                subjects = self.framed(start, end) or self.subjects(groups, start)
                if not subjects:
                    self._loose.add((start, end))
                groups = subjects or groups
            known = [self.best(groups, start)] if groups else []
            if len(groups) > 1:
                known += [codes for group in groups if (codes := self.best([group], start)) != known[0]]
            self._about[start, end] = known
        return known

    def loose(self, start: int, end: int) -> bool:
        """Tell whether all that a stretch names, once `about` was asked for it, is an adjunct."""
        return (start, end) in self._loose

    def subjects(self, groups: list[list[Named]], start: int) -> list[list[Named]]:
        """Return the groups that are no adjunct of a stretch: no cause, no time, no place, nothing it is likened to."""
        kept, folded = [], self.folded
        for group in groups:
            before, after = folded[max(start, group[0].start - 12):group[0].start], folded[group[-1].end:group[-1].end + 14]
            if _BEFORE.match(after) or _WHEN.match(after) or (before and _BECAUSE.search(before)):
                continue
            if len(groups) > 1 and _UNIT.fullmatch(folded, group[0].start, group[-1].end) and before[-1:] in _NUMBERS:
                continue  # 收益率一天跳二十个基点: what it is counted in
            if all(issue.bare for issue in group) and (before.endswith("由") or _BETWEEN.match(after)):
                continue  # 由阿曼出面, 沙特居中斡旋: who brings others together
            if not group[0].bare and len(group) == 1 and self._listed_goods(group[0]):
                continue  # 汽车、药品、芯片25%起步: one of many goods
            if all(issue.bare for issue in group) and (after.startswith("、") + before.endswith("、")
                                                       + (after[1:].find("、", 0, 7) > 1) + (before[:-1].rfind("、", -7) >= 0) > 1):
                # 澳洲、哈萨克斯坦、沙特都找过: one name of a row.
                continue
            if _LIKE.match(after) or (all(issue.bare for issue in group) and (_LIKENED.search(before) or _PLACE.search(before))):
                continue
            kept.append(group)
        return kept

    def _listed_goods(self, issue: Named) -> bool:
        """Tell whether an issue is one item of three or more, of which no other names any."""
        items = _ITEMS.search(self.folded, max(0, issue.start - 24), issue.end + 24)
        while items and items.end() < issue.end:
            items = _ITEMS.search(self.folded, items.end(), issue.end + 24)
        return bool(items and items.start() <= issue.start < items.end()
                    and len(self.within(items.start(), items.end())) == 1)

    def _codes(self, group: list[Named], instruments: tuple[str, ...]) -> tuple[str, ...]:
        """One place that names two issues is about the longer one; an instrument yields to its conflict."""
        if len(group) == 1:
            return (group[0].code,)
        kept = [issue for issue in group
                if not any(other.start < issue.end and issue.start < other.end
                           and other.end - other.start > issue.end - issue.start for other in group)]
        codes = list(dict.fromkeys(issue.code for issue in kept))
        specific = [code for code in codes if code not in self.general]
        plain = [code for code in specific or codes if code not in instruments]
        return tuple(plain or specific or codes)

    def politics(self, start: int, end: int, since: int) -> tuple[str, ...]:
        """Return the issue of politics at home that a stretch with words of politics is about, by its actors' countries.

        Parameters
        ----------
        start, end : int
        since : int
            Where its sentence begins, for a clause that names nobody.
        """
        said = self.words.pattern("topics.politics.forms").search(self.folded, start, end)
        if said and _WHEN.match(self.folded, said.end()):
            return ()
        acting, at = self._acting(start, end), said.start() if said else end
        # 美国乐见蔡英文连任: whose politics it is, stands right before its word.
        nearest = sorted(acting, key=lambda actor: (actor.start > at, abs(actor.start - at)))
        for actor in (*nearest, *reversed(self._acting(since, start))):
            if f"politics_of.{actor.country}" in self.words.lists:
                found = self.words[f"politics_of.{actor.country}"]
                if actor.kind != "ministry" or self._at_home(found[0]):
                    return found
        return ()

    def _at_home(self, code: str) -> bool:
        """Tell whether a text speaks of a country's politics as much as of any other's: 众议院 is not America's everywhere."""
        most = max((count for other, count in self._counts.items() if other.endswith("_politics")), default=0)
        return self._counts[code] * 2 >= most

    def leaders(self, start: int, end: int) -> bool:
        """Tell whether a stretch names leaders of two countries."""
        leaders = {actor.country for actor in self._acting(start, end) if actor.kind == "person"}
        return len(leaders) > 1

    def dyad(self, start: int, end: int) -> bool:
        """Tell whether a stretch names two states together."""
        states = [actor for actor in self._acting(start, end) if actor.kind != "person"]
        return any(one.country != other.country and self.folded[one.end:other.start] in ("", *self.words["topics.dyads.forms"])
                   and not self.folded.startswith(("等", "、"), other.end) for one, other in pairwise(states))

    def approached(self, start: int, end: int) -> bool:
        """Tell whether a stretch names two states, together or apart."""
        states = [actor for actor in self._acting(start, end) if actor.kind == "state"]
        # 把视线转向葡萄牙、西班牙等国: a list is no pair.
        return len({actor.country for actor in states}) == 2 and not self.folded.startswith("等", states[-1].end)

    def paired(self, start: int, end: int) -> bool:
        """Tell whether a stretch names two states in one word, as parties: 中日之间, 美俄双方."""
        states = [actor for actor in self._acting(start, end) if actor.kind == "state"]
        return any(one.end == other.start and one.country != other.country
                   and self.folded.startswith(self.words["topics.parties.forms"], other.end) for one, other in pairwise(states))

    def abroad(self, start: int, end: int, code: str) -> bool:
        """Tell whether a stretch is about another state than the one whose politics an issue is, in a text that speaks of relations."""
        acting = {actor.country for actor in self._acting(start, end) if actor.kind in ("state", "person", "ministry")
                  and not _LIKENED.search(self.folded[max(start, actor.start - 6):actor.start])}
        own = {actor for actor in acting if code in self.words.lists.get(f"politics_of.{actor}", ())}
        return bool(acting - own) and "relations" in self.codes

    def passing(self, codes: tuple[str, ...]) -> bool:
        """Tell whether a text names issues by the way only: once or twice, by the bare name of a country."""
        return len(self.named) > MANY and all(0 < self._counts[code] < RARE and code not in self._told for code in codes)

    def share(self, codes: tuple[str, ...]) -> float:
        """Return how much of what a text names is the commonest of some issues, from 0 to 1."""
        return max(self._counts[code] for code in codes) / len(self.named) if self.named else 0.0

    def tied(self, start: int, end: int) -> dict[str, float]:
        """Return the issues named where a claim's words stand again, each with its share of all such places."""
        votes: dict[str, float] = {}
        for first, last, weight in cohesion.again(self.folded, start, end, self._empty):
            codes = {issue.code for issue in self.within(first, last)}
            for code in codes.difference(self.general) or codes:
                votes[code] = votes.get(code, 0.0) + weight / len(codes)
        # A single word that comes back ties less than several do.
        total = max(1.0, sum(votes.values()))
        return {code: vote / total for code, vote in votes.items()}

    def main(self) -> tuple[str, ...]:
        """Return the issue the text names most often."""
        return (self._counts.most_common(1)[0][0],) if self._counts else ()


class Context(NamedTuple):
    """Where a sentence stands, as far as its issue goes.

    Attributes
    ----------
    sentence : Sentence
    earlier : list of Sentence
        Before it, the nearest last.
    opening : Sentence or None
        The first of its paragraph, where that is another.
    heading : (start, end) or None
        The sub-heading over it.
    title : tuple of str
        The issues of the document's title.
    issues : Issues
    """

    sentence: Sentence
    earlier: list[Sentence]
    opening: Sentence | None
    heading: tuple[int, int] | None
    title: tuple[str, ...]
    issues: Issues

    def of(self, start: int, end: int, verb: int, first: int) -> tuple[tuple[str, ...], str]:
        """Return the issues of a claim, and in words where they were found.

        Parameters
        ----------
        start, end : int
            The evidence.
        verb : int
            Where its cue ends.
        first : int
            Its first clause in the sentence.
        """
        issues, words = self.issues, self.issues.words
        text = issues.folded[start:end]
        said = words.topical(text)
        if "pointing" in said:
            carried = self._listed(start) or self._sentence(first, False)
            if carried:
                return carried, "carried from what it points to"
        if "answering" in said and (asked := self._asked()):
            return asked, "carried from the question before"
        framed = issues.framed(start, end)
        region = self._region(text, start)
        if framed or region:
            named = issues._codes(framed[-1], ()) if framed else tuple(
                issue.code for issue in issues.within(start, end) if issue.code not in issues.general)
            return tuple(dict.fromkeys((*named, *region))), "named as its subject"
        groups = issues.groups(start, end)
        if "stance" in said and groups and all(issue.bare for group in groups for issue in group) and issues.approached(start, end):
            # 华盛顿对缅甸只会更冷淡: a country named as the one it is towards
            return ("relations",), "two states, and how one stands to the other"
        home = issues.politics(start, end, self.sentence.start) if "politics" in said else ()
        own = {*home, home[0].removesuffix("_politics")} if home else ()
        if home and all(issue.code in own or issue.code.endswith("_politics") or (issue.code, home[0]) in OWN
                        for group in groups for issue in group):
            return home, "politics at home, by its words and actors"
        if "meeting" in said and issues.leaders(start, end) and all(self._homely(issue.code) for group in groups for issue in group):
            return ("summit",), "two leaders meet"
        # 怎么会因为一通电话而消失: a cause is not the subject.
        # 在极限施压面前低头, 以伊朗的利益为代价换取…: nor is what one stands before or gives for it.
        adjuncts, groups = groups, groups and issues.subjects(groups, start)
        if groups:
            found = issues.best(groups, verb)
            told = self._told(groups, start, end)
            if told:
                return told, "told by its own words"
            fronted = self._fronted(first) if self.issues.general.issuperset(found) else ()
            return fronted or self._tied(first, found) or found, "carried from what it speaks of" if fronted else "named in the clause"
        if "holding" in said and "summit" in (*self.title, *issues.codes):
            return ("summit",), "a meeting spoken of before"
        if "bare" in said:
            return ("relations",), "relations, without their countries"
        if "approach" in said and issues.approached(start, end):
            return ("relations",), "two states, and how near they are"
        if "lists" in said:
            listed = self._listed(start)
            if listed:
                return listed, "carried from the list before it"
        if "前者" in text or "后者" in text:
            pair = self._pair(start)
            if len(pair) > 1:
                return (pair[0] if "前者" in text else pair[1],), "carried from the pair before it"
        if self.title and any(word in issues.folded[max(self.sentence.start, end - LONG):end] for word in words["connectives.conclusions.forms"]):
            return self.title, "carried from the title, for it concludes"
        if not adjuncts and issues.paired(start, end):
            answer: tuple[tuple[str, ...], str] = ("relations",), "two states named in one word"
            return answer
        codes, whence = self._carried(first, (start, end), adjuncts)
        if len(codes) == 1 and codes[0].endswith("_politics") and issues.abroad(start, end, codes[0]):
            return ("relations",), "what one state does to another, in a text on their relations"
        return codes, whence

    def _told(self, groups: list[list[Named]], start: int, end: int) -> tuple[str, ...]:
        """Return what a clause's own words say it is about where it only names countries: 普京不会去见… is the meeting."""
        general = self.issues.general
        named = [issue for group in groups for issue in group if issue.code not in general]
        if not named or not all(issue.bare for issue in named):
            return ()
        hinted = self.issues.hinted(start, end, loose=True)
        conflicts = self.issues.words["topics.conflicts.codes"]
        # 让伊朗弃核: what hints at another country's crisis tells nothing of it where the text does not speak of it.
        foreign = self.issues.words["topics.countries.codes"]
        other = [code for code in hinted if code not in conflicts and code not in general and (code in self.issues.codes or code not in foreign)]
        if not other or any(issue.code in hinted for issue in named):
            return ()
        return (max(other, key=lambda code: (code in self.title, hinted[code])),)

    def _homely(self, code: str) -> bool:
        return code in self.issues.words["topics.countries.codes"] or code.endswith("_politics")

    def _tied(self, first: int, found: tuple[str, ...]) -> tuple[str, ...]:
        """Return the conflict that talks, weapons or drills belong to: the sentence's, else that of heading or title."""
        words = self.issues.words
        conflicts: Collection[str]
        if found == ("negotiations",):
            conflicts = frozenset(self.issues.codes.union(self.title)).difference(self.issues.general)
        elif len(found) == 1 and found[0] in words["topics.instruments.codes"] and found[0] not in words["topics.instruments.loose"]:
            conflicts = words["topics.instruments.conflicts"]
        else:
            return ()
        for clause in reversed(self.sentence.clauses[max(0, first - FAR):first]):
            named = [issue.code for issue in self.issues.within(clause.start, clause.end) if issue.code in conflicts]
            if named:
                return (named[-1],)
        # A text that speaks of one conflict most of the time means that.
        main = self.issues.main()
        most = main if self.issues.share(main) >= MAIN else ()
        around = [code for code in (*self._headed(), *self.title, *most) if code in conflicts]
        return tuple(around[:1])

    def _region(self, text: str, start: int) -> tuple[str, ...]:
        """Return the conflicts of a region that the text named before: 在中东问题上, after Syria and Iran."""
        for word, codes in self.issues.words.regions.items():
            if word in text:
                before = {issue.code for issue in self.issues.within(max(0, start - REGION), start)}
                return tuple(code for code in codes if code in before)
        return ()

    def _headed(self) -> tuple[str, ...]:
        return tuple(issue.code for issue in self.issues.within(*self.heading)) if self.heading else ()

    def _carried(self, first: int, claim: tuple[int, int], adjuncts: list[list[Named]]) -> tuple[tuple[str, ...], str]:
        """Return what a clause that names no issue is about: the best supported of all that stands around it."""
        start, end = self.sentence.start, min(self.sentence.end, self.sentence.start + LONG)
        # What a later clause says of an election is not what this one is about.
        until = min(end, claim[1] + BEYOND)
        home = not self.issues.within(start, end) and "politics" in self.issues.words.topical(
            self.issues.folded[start:until]) and self.issues.politics(start, until, start)
        general = self.issues.general
        if home and (not self.title or general.issuperset(self.title)):
            return home, "politics at home, by its words and actors"
        hinted = self.issues.hinted(*claim)
        candidates = list(self._around(first, bool(hinted)))
        if home:
            candidates.append((AWAY, home, "politics at home, by its words and actors"))
        if self.title:
            candidates.append((TITLE, self.title, "carried from the title"))
        about = {code for _, codes, _ in candidates for code in codes}
        candidates += [(ADJUNCT, self.issues.best([group], 0), "named beside it") for group in adjuncts]
        # What is spoken of nearby goes before what the text only names somewhere.
        tied = self.issues.tied(*claim)
        candidates += [(SOMEWHERE, (code,), "named where its words stand again" if code in tied else "")
                       for code in dict.fromkeys((*hinted, *tied)) if code not in about]
        if not candidates:
            if not self.issues.named and self.issues.dyad(start, end):
                return ("relations",), "two states named together"
            return self.issues.main(), "what the text names most"

        conflicts = self.issues.words["topics.conflicts.codes"]
        nearby = about.intersection(conflicts)
        if nearby and not hinted.keys().isdisjoint(conflicts) and nearby.isdisjoint(hinted):
            # 边境, 停火, 空袭 said of whatever war is spoken of.
            hinted = Counter(nearby) + Counter({code: count for code, count in hinted.items() if code not in conflicts})
            candidates = [one for one in candidates if one[2] or not set(one[1]).intersection(conflicts)]

        abroad = bool(self.title) and not self.title[0].endswith("_politics")

        def support(candidate: tuple[float, tuple[str, ...], str]) -> float:
            weight, codes, _ = candidate
            return (weight + TIED * max(tied.get(code, 0.0) for code in codes) + HINT * bool(hinted.keys() & set(codes)) + TITLED * bool(set(self.title) & set(codes))
                    + OFTEN * self.issues.share(codes) - HOME * (abroad and codes[0].endswith("_politics"))
                    - PASSED * self.issues.passing(codes) - GENERAL * general.issuperset(codes))

        _, codes, whence = max(candidates, key=support)
        words, codes = set(codes) & hinted.keys(), self._tied(first, codes) or codes
        return codes, f"told by its own words, and {whence or 'named elsewhere'}" if words else whence

    def _around(self, first: int, hinted: bool) -> Iterator[tuple[float, tuple[str, ...], str]]:
        """Yield (weight, issues, whence) for each place around a clause that may say what it is about.

        Where the clause's own words hint at nothing, the nearest place decides and what lies farther off is left out.
        """
        clauses, found, fresh = self.sentence.clauses, False, False
        since, subject = self._opened()
        for far, place in enumerate([*range(first - 1, max(-1, first - FAR), -1), *range(first, min(first + FAR, len(clauses)))]):
            about = self.issues.about(clauses[place].start, clauses[place].end)
            loose = self.issues.loose(clauses[place].start, clauses[place].end)
            told = "condition" in clauses[place].names or (subject != () and clauses[place].text.endswith(_DURING))
            found = found or bool(about and not loose)
            fresh = fresh or bool(about and not loose and not told and place < first)
            for number, codes in enumerate(about):
                # What a claim hangs on is not what it is about, if anything else is named.
                hung = SUPPOSED * told
                yield (SENTENCE - STEP * far - LATER * (place >= first) - BESIDE * (number > 0) - hung - LOOSE * loose, codes,
                       "carried from the sentence")
        if subject and not fresh:
            yield OPENED - FADES * since, subject, "carried from the subject opened before it"
        if found and not hinted:
            return
        for far, sentence in enumerate(reversed(self.earlier)):
            if subject and far > since:
                return
            about = self.issues.about(sentence.start, sentence.end)
            if about:
                apart = "\n" in self.issues.folded[sentence.end:self.sentence.start]
                loose = self.issues.loose(sentence.start, sentence.end)
                weight = EARLIER - STEP * far - APART * apart - LOOSE * loose
                # Of several issues behind, the nearest goes on.
                yield weight, about[0][-1:], "carried from an earlier sentence"
                for number, codes in enumerate(about):
                    yield weight - BESIDE - BESIDE * (number > 0), codes, "carried from an earlier sentence"
                if not hinted and not loose:
                    break
        if self.opening:
            for codes in self.issues.about(self.opening.start, self.opening.end)[:1]:
                yield TOPIC, codes, "carried from the paragraph's first sentence"
        if self.heading:
            for codes in self.issues.about(*self.heading)[:1]:
                yield HEADING, codes, "carried from the sub-heading"

    def _opened(self) -> tuple[int, tuple[str, ...]]:
        """Return how many sentences ago the paragraph turned to a subject, and its issues: 格陵兰呢?"""
        folded = self.issues.folded
        if openers.opened(folded, self.sentence.start, self.sentence.end):
            return 0, ()
        for far, sentence in enumerate(reversed(self.earlier)):
            if folded.find("\n", sentence.end, self.sentence.start) >= 0:
                # 记者:大选之前签得成吗?|某某:…: an answer in a line of its own stays with what was asked.
                about = self.issues.about(sentence.start, sentence.end) if sentence.asked else []
                return (far, about[0]) if about else (0, ())
            span = openers.opened(folded, sentence.start, sentence.end)
            if span and (about := self.issues.about(*span)):
                return far, about[0]
        return 0, ()

    def _sentence(self, first: int, later: bool) -> tuple[str, ...]:
        clauses = self.sentence.clauses
        for clause in [*reversed(clauses[max(0, first - FAR):first]), *(clauses[first:first + FAR] if later else ())]:
            about = self.issues.about(clause.start, clause.end)
            if about:
                return about[0]
        return ()

    def _asked(self) -> tuple[str, ...]:
        """Return what the question before is about: 会不会顺道见面?|我认为有这种可能."""
        if not self.earlier or not self.earlier[-1].asked:
            return ()
        about = self.issues.about(self.earlier[-1].start, self.earlier[-1].end)
        return about[0][-1:] if about else ()

    def _fronted(self, first: int) -> tuple[str, ...]:
        """Return what a sentence says it speaks of in the clause before: 台海这一页,一次访华翻不过去."""
        if not first:
            return ()
        clause = self.sentence.clauses[first - 1]
        if not _FRONTED.fullmatch(clause.text) or clause.cues or not (about := self.issues.about(clause.start, clause.end)):
            return ()
        return tuple(code for code in about[0] if code not in self.issues.general)

    def _listed(self, start: int) -> tuple[str, ...]:
        found = self.issues.within(self.sentence.start, start)
        if len({issue.code for issue in found}) < 2 and self.earlier:
            found = self.issues.within(self.earlier[-1].start, start)
        general = self.issues.general
        codes = tuple(dict.fromkeys(issue.code for issue in found if issue.code not in general))
        return codes if len(codes) > 1 else ()

    def _pair(self, start: int) -> list[str]:
        found = self.issues.within(self.earlier[-1].start if self.earlier else self.sentence.start, start)
        return list(dict.fromkeys(issue.code for issue in found))
