"""Which runs of characters are names of persons, and which person a name stands for."""

import re
from dataclasses import dataclass
from functools import lru_cache
from string import ascii_uppercase

from analysis.grammar.alternatives import either
from analysis.grammar.voicebook import Voicebook
from analysis.patterns import later

# "停火46天" counts, "海东青72" is a pen name.
_COUNTED = later(r"\d[\u4e00-\u9fff]")
# "周一", "12月3日 上午": when, and nobody.
_DAY = later(r"[\d年月日号:.\- ]*(?:(?:周|星期|礼拜)[一二三四五六日天]|[今昨前]天|[上下]午|早间|晚间|凌晨|深夜|傍晚|\d[日号月时])[\d:.\- ]*")
_LETTER = later(r"[^\W\d_]")
_LATIN = later(r"[A-Za-z0-9_]")
_LATIN_NAME = later(r"[A-Z][a-zA-Z'-]+(?: (?:[a-z]{2,3} ?)?[A-Z][a-zA-Z.'-]*){1,3}")
_LATIN_WORDS = later("[A-Za-z][A-Za-z.'-]*(?: [A-Za-z][A-Za-z.'-]*)+[\u4e00-\u9fff]{2}")
_CAPITALS = later(r"[A-Z]{2,}(?: [A-Z][A-Z.]*){1,2}")
_LATIN_AT_END = later(_LATIN_NAME.pattern + "$")
# "Lukas Brandt 访问学者", "Mads Holm @madsholm": a blank or a mark parts the name from what is told of it.
# A blank inside a name in Latin letters parts nothing.
_PARTS = later(r"[ ]*[,、|/]+[ ]*|(?<![A-Za-z.]) +| +(?![A-Z])")
_LATIN_AT_HEAD = later(rf"(?P<name>{_LATIN_NAME.pattern})[ ]?[ ,/|·][ ]?(?P<told>[^ A-Za-z].+)")
# "阿岚 70%", "阿岚 @arlan": a share or a handle behind the name is no part of it.
_BEHIND = later(r"(?<=.)(?:[ |,]+\d{1,3}(?:\.\d+)?[ ]?(?:%|票|分)|[ ]+@[A-Za-z0-9_.]+)$")
_HANDLE = later(r"(?=[^_\d]*[_\d])[A-Za-z][A-Za-z0-9_.-]{2,19}")
_BEFORE_POST = later(r"(?:(?P<name>[^\W\d_]{2,6})[ ]?[/|丨]|(?P<placed>[^\W_]{2,12}) ·)[ ]?[^\W\d_]{2,}")
# "老何补两句", "阿坤再说几句": what somebody is about to do is no part of the name.
_ABOUT_TO_SPEAK = later(r"(?<=..)(?:最后|也|又|再|先|多)?(?:来)?(?:补充?|插|说|讲|聊|谈|唠叨|啰嗦|念叨|添)(?:充)?(?:上)?[一两几多]?(?:句|点|嘴|段)(?:话)?$"
                              r"|(?<=..)(?:的)?(?:补充|追问|总结|结语|跟帖|接着说|插话|插嘴|补一刀|收尾|开场)$")
