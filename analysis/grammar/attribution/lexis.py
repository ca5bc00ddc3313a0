"""The words of attribution as compiled patterns, built once for a codebook."""

import re
import sys
from datetime import date

import ahocorasick_rs

from analysis import segmentation
from analysis.codebook import Codebook
from analysis.grammar import names
from analysis.grammar.alternatives import either
from analysis.grammar.attribution.tokens import Forms
from analysis.grammar.voicebook import Voicebook
from analysis.patterns import later
from analysis.text import fold

_DATED = (r"(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}[日号](?:[上下]午|晚些时候|晚间?|凌晨|早间?|中午|深夜|傍晚|稍晚|稍早)?|[今昨前明]?\(\d{1,2}\)[日晚]?|(?:\d{4}年)?\d{1,2}月(?:初|底|中旬|下旬|上旬)?"
          r"|\d{4}年|周[一二三四五六日]|星期[一二三四五六日]|\([^()\n]{1,40}\)|[ 》]|[^,。]{0,3}\d{1,2}[时点]")

# jieba's tags of names, and of what it does not hold.
_NAMES = frozenset(("x", "nr", "nrt", "nrfg", "nz"))
_BULLETS = "•●◆■▲▼◇□○★☆※►▶▌▍▎┃"
_LONGEST_CHINESE = 3
_OF_A_SENTENCE = later("[在向对将把被就给让从为使是于比说称由的了着过不都也还]")


