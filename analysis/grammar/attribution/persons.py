"""The persons a text names: those of the codebook, and those nobody listed, told by a title or an affiliation."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from analysis.grammar import names
from analysis.grammar.attribution import speaking
from analysis.grammar.attribution.lexis import Lexis, fitted
from analysis.grammar.attribution.tokens import NAMED, PERSON, VERB, Form, Token

_FOUND = Form(NAMED)
_SPELLING = re.compile(r"[A-Z][A-Za-z .'-]{3,}")
_LATIN_BEFORE = re.compile(r"[A-Z][a-zA-Z'-]+(?: [A-Z][a-zA-Z.'-]*){1,3}$")
_BRACKETED = re.compile(r"(?<=[\u4e00-\u9fffa-z]{2})\((?P<inside>[^()]{2,40})\)")
_ALONE = re.compile(r"(?<![^\n,。、“;:!? ])[\u4e00-\u9fff]{2,5}$")
_FALSE = re.compile(r"(?P<before>[阿小老][\u4e00-\u9fff])\((?:化名|假名)\)|化名[‘“](?P<behind>[\u4e00-\u9fff]{2,4})[’”]")
# "立法会议员(批发及零售界)邵某"
_CONSTITUENCY = re.compile(r"\([\u4e00-\u9fff]{2,14}\)(?=[\u4e00-\u9fff])")
_LONGEST_NAME, _LONGEST_LATIN = 16, 40
_FAMILY = re.compile(r"[\u4e00-\u9fff]{2,3}(?=..$)")
# Words that ask for somebody or something behind them; right before a verb of saying they end a name.
_OBJECT_NEEDED = ("和", "同", "与", "于", "由", "从", "用", "应", "为", "以", "随", "凭", "跟")
# Characters that end given names and stand before verbs.
_ENDS_NAMES_TOO = ("才",)
# Around a point: the longest name on either side of it.
_AROUND_POINT = 24
_BLANK = re.compile("(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")
_LONGEST_FIRST = 6
_BEFORE_NAME = frozenset("\n。,、:;!?“”‘’()《》 和与同跟及听请问了由向对")
# A name met so often is known in full.
_OFTEN = 3
# "外交官曾对他说": no given name.
_HEARER_INSIDE = re.compile("[对向被把他她我你]")
_LONGEST_REST = 6
# "听了", "读过", "摆摆手": verbs whose form tells them.
_WITH_PARTICLE = re.compile(r"先?(?:[\u4e00-\u9fff]{1,2}[了着过]|(?P<twice>[\u4e00-\u9fff])(?P=twice))")


def name_actors(tokens: list[Token], plain: str, lexis: Lexis) -> frozenset[str]:
    """Give each person of the codebook the name this text uses, and return the names of those who hold or held power.

    Notes
    -----
    The usual name where it stands in the text, else the form that stands most often.
    """
    listed = [token for token in tokens if token.roles & PERSON]
    forms: dict[str, dict[str, int]] = {}
    for token in listed:
        form = plain[token.start:token.end]
        counts = forms.setdefault(token.form.person, {})
        counts[form] = counts.get(form, 0) + 1
    chosen = {}
    for code, counts in forms.items():
        usual = names.short(lexis.actors[code].zh)
        chosen[code] = usual if usual in counts else _untitled(names.short(max(counts, key=lambda form: counts[form])), code, lexis)
    experts = set()
    for token in listed:
        token.voice = chosen[token.form.person]
        actor = lexis.actors[token.form.person]
        if actor.expert or (not actor.offices and (
                plain[max(0, token.start - _LONGEST_FIRST):token.start].rstrip(" ").endswith(lexis.experts) or plain.startswith(lexis.experts, token.end))):
            # "研究员某某": a scholar the codebook knows is no politician.
            experts.add(token.voice)
    return frozenset(chosen.values()) - experts


def _untitled(form: str, code: str, lexis: Lexis) -> str:
    """Return a form of a person of the codebook without the title behind it, where what is left is a form too: `图斯克总理`."""
    rest = next((form.removesuffix(title) for title in lexis.title_words if form.endswith(title)), form)
    return rest if len(rest) > 1 and rest in lexis.persons[code] else form


def find(tokens: list[Token], plain: str, lexis: Lexis) -> tuple[dict[str, str], list[Token]]:
    """Return the persons whom nobody listed, and the tokens with theirs among them.

    Parameters
    ----------
    tokens : list of Token
        Of the text, those of the codebook's persons named.

    Returns
    -------
    persons : dict of str to str
        Each form in the text, and the name it stands for.
    tokens : list of Token
        A name hides the words it covers, but no person of the codebook.
    """
    found = {name: called(name, plain) for name in (_whole(name, plain, lexis) for name in _introduced(tokens, plain, lexis))}
    for full in list(found):
        if len(full) == 2:
            # "柳泽" is 柳泽浩之, who was named in full.
            longer = [name for name in found if name.startswith(full) and len(name) > 3 and "·" not in name]
            found[full] = found[longer[0]] if longer else full
    found |= _given(found, plain, lexis)
    for full in list(found):
        # "宫原健太郎" is 宫原 from then on, and so is "诹访一幸", whose surname no list holds.
        family = lexis.shape.family.match(full) or (_FAMILY.match(full) if full.endswith(lexis.japanese_given) else None)
        if family and len(full) > family.end() and len(full) > 3 and "·" not in full:
            found.setdefault(family.group(), full)
        first, blank, last = full.rpartition(" ")
        if blank and first.isascii() and len(last) > 2:
            # "Marc Otte" is Otte from then on.
            found.setdefault(last, full)
    found |= aliases(found, plain)
    known = {plain[token.start:token.end] for token in tokens if token.roles & PERSON}
    for full, name in list(found.items()):
        if full in known or name in known:
            del found[full]
        elif name != full and len(name) < len(full):
            found.setdefault(name, name)
    if not found:
        return {}, tokens
    pattern = re.compile("|".join(map(re.escape, sorted(found, key=len, reverse=True))))
    added = [Token(match.start(), match.end(), NAMED, _FOUND, found[match.group()]) for match in pattern.finditer(plain)]
    begins = [token.start for token in added]
    parts = {name for full, name in found.items() if "·" in full}

    def covered(token: Token) -> bool:
        place = bisect_right(begins, token.end - 1) - 1
        if place < 0 or added[place].end <= token.start:
            return False
        # "阿尼尔·库尔卡尼": a listed 卡尼 inside another's name is nobody.
        # "某银行丁安华": nor is a listed 安华 in the name of one whose body is told.
        inside = added[place].start < token.start and token.end == added[place].end and (
            added[place].voice in parts or (added[place].end - added[place].start == 3 and token.end - token.start == 2))
        return inside or not token.roles & PERSON

    kept = [token for token in tokens if not covered(token)]
    return found, sorted(kept + added, key=lambda token: (token.start, -token.end))


def _given(found: dict[str, str], plain: str, lexis: Lexis) -> dict[str, str]:
    """Return the given names by which a text goes on calling persons, and whom they stand for: 汉生 for 陈汉生, 秋河 for 阮氏秋河."""
    short: dict[str, str] = {}
    for full, name in found.items():
        given = full[2:] if full[1:2] == "氏" else full[1:]
        alone = len(given) == 2 and full[0] in lexis.book.surnames and plain.count(given) > plain.count(full)
        if alone and found.get(given, given) == given and not lexis.is_word(given):
            # Of two who share a given name nobody can say who is meant.
            short[given] = "" if given in short else name
    return {given: name for given, name in short.items() if name}


def _whole(name: str, plain: str, lexis: Lexis) -> str:
    """Return a name with the last character that ends other words far more often, where the text never leaves it out: 王建国."""
    place = plain.find(name) + len(name)
    longer = plain[place - len(name):place + 1]
    often = plain.count(longer)
    whole = (len(name) == 2 and longer.endswith(lexis.given_ends) and often >= _OFTEN and often == plain.count(name)
             and names.is_person(longer, lexis.shape, foreign=False))
    return longer if whole else name


def called(name: str, plain: str) -> str:
    """Return the name by which a text calls a foreigner: the last part where it ever stands alone, else the whole."""
    last = names.short(name)
    if last == name:
        return name
    place = plain.find(last)
    while place >= 0:
        if plain[place - 1:place] not in ("·", "-"):
            return last
        place = plain.find(last, place + 1)
    return name


def aliases(found: dict[str, str], plain: str) -> dict[str, str]:
    """Return the original spellings in brackets behind names, and whom they stand for: `戴维森(John Davidson)`."""
    spelt = {}
    for match in _BRACKETED.finditer(plain):
        if _SPELLING.fullmatch(match["inside"]):
            before = plain[max(0, match.start() - _LONGEST_NAME):match.start()]
            for length in range(len(before), 1, -1):
                if before[-length:] in found:
                    spelt[match["inside"]] = found[before[-length:]]
                    break
    return spelt


def _introduced(tokens: list[Token], plain: str, lexis: Lexis) -> list[str]:
    """Return the names that a title, an affiliation, a bracket, a point or a verb of saying brings in."""
    found: dict[str, None] = {}
    actors = {token.start for token in tokens if token.roles & PERSON}
    for _, _, end in lexis.introducers.find_matches_as_indexes(plain):
        # "海滨大学的陈立新认为": an affiliation introduces a name as a title does. "秘书长 Giles Merriet"
        owned = plain[end:end + 1] == "的"
        end += plain[end:end + 1] in ("的", " ")
        constituency = _CONSTITUENCY.match(plain, end)
        end = constituency.end() if constituency else end
        name = name_at(end, plain, lexis) if end not in actors else ""
        if owned and lexis.is_noun(name):
            # "国防部的方式有待考虑"
            continue
        if name and (lexis.plausible_name(name) or lexis.given_in_full(name, plain, end + len(name))):
            found[name] = None
    for start, end in titled_behind(plain, lexis):
        found[plain[start:end]] = None
    for match in _BRACKETED.finditer(plain):
        end = match.start()
        latin = _LATIN_BEFORE.search(plain, max(0, end - _LONGEST_LATIN), end) if match["inside"].endswith(lexis.title_words) else None
        if latin:
            found[latin.group()] = None
        if match["inside"].endswith(lexis.title_words) or _SPELLING.fullmatch(match["inside"]):
            for length in (2, 3, 4):
                name = plain[max(0, end - length):end]
                before = plain[max(0, end - length - 1):max(0, end - length)]
                if names.is_person(name, lexis.shape, foreign=False) and before in ("", *"\n,。、“;: "):
                    found[name] = None
            alone = _ALONE.search(plain, max(0, end - _LONGEST_NAME), end) if lexis.says.match(plain, match.end()) else None
            if alone and lexis.plausible_body(alone.group()) and not lexis.is_word(alone.group()):
                # "漆正平(南屿研究所研究员)指出": what stands alone before the bracket is the name, whatever its surname.
                found[alone.group()] = None
    for start, end in _by_trade(plain, lexis):
        found[plain[start:end]] = None
    for match in lexis.described.finditer(plain):
        # "如今下海从商的蔺松对此乐观。": who is told of at length before the name, and named again.
        name = match["name"]
        if name not in found and plain.count(name) > 1 and lexis.no_word(name) and lexis.plausible_name(name) and lexis.plausible_body(name):
            found[name] = None
    for match in _FALSE.finditer(plain):
        # "小林(化名)", "化名‘阿城’的商人"
        found[match["before"] or match["behind"]] = None
    for match in lexis.online.finditer(plain):
        if lexis.plausible_body(match["name"]) and not lexis.is_word(match["name"]):
            found.setdefault(match["name"], None)
    speaking.find(tokens, plain, lexis, found)
    if "·" in plain:
        verbs = {token.start: token.end for token in tokens if token.roles & VERB}
        for start, end in _pointed(plain, lexis):
            # "叶海亚·萨雷亚扬言": 扬 spells names and opens a verb.
            end = next((place for place in range(start + 3, end) if verbs.get(place, 0) > end), end)
            if not lexis.boundary.match(plain, end):
                # "萨利姆·哈塔槐表示", "提迪南·蓬素迪拉认为": characters that hardly any name is spelt with, and then the verb.
                end += next((more for more in range(1, _LONGEST_REST) if lexis.says.match(plain, end + more) and lexis.nameable.fullmatch(plain, end, end + more)), 0)
            found[plain[start:end]] = None
    return list(found)


def _by_trade(plain: str, lexis: Lexis) -> Iterator[tuple[int, int]]:
    """Yield where names of three characters stand behind any word for somebody or behind 的, and before what somebody does.

    `老板娘|辛玉梅|倒不慌`, `做饰品的|贺建春|把账本推过来`.
    """
    for match in lexis.trade.finditer(plain):
        name, end = match["name"], match.end()
        ahead = plain[end:end + 4]
        if plain.endswith(lexis.title_words, 0, match.start("name") + 1):
            # "副主任葛兰": the title's last character is a surname too.
            continue
        acts = lexis.acts.match(ahead) or _WITH_PARTICLE.match(ahead) or lexis.is_deed(ahead[:2])
        if acts and not name.startswith(lexis.shape.not_names) and lexis.plausible_name(name) and lexis.plausible_body(name) and not lexis.is_noun(name[1:]) and not any(
                lexis.is_word(part) for part in (name, name[:2], name[2:] + ahead[:1])):
            yield match.start("name"), end


def titled_behind(plain: str, lexis: Lexis) -> Iterator[tuple[int, int]]:
    """Yield where Chinese names stand that a title of address follows: `与骆冬青教授`, `。佟克明将军`."""
    for title in lexis.address.finditer(plain):
        end = title.start()
        for length in (3, 2):
            name, before = plain[end - length:end], plain[max(0, end - length - 1):end - length]
            apart = before in _BEFORE_NAME or not before or (length > 2 and not lexis.is_noun(name[1:]) and not lexis.is_word(before + name[:1]) and not lexis.is_word(name[:2]))
            if lexis.shape.chinese.fullmatch(name) and not name.startswith(lexis.shape.not_names) and apart and lexis.unknown_word(name) and not (
                    lexis.is_word(name) or lexis.shape.title.search(name)) and lexis.plausible_body(name):
                yield end - length, end
                break


def with_points(plain: str, lexis: Lexis) -> str:
    """Return a text with a point where a blank stands between the parts of a foreigner's name: `研究员安东 里维拉说`."""
    places = [match.start() for match in _BLANK.finditer(plain)]
    for place in places:
        first = next((start for start in range(place - 2, max(0, place - _LONGEST_FIRST) - 1, -1)
                      if plain.endswith(lexis.title_words, 0, start) and lexis.shape.foreign.fullmatch(plain, start, place)), -1)
        last = lexis.shape.foreign.match(plain, place + 1) if first >= 0 else None
        if last and last.end() - last.start() > 1 and lexis.boundary.match(plain, last.end()):
            plain = plain[:place] + "·" + plain[place + 1:]
    return plain