# "港湾网海滨市网友[潮声]", "读者“潮声”": what sites print before a pen name.
_NICKED = later(r".{0,16}(?:网友|用户|读者|坛友|会员|球友|听众|博主|楼主)[ ]?[\[【(“‘\"](?P<nick>[^\[\]【】()“”‘’\":]{2,16})[\]】)”’\"]")
# "某某团队", "某某等人": who speaks for several.
_AND_OTHERS = later(r"(?<=..)(?:团队|等人|等)$")
# "王 磊": set to three characters' width.
_SPACED = later(r"[\u4e00-\u9fff](?: [\u4e00-\u9fff]){1,3}")
# "礼萨·塔瓦科利(Reza Tavakoli)": a spelling behind it makes a name of any characters.
_SPELLED = later(r"[(][A-Z][A-Za-z.' -]+[A-Za-z][),、]")
# "莎拉(学生,21岁)": so does how old somebody is.
_AGED_BEHIND = later(r"(?P<name>[\u4e00-\u9fff·]{2,8}|[A-Z][A-Za-z.' -]{1,30})[ ]?[(][^()]{1,24}[,、 ]\d{1,3}岁(?:[,、 ][^()]{1,24})?[)]")
_POINTED = later(r"[\u4e00-\u9fff]{1,7}(?:·[\u4e00-\u9fff]{1,7}){1,3}")
_POST_BEHIND = later(r"(?P<name>[\u4e00-\u9fff]{2,5})[ ]?[(【\[](?P<post>[^()【】\[\]]{2,40})[)】\]]")
# "网友 潮声", "读者 老木匠".
_KIND = later(r"(?:网友|用户|读者|坛友|听众|球友|观众)[ :](?P<nick>[^ ,。!?:;]{2,16})")
_BY = later(r"^[Bb][Yy][ :]+(?=[A-Z\u4e00-\u9fff])")
# "小黑,24岁,外送员"
_AGED = later(r"(?P<name>[^ ,(、:。]{2,12}|[A-Z][A-Za-z.]*(?: [A-Z][A-Za-z.]*){1,2})[ ,(、/|]+(?:[男女][ ,、/|]*)?\d{1,3}[ ]?岁(?:[ ,、/|)].*)?")
# "专家A", "与会者二": told apart by a letter or a number.
_LETTERED = later(r"(?:专家|嘉宾|学者|分析师|受访者|参会者|与会者|网友|代表|学员|发言人|投资人|基金经理|研究员|评论员|观察员|交易员)[ ]?(?:[A-Z]|[甲乙丙丁戊]|[一二三四五六1-9])")
_UNNAMED = later(r"(?:一[名位个]|某[名位]?)(?P<who>[\u4e00-\u9fff]{2,12})")
_WRITTEN_BY = later(r"^(?:文|撰文)[ ]?[/|丨:][ ]?")
_CLOSES = frozenset("]】)”’\"")
_IN_BRACKETS = later(r"[(\[【][^)\]】]*[)\]】]")
_NO_NAME = frozenset("的了着过在对向和与是有说称不们等")
# With more than a title before it, a name has an affiliation.
_LONGEST_TITLE = 6
_SHORTEST_TITLED = 4
_HANZI = "\u4e00-\u9fff"


@dataclass(frozen=True, eq=False)
class NameShapes:
    """Compiled shapes of names.

    Attributes
    ----------
    chinese : pattern
        A surname and one or two characters (`陈立新`, `欧阳明`, `阮氏秋河`), or a Japanese surname and up to three.
    foreign : pattern
        A run of transliteration characters, with or without points (`克里斯·霍尔特`).
    familiar : pattern
        Age and kinship before a name: `巷口老王`, `府城阿娟`, `老船长`.
    online : pattern
        A word for those who write on the internet and a pen name (`财经网红铁板烧`).
    first : frozenset of str
        The characters a name may begin with, the familiar ones aside.
    compound : tuple of str
        Surnames of two characters.
    """

    chinese: re.Pattern[str]
    japanese: re.Pattern[str]
    family: re.Pattern[str]
    foreign: re.Pattern[str]
    familiar: re.Pattern[str]
    pointed: re.Pattern[str]
    online: re.Pattern[str]
    not_names: tuple[str, ...]
    title: re.Pattern[str]
    title_words: frozenset[str]
    longest_title: int
    first: frozenset[str]
    compound: tuple[str, ...]