class Lexis:
    """What may stand around a speaker and a verb, as patterns.

    Attributes
    ----------
    forms : Forms
        Everything that takes part in an attribution.
    gap, adverbs, leading : pattern
        What may stand between speaker and verb, adverbs alone, and at the head of a clause before the speaker.
    boundary : pattern
        What may follow a name.
    persons : dict of str to frozenset of str
        The forms of each person of the codebook, folded.
    offices : dict of str to list of (since, until, code)
        Who holds an office when.
    """

    def __init__(self, codebook: Codebook, book: Voicebook):
        words = book.words
        self.book, self.actors = book, codebook.actors
        self.shape = names.shapes(book)
        self.forms = Forms(codebook, book)
        self.offices: dict[str, list[tuple[date, date, str]]] = {}
        for actor in codebook.actors.values():
            for office in actor.offices:
                self.offices.setdefault(office.office, []).append((office.since, office.until, actor.code))
        self.persons = {actor.code: frozenset(fold("\n".join(actor.forms)).split("\n")) for actor in codebook.actors.values() if actor.kind == "person"}
        self.title_words = words("titles", "titles")
        self.bodies = words("titles", "bodies")
        self.addressed = words("adverbials", "addressed")
        self.experts = words("sources", "experts")
        self.people = words("sources", "people")
        self.press = words("sources", "press")
        self.no_ends = words("names", "no_ends")
        self.given_ends = words("names", "given_ends")
        self.japanese_given = words("names", "japanese_given")
        self.verbs = tuple(book.verbs)
        self.verbs_by_end: dict[str, list[str]] = {}
        for verb in book.verbs:
            self.verbs_by_end.setdefault(verb[-1], []).append(verb)
        # A state is talked about; who speaks for it has an office.
        self.states = frozenset(fold("\n".join(
            form for actor in codebook.actors.values() if actor.kind in ("state", "territory")
            for form in actor.forms)).split("\n")) - set(words("sources", "heads"))
        self.realms = frozenset(fold("\n".join(
            form for actor in codebook.actors.values() if actor.kind in ("state", "territory")
            for form in (*actor.forms, *actor.metonyms))).split("\n"))
        self.crowds, self.judges = frozenset(words("sources", "crowds")), words("sources", "judges")
        self.no_tails = frozenset(words("names", "no_tails"))
        self.brokers = words("bylines", "brokers")
        self.labels = frozenset(words("bylines", "labels"))
        # "台北市|长林某": a longer form may have taken a title's first character, so titles are sought by themselves.
        self.introducers = _longest(dict.fromkeys([*self.title_words, *(body for body in self.bodies if len(body) > 1)]))
        between, prepositions = either(words("adverbials", "between")), either(words("adverbials", "prepositions"))
        said = either([*book.verbs, *(tail for frame in book.frames if frame.code == "opinion" for tail in frame.tails)])
        ends_name = either([*words("names", "after"), *self.title_words, *words("adverbials", "between"),
                            *words("adverbials", "prepositions"), *book.verbs])
        # "语重心长地", "皱着眉头": how it was said. "在当地" and "对着镜头" are phrases of their own.
        manner = rf"(?!{prepositions})[^,。!?;:“”‘’()\n的]{{2,6}}地|(?!{prepositions})[^,。!?;:“”‘’()\n的]{{1,2}}着(?:眉头|脸|头|手|烟)?"
        # "通过社交媒体" opens a phrase, though 通过 alone may stand there too.
        alone = either(set(words("adverbials", "between")) - set(words("adverbials", "prepositions")))
        self.gap = later(rf"(?>{alone}|{_DATED}|{manner})*+(?:(?:{prepositions})[^。!?;:\n]{{0,60}})?")
        self.adverbs = later(rf"(?>{between}|{_DATED}|{manner})*+")
        self.leading = later(rf"(?>{either(words('adverbials', 'leading'))}|{_DATED}|,|[{_BULLETS}]|(?:[一二三四五六七八九十]|\d{{1,2}})[、.]|\[[^\[\]\n]{{1,20}}\])*+")
        self.boundary = later(rf"[,。、:;!?()“”\n \d]|$|{ends_name}")
        # "研究员艾美·吴(Amy Wu)"
        self.family = later(rf"[{''.join(sorted(book.surnames))}](?={self.boundary.pattern})")
        self.says = later(rf"(?:{between})?(?:(?:接受|在|对|向|就)[^,。!?;:“”\n]{{1,24}}?)?(?:{said}|"
                               rf"\([^()\n]{{2,20}}\))")
        lead = "".join(sorted(book.surnames))
        # Eight leading words at most: a line of nothing but commas would else be read to its end from each of them.
        # "军事YouTuber老装甲直言"
        self.online = later(rf"(?:{either(words('bylines', 'online'))})(?P<name>[\u4e00-\u9fff]{{2,6}}?)"
                            rf"(?:则|也|在(?:脸书|社群|社交媒体|推特|微博)(?:上)?)?(?:发文|贴文|撰文|留言)?(?:{either(words('verbs', 'plainly'))})(?=[,:“])")
        self.speaking = later(
            rf"(?:(?<=[。,;!?”:\n ])|^)(?:{either(words('adverbials', 'leading'))}|,){{0,8}}+(?P<name>[{lead}][\u4e00-\u9fff]{{1,2}}?)"
            rf"(?:也并?|并|却|就|倒|还|则|又|亦|就|并|进一步|再次|同时|随后|最后|接着|补充|均|都|直接|公开|近日|日前|此前|曾|却|更)?"
            rf"(?:{either(words('verbs', 'plainly'))})(?=[,:。“\u4e00-\u9fff])")
        self.described = later(rf"(?<=[\u4e00-\u9fff]的)(?P<name>[{lead}{''.join(words('names', 'rare_surnames'))}][\u4e00-\u9fff]{{1,2}}?)"
                                    r"(?=就没|就不|就很|就更|对[^,。]{2,20}(?:持|表示|感到|并不|也|不|抱|充满|很|非常)|则(?:认为|表示|说|持|对)|却(?:认为|表示|说|持|对|不)|也(?:认为|表示|说|持|对))")
        self.trade = later(rf"(?<=[\u4e00-\u9fff][\u4e00-\u9fff][人员者师家官士娘主工民户手生友贩农商客匠兵妈姐爷婆嫂的])(?P<name>[{lead}][\u4e00-\u9fff]{{2}})")
        self.acts = later(rf"(?:{between}|[把将对向在也则却倒并又还笑叹说指称](?!来))")
        self.unknown = later(rf"[^\W\d_a-zA-Z{''.join(words('names', 'no_parts'))}]{{3,5}}")
        self.nameable = later(rf"[^\W\d_a-zA-Z{''.join(words('names', 'no_parts'))}]+")
        self.posted = later(rf"(?<=[^\n])(?:{self.shape.title.pattern})[ ](?P<before>[\u4e00-\u9fff]{{2,4}}):")
        self.address = later(either(words("titles", "address")))
        self.anonymous = later(rf"(?:{either(words('sources', 'anonymity'))})的?|(?:另|有|其中)?的?"
                                    r"(?:一名|一位|一个|一家|一间|某位|某名|某家|某|(?<=有)位|[这那该]名)(?=[^ ])")
        # "因安全顾虑要求匿名的": why somebody is not named.
        self.reason = later(rf"(?:因|由于|出于|基于|碍于|鉴于)[^,。!?;:“”\n]{{2,20}}?(?:{either(words('sources', 'anonymity'))})的?")
        self.kind = later(rf"(?:另外?|其中)?(?:[一两三几多数]?[家间个]|某)?(?:{either(words('sources', 'kinds'))})"
                               "(?![人者员家们的方界内外])")
        self.named_kind = later(either(words("sources", "named_kinds")))
        self.kind_first = frozenset("另其一两三几多数某" + "".join(kind[0] for kind in words("sources", "kinds")))
        self.rare = later(f"[{''.join(words('names', 'rare_surnames'))}][\u4e00-\u9fff]{{1,2}}")
        self.engaged = later(rf"(?:{either(words('sources', 'engaged'))})(?![所院中员会社])")
        self.singled = later(r"(?:(?:另|有|还有|就有|也有)?一[名位个]|有[位名个]|某[位名个])")
        self.continuing = later(either(words("adverbials", "continuing")))
        self.points = later(either(words("adverbials", "points")) + "[,是]?")
        self.further = later(either(words("adverbials", "further")))
        self.brings_in = frozenset(words("verbs", "brings_in"))
        self.written = words("sources", "written")
        self.weighing = later(either(words("adverbials", "weighing")))
        self.background = later(either(words("adverbials", "background")))
        self.reporting = later(rf"(?:{either(words('adverbials', 'reporting'))}|\d{{1,4}}[年月日])")

    def plausible_name(self, name: str) -> bool:
        """Say whether a run of the shape of a name does not end in what no name ends in."""
        return not name.endswith(self.no_ends) or (len(name) > _LONGEST_CHINESE and name.endswith(self.japanese_given))

    def given_in_full(self, name: str, plain: str, end: int, tail: bool = False) -> bool:
        """Say whether a name of three characters whose last one hardly any name has stands right before a verb of saying: `讲师林夏如|则表示`.

        Parameters
        ----------
        end : int
            Where the name ends in the text.
        tail : bool
            The end of a frame is known to follow: `在讲师林夏如|看来`.
        """
        return len(name) == _LONGEST_CHINESE and name.endswith(self.given_ends) and (tail or self.says.match(plain, end) is not None)

    def unknown_word(self, name: str) -> bool:
        """Say whether a name of two characters is no word of jieba's dictionary but a name: `时事` is one."""
        return len(name) > 2 or segmentation.tag(name) in _NAMES

    def no_word(self, name: str) -> bool:
        """Say whether neither a run nor two characters of it are a word of jieba's dictionary other than a name."""
        return all(segmentation.tag(part) in _NAMES for part in {name, name[:2], name[-2:]})

    def is_word(self, run: str) -> bool:
        """Say whether a run is a word of jieba's dictionary other than a name."""
        return len(run) > 1 and segmentation.entry(run) not in _NAMES

    def is_noun(self, run: str) -> bool:
        """Say whether a run is a noun of jieba's dictionary other than a name."""
        return self.is_word(run) and segmentation.entry(run).startswith("n")

    def is_deed(self, run: str) -> bool:
        """Say whether a run is a verb or an adverb of jieba's dictionary: what stands behind a subject."""
        return len(run) > 1 and segmentation.entry(run)[0] in "vdilpaz"

    def plausible_body(self, name: str) -> bool:
        """Say whether a run may be a body's name: none of its characters belongs to a sentence."""
        return not _OF_A_SENTENCE.search(name) and not self.shape.title.search(name)


def _longest(words: dict[str, None]) -> ahocorasick_rs.AhoCorasick:
    return ahocorasick_rs.AhoCorasick(list(words), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest,
                                      implementation=ahocorasick_rs.Implementation.ContiguousNFA)


def fitted(pattern: re.Pattern[str], text: str, start: int = 0, stop: int = sys.maxsize) -> int:
    """Return where the match of a pattern ends that fits everywhere, if only with nothing."""
    found = pattern.match(text, start, stop)
    assert found is not None, pattern.pattern
    return found.end()