def _says_inside(name: str, lexis: Lexis) -> bool:
    """Say whether a run of the shape of a name is a name and a verb of saying of two characters or more."""
    return any(len(verb) > 1 and name.endswith(verb) and names.is_person(name[:-len(verb)], lexis.shape)
               for verb in lexis.verbs_by_end.get(name[-1], ()))


def _pointed(plain: str, lexis: Lexis) -> Iterator[tuple[int, int]]:
    """Yield where the names with points in a text begin and end; only what stands around a point is looked at."""
    place = plain.find("·")
    done = 0
    while place >= 0:
        match = lexis.shape.pointed.search(plain, max(done, place - _AROUND_POINT), place + _AROUND_POINT)
        if match:
            start, end = match.span()
            # "分析人士帕维尔·…": the title's last character spells names too.
            start -= next((more for more in (1, 2, 3) if start - more > done and plain.endswith(lexis.title_words, done, start - more) and lexis.nameable.fullmatch(
                plain, start - more, start) and not plain.endswith(lexis.title_words, done, start)), 0)
            start += next((more for more in (2, 1) if plain.endswith(lexis.title_words, done, start + more) and _longer_title(plain, done, start, start + more, lexis)), 0)
            yield start, end
        elif behind := lexis.shape.foreign.match(plain, place + 1) or lexis.family.match(plain, place + 1):
            # "研究员瑞秋·泰森芬": 秋 spells hardly any name, but a title says where this one begins.
            start = next((start for start in range(place - 1, max(done, place - _LONGEST_FIRST), -1)
                          if plain.endswith(lexis.title_words, done, start)), -1)
            if start >= 0 and plain[start:place].isalpha():
                yield start, behind.end()
        done = max(match.end() if match else 0, place + 1)
        place = plain.find("·", done)