def shapes(book: Voicebook) -> NameShapes:
    """Return the shapes of names for a book of surnames and transliteration characters."""
    surname = "|".join([*book.compound_surnames, f"[{''.join(sorted(book.surnames))}]"])
    japanese = "|".join(book.words("names", "japanese"))
    run = f"[{''.join(sorted(book.transliteration))}]"
    return NameShapes(
        later(rf"(?:{surname})(?:氏[{_HANZI}]{{1,2}}|[{_HANZI}]{{1,2}})"),
        later(rf"(?:{japanese})[{_HANZI}]{{1,3}}"),
        later(japanese),
        later(rf"{run}{{2,8}}(?:[·-]{run}{{1,8}})*|{run}(?:[·-]{run}{{1,8}})+|[A-Z][a-zA-Z'-]+(?: (?:[a-z]{{2,3}} ?)?[A-Z][a-zA-Z.'-]*){{0,3}}"),
        later(rf".{{0,4}}(?:[老小大](?:{surname})|阿[{_HANZI}])|[老阿][{_HANZI}]{{1,3}}"),
        _pointed(book, "".join(sorted(book.transliteration))),
        later(rf"[^\W\d_]{{0,6}}?(?:{either(book.words('bylines', 'online'))})[ ]?[@‘“\"]?(?P<name>[^\W_][\w ]{{1,9}})[’”\"]?"),
        book.words("names", "not_names"),
        later(either(book.words("titles", "titles"))),
        frozenset(book.words("titles", "titles")),
        max(map(len, book.words("titles", "titles")), default=0),
        frozenset("".join(book.surnames) + "".join(name[0] for name in book.compound_surnames) + "".join(
            name[0] for name in book.words("names", "japanese")) + "".join(book.transliteration) + ascii_uppercase),
        book.compound_surnames,
    )


def _pointed(book: Voicebook, plain: str) -> re.Pattern[str]:
    """Return the shape of names with points: in every part but the last, characters that spell other words too."""
    opening, inside = ("".join(book.words("names", kind)) for kind in ("opening", "inside"))
    part = rf"(?:彼得|[{plain}{opening}][{plain}{inside}]{{0,7}})"
    ends = either([*book.words("names", "after"), *book.words("adverbials", "between"), *book.words("adverbials", "prepositions"), *book.verbs])
    # "欧文·陈": a Chinese surname behind a foreign first name, where the name ends.
    family = rf"(?:{either(book.compound_surnames)}|[{''.join(sorted(book.surnames))}])(?=[,。、:;!?()“”\n ]|$|{ends})"
    last = rf"(?:{family}|{either(book.words('names', 'ending'))}|[{plain}]{{1,8}}|[{opening}][{plain}]{{1,7}})"
    return later(rf"{part}(?:[·-]{part})*·(?:{part}[·-])*{last}(?:-{last})*")


def is_person(text: str, shape: NameShapes, foreign: bool = True) -> bool:
    """Say whether the whole text has the shape of a person's name."""
    if text[:1] not in shape.first or text.startswith(shape.not_names):
        return False
    if shape.chinese.fullmatch(text) or shape.japanese.fullmatch(text):
        return True
    return foreign and bool(shape.foreign.fullmatch(text)) and len(text) >= 3


def prefixes(text: str, shape: NameShapes) -> list[int]:
    """Return the lengths at which a name at the head of a text may end, the likeliest first.

    Notes
    -----
    A Chinese name is tried short first: in `赵隆在会上` the third character belongs to the sentence; whoever asks holds
    each length against what follows. A transliterated name is as long as its characters last.
    """
    if text[:1] not in shape.first:
        return []
    foreign = shape.foreign.match(text)
    if text.startswith(shape.not_names):
        # "穆斯林" is no Mr Mu, but 穆斯塔法 is a name.
        return list(range(foreign.end(), 3, -1)) if foreign else []
    found: list[int] = []
    match = shape.japanese.match(text)
    if match:
        found += range(match.end(), 2, -1)
    match = shape.chinese.match(text)
    if match:
        # 欧阳 alone names nobody.
        found += range(3 if text.startswith(shape.compound) or text[1:2] == "氏" else 2, match.end() + 1)
    if foreign:
        found += range(foreign.end(), 1, -1)
    return list(dict.fromkeys(found))


def short(name: str) -> str:
    """Return the part of a name with points by which texts go on calling the person: `乌苏拉·冯德莱恩` is 冯德莱恩.

    A last part of one character (`约瑟夫·奈`) would be no name by itself: the whole stays.
    """
    last = name.rpartition("·")[2]
    return last if len(last) > 1 else name


@lru_cache(maxsize=4096)
def label(text: str, book: Voicebook, shape: NameShapes) -> tuple[str, str]:
    """Return the name in a byline and how surely it is one: `strong`, `medium`, `weak` or `none`.

    Parameters
    ----------
    text : str
        A byline without marks: `陈立新`, `东海大学教授陈立新`, `陈立新(东海大学教授)`, `港湾观察`.
    """
    nicked = _NICKED.fullmatch(text.strip(" :")) if text.rstrip(" :")[-1:] in _CLOSES else None
    if nicked and not nicked["nick"].isdecimal() and not _DAY.fullmatch(nicked["nick"]):
        return nicked["nick"], "strong"
    text = _BY.sub("", text)
    aged = _AGED.fullmatch(text) if "岁" in text else None
    if aged:
        return aged["name"], "strong"
    if _LETTERED.fullmatch(text):
        return text, "strong"
    text = _WRITTEN_BY.sub("", text.strip(" :*#【】[]·-—"))
    if not text or len(text) > 60 or _DAY.fullmatch(text):
        return "", "none"
    if text[1:2] == " " and _SPACED.fullmatch(text):
        text = text.replace(" ", "")
    outside = _IN_BRACKETS.sub("", text).strip(" ,、")
    if len(outside) > 40:
        return "", "none"
    outside = _AND_OTHERS.sub("", _BEHIND.sub("", outside))
    if _LATIN.search(outside):
        latin = _latin(outside, book)
        if latin:
            return latin, "strong"
        if _LATIN_WORDS.match(outside):
            # "Norge Mining对…进行评估": a caption tells of a company, it is no name.
            return "", "none"
    found = list(filter(None, (titled(part, book, shape) for part in _PARTS.split(outside) if part and not part.isupper())))
    if found:
        # "石桥镇 邢大成": where somebody is from looks like a name too.
        return next((name for name in found if not name.endswith(book.words("names", "places"))), found[0]), "strong"
    if _SPELLED.search(text) and _POINTED.fullmatch(outside.split(",")[0]):
        return outside.split(",")[0], "strong"
    posted = _POST_BEHIND.fullmatch(text)
    if posted and posted["post"].endswith(book.words("titles", "titles")) and _NO_NAME.isdisjoint(posted["name"]) and not posted["name"].endswith(
            (*book.words("bylines", "headings"), *book.words("titles", "titles"))):
        return posted["name"], "strong"
    kind = _KIND.fullmatch(outside)
    if kind:
        return kind["nick"], "strong"
    pen = shape.online.fullmatch(outside)
    if pen and _NO_NAME.isdisjoint(pen["name"]) and pen["name"] not in shape.title_words and not pen["name"].endswith(
            (*book.words("bylines", "headings"), *book.words("bylines", "labels"))):
        return pen["name"].strip(), "strong"
    aged = _AGED_BEHIND.fullmatch(text) if "岁" in text else None
    if aged and _NO_NAME.isdisjoint(aged["name"]):
        return aged["name"].strip(), "strong"
    told = _parted(outside, book) if _PARTS.search(outside) else ""
    if told:
        return told, "strong"
    if _HANDLE.fullmatch(outside):
        return outside, "medium"
    unnamed = _unnamed(outside, book)
    if unnamed:
        return unnamed, "medium"
    # "老魏|粮贩", "阿坤/台南人,养殖渔业": a pen name, and what the writer does.
    named = _BEFORE_POST.match(outside)
    if named:
        outside = named["name"] or named["placed"]
    bare = _ABOUT_TO_SPEAK.sub("", outside.replace(" ", ""))
    if not 2 <= len(bare) <= 12 or not _LETTER.search(bare) or re.search(r"[。!?,;:、“”\"…《》=+]", bare):
        return "", "none"
    asks = any(word in bare for word in ("的", "是否", "如何", "为何", "什么", "怎么"))
    if not asks and (bare.endswith(book.words("bylines", "handles")) or (_LATIN.search(bare) and not _COUNTED.search(bare))):
        return bare, "medium"
    if any(word in bare for word in book.words("bylines", "headings")) or len(bare) > 8:
        return "", "none"
    return bare, "medium" if shape.familiar.fullmatch(bare) else "weak"