def _longer_title(plain: str, lower: int, start: int, end: int, lexis: Lexis) -> bool:
    """Say whether a title that begins before a place ends at another: in `外交大臣法尔汉·…` the name does not begin with 大臣."""
    return any(len(title) > end - start for title in lexis.title_words if plain.endswith(title, lower, end))


def _before_word(ahead: str, lexis: Lexis) -> str:
    """Return the Chinese or Japanese name that a word of the dictionary, or a verb with its particle, follows: 沈若兰|压低声音, 沈若兰|听了."""
    family = lexis.shape.family.match(ahead)
    for length in ((family.end() + 2, family.end() + 1, family.end() + 3) if family else (3, 2)):
        name = ahead[:length]
        known = (names.is_person(name, lexis.shape, foreign=False) or (
            bool(lexis.rare.match(name)) and not name.startswith(lexis.shape.not_names))) and lexis.plausible_name(name) and lexis.plausible_body(name)
        if known and lexis.unknown_word(name) and not lexis.is_word(ahead[length - 1:length + 1]) and (
                _WITH_PARTICLE.match(ahead, length) or lexis.is_deed(ahead[length:length + 2])) and not ahead.startswith(lexis.bodies, length):
            return name
    return ""


def name_at(place: int, plain: str, lexis: Lexis) -> str:
    """Return the name that begins at a place and is followed by what may follow a name; empty where there is none."""
    if not plain[place:place + 1].isalpha():
        return ""
    ahead = plain[place:place + (_LONGEST_LATIN if plain[place].isascii() else _LONGEST_NAME)]
    if lexis.shape.title.match(ahead):
        return ""
    for length in (5, 4):
        japanese = ahead[:length]
        if japanese.endswith(lexis.japanese_given) and japanese.isalpha() and len(japanese) == length and (
                lexis.boundary.match(plain, place + length) or _WITH_PARTICLE.match(ahead, length) or lexis.is_deed(ahead[length:length + 2])):
            return japanese
    for length in names.prefixes(ahead, lexis.shape):
        if lexis.adverbs.fullmatch(ahead, 0, length) or _says_inside(ahead[:length], lexis) or _HEARER_INSIDE.search(ahead, 1, length):
            # "分析师大多预计", "教授神保谦分析,…": how many of them, and the verb, are no part of a name.
            continue
        if length == 2 and ahead[2:3] == "多" and names.is_person(ahead[:3], lexis.shape) and lexis.says.match(plain, place + 3):
            # "苏坎多表示": 多 stands behind many, and not behind one.
            continue
        family = lexis.shape.family.match(ahead)
        if family and length == family.end() + 2 and ahead[length - 1] in "也之" and lexis.says.match(plain, place + length):
            return ahead[:length]
        if ahead[length - 1] not in lexis.no_tails and lexis.boundary.match(plain, place + length):
            # "林守和的看法", "林守和指出": nobody stands behind 和, so it is part of the name.
            if length == 2 and ahead[2:3] == "道" and ahead[3:4] not in (",", ":", "“"):
                # "专家石剑道(Derek Stoneway)认为", "林守道说": the verb 道 stands before what is said.
                continue
            if length == 2 and ahead[2:3] in _ENDS_NAMES_TOO and (lexis.says.match(plain, place + 3) or _again(ahead[:3], plain, place)):
                # "副主任胡某才称": 才 is an adverb too, but hardly ever between a title's name and its verb.
                return ahead[:3]
            if length == 2 and ahead[2:3] in _OBJECT_NEEDED and (ahead[3:4] in ("的", ",") or lexis.says.match(plain, place + 3)):
                continue
            return ahead[:length]
    if lexis.rare.match(ahead) and not ahead.startswith(lexis.shape.not_names):
        for length in (2, 3):
            if lexis.unknown_word(ahead[:length]) and ahead[length - 1:length] not in lexis.no_tails and lexis.boundary.match(plain, place + length):
                return ahead[:length]
    match = lexis.shape.foreign.match(ahead)
    if match and 3 <= match.end() < 8 and names.is_person(match.group(), lexis.shape) and not plain.startswith(
            lexis.bodies, place + match.end()):
        # "教授勒克莱尔持怀疑态度": a transliterated name ends where its characters do.
        return match.group()
    unknown = lexis.unknown.match(ahead)
    for length in range(3, unknown.end() + 1 if unknown else 0):
        # A surname nobody listed: what stands whole between a title and a verb of saying.
        name = ahead[:length]
        if lexis.says.match(plain, place + length):
            # "投资者报告中表示": a thing that is written, and no name.
            known = fitted(lexis.adverbs, name) or (lexis.is_word(name[:2]) and lexis.is_word(name[2:])) or name.endswith(lexis.bodies) or name.startswith(lexis.written)
            return name if not known and lexis.plausible_name(name) else ""
    followed = _before_word(ahead, lexis)
    if followed:
        return followed
    for length in (3, 2):
        name = ahead[:length]
        if names.is_person(name, lexis.shape, foreign=False) and lexis.unknown_word(name) and lexis.plausible_body(name) and (
                lexis.plausible_name(name) and _again(name, plain, place)):
            # "研究员叶蓁算过一笔账": nothing says where the name ends but that it comes again.
            return name
    return ""


def _again(name: str, plain: str, place: int) -> bool:
    """Say whether what stands at a place comes again; the nearest is looked for first, so that 大学教授大学教授大学教授… takes no longer."""
    return plain.find(name, place + 1) >= 0 or plain.find(name, 0, place + len(name) - 1) >= 0