def _latin(outside: str, book: Voicebook) -> str:
    """Return the name in Latin letters that a label is, opens with or ends in: `Lukas Brandt 访问学者`, `策略师 Daniel Cho`."""
    if _LATIN_NAME.fullmatch(outside) or _CAPITALS.fullmatch(outside):
        return outside
    headed = _LATIN_AT_HEAD.fullmatch(outside)
    if headed and headed["told"].endswith((*book.words("titles", "titles"), *book.words("titles", "bodies"))):
        return headed["name"]
    foreign = _LATIN_AT_END.search(outside)
    return foreign.group() if foreign and outside[:foreign.start()].rstrip().endswith(book.words("titles", "titles")) else ""


def _parted(outside: str, book: Voicebook) -> str:
    """Return the name that a blank or a mark parts from a post or a part in a debate, whatever its surname: `正方一辩 巩若彤`."""
    parts = [part for part in _PARTS.split(outside) if part]
    posts = (*book.words("titles", "titles"), *book.words("titles", "bodies"), *book.words("bylines", "roles"))
    names = [part for part in parts if not part.endswith(posts) and (2 <= len(part) <= 4 or "·" in part) and part.isalpha()]
    if len(parts) < 2 or len(names) != 1 or len(names) == len(parts):
        return ""
    name = names[0]
    sure = bool(_POINTED.fullmatch(name)) or (name.startswith((*book.words("names", "rare_surnames"), *book.surnames)) and len(name) <= 3)
    at_edge = name in (parts[0], parts[-1])
    # "曲向东": inside a name any character may stand.
    return name if at_edge and sure and not name.endswith(book.words("bylines", "headings")) and _NO_NAME.isdisjoint((name[0], name[-1])) else ""


def _unnamed(text: str, book: Voicebook) -> str:
    """Return who speaks without a name: `一名退休护士`, `不愿透露姓名的前军官`."""
    match = _UNNAMED.fullmatch(text)
    who = match["who"] if match else ""
    for word in book.words("sources", "anonymity"):
        if text.startswith(word):
            who = text.removeprefix(word).removeprefix("的").strip()
            break
    return who if 2 <= len(who) <= 12 and who.endswith(book.words("sources", "people")) else ""


@lru_cache(maxsize=4096)
def titled(part: str, book: Voicebook, shape: NameShapes) -> str:
    """Return the name in `教授陈立新`, `陈立新教授` or `陈立新`; empty where there is none."""
    if (is_person(part, shape) or ("·" in part and shape.pointed.fullmatch(part))) and not part.endswith(book.words("bylines", "headings")):
        return part
    for length in range(min(len(part) - 1, shape.longest_title), 0, -1):
        if part[-length:] in shape.title_words and is_person(part[:-length], shape):
            return part[:-length]
    if len(part) < _SHORTEST_TITLED:
        return ""
    columnist = part.removesuffix("专栏").removesuffix("的")
    if columnist != part and is_person(columnist, shape):
        return columnist
    rest = ""
    for match in shape.title.finditer(part):
        rest = part[match.end():]
        if is_person(rest, shape) or ("·" in rest and shape.pointed.fullmatch(rest)):
            return rest
        if match.start() == 1 and part[0] in book.surnames and 1 <= len(rest) <= 2 and rest.isalpha() and match.group() not in book.words("titles", "polite"):
            # "薛教授国栋": minutes put the title between surname and name.
            return part
    # "联合会执行董事阿都巴": an affiliation and a title say that what is left is a name, however it is spelt.
    known = rest.endswith((*book.words("bylines", "headings"), *book.words("titles", "titles"))) or not _NO_NAME.isdisjoint(rest)
    return rest if 2 <= len(rest) <= 4 and len(part) - len(rest) > _LONGEST_TITLE and rest.isalpha() and not known else ""
