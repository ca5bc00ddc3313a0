"""Commentary as people write it, and as it comes when something is wrong: both scripts, real words of the grammar, hostile signs."""

from hypothesis import strategies as st

from analysis.text import in_script
from tests.fuzzing.strategies import words

NAMES = ("顾远", "李简", "王之瀚", "歐陽明遠", "特朗普", "伊万·彼得罗维奇", "青年視紀", "海之波濤3", "复旦大学教授周衡", "外交部发言人", "他", "有分析人士",
         "A·B·C", "白宫", "普京", "路透社", "本报记者 林一", "none", "nan", "null", "=1+1", "-2+3")
QUOTES = ("“", "”", "‘", "’", "「", "」", "『", "』", "\"", "'", "《", "》", "(", ")", "（", "）", "【", "】", "〈", "〉", "[", "]", "﹁", "﹂", "〝", "＂", "…", "——")
SIGNS = ("，", "。", "？", "！", "；", "：", "、", ",", ".", "?", "!", ";", ":", "·", "•", "|", "#", "* ", "- ", "> ", "1. ", "一、", "（1）", "\t", " ", "　", "\u00a0")
LINES = ("\n", "\r\n", "\r", "\n\n", "\r\r\n", "\u2028", "\u2029", "\v", "\f", "\x85", "\n \n", "\n　　")
DATES = ("2024年6月1日", "6月1日", "去年", "明年春天", "下个月中旬", "10月未", "二〇二五年底", "2018/6/10", "2025-02-30", "农历正月初一", "十年内", "3至5天", "上世纪九十年代", "0年0月0日",
         "9999年12月31日", "10000年", "2月29日", "13月32日", "零月", "第四季度", "周三", "民國113年", "令和6年", "FY2025", "１２月３日", "99999999999天后", "三千万年后", "负三天",
         "未来两周", "今明两年", "年底前", "春节前后", "24小时内", "24:61", "2024-06-01T25:61:61Z", "百年", "世纪", "廿八", "卅", "壹佰")
NUMBERS = ("六成", "70%", "十有八九", "1/3", "０", "٣", "²", "½", "Ⅳ", "一百零", "9" * 30, "-0", "1e400", "亿亿亿")
HOSTILE = ("\x00", "\ud800", "\udfff", "\udc00\ud800", "\u202e", "\u2066", "\u200b", "\ufeff", "\u200d", "\u0301", "e\u0301", "á̷̛͜͝", "👨‍👩‍👧‍👦", "🇨🇳", "𠮷", "\U0010ffff", "\ufffe",
           "\uffff", "\ue000", "\x1b[31m", "\x7f", "İ", "ß", "ﬁ", "ſ", "Å", "㎏", "㍻", "￥", "ﾊﾞ", "ㄱ", "著", "於是乎", "乾坤", "彷彿", "蕭乾", "頭髮發現", "裏", "\u3099", "<script>", "</article>",
           "&amp;", "&#0;", "{{7*7}}", "${x}", "%s", "%(a)s", "\\", "\\n", "$$", "`", "~~", "~", "=cmd|' /c calc'!A1", "@SUM(1)", "+1", "http://[::1]/", "https://例子.example/路?甲=乙#丙", "file:///etc/passwd",
           "javascript:alert(1)", "../../", "C:\\", "CON", "' OR 1=1 --", "\u0000\u0001\u0002", "Zalgo\u0310\u0311", "\u034f", "\u180e", "\u2060", "\U000e0001", "ꙮ", "\u0e33")


def one_of_many(values: tuple[str, ...]) -> st.SearchStrategy[str]:
    """Return a strategy for one of some thousand texts; unlike `sampled_from` it does not write them all out in what it says of a failure."""
    return st.integers(0, len(values) - 1).map(values.__getitem__)


def pieces() -> st.SearchStrategy[str]:
    """Return a strategy for one piece of a sentence, mostly a word the grammar knows."""
    known = [one_of_many(words.of(folder)) for folder in ("cues", "actors", "issues", "attribution", "outcomes", "frames")]
    return st.one_of(*known, st.sampled_from(NAMES), st.sampled_from(QUOTES), st.sampled_from(SIGNS), st.sampled_from(SIGNS),
                     st.sampled_from(DATES), st.sampled_from(NUMBERS), st.sampled_from(LINES), st.sampled_from(HOSTILE))


def _runs() -> st.SearchStrategy[str]:
    """Return a strategy for one piece many times over: what makes a careless search slow."""
    return st.builds(lambda piece, times: piece * times, pieces(), st.sampled_from((2, 3, 9, 40, 200)))


# Sentences with the shape of real ones, so that whole rules are walked and not only their beginnings.
_SHAPES = ("{name}认为，{actor}{cue}{outcome}。", "{name}：“{actor}{cue}{outcome}，{frame}{cue}{outcome}。”", "“{outcome}{cue}。”{name}{verb}，{date}{actor}{cue}{outcome}。",
           "{name}\n{frame}{actor}{outcome}，{cue}{outcome}{sign}{frame}{issue}{cue}{outcome}。", "在{name}看来，{date}，{issue}{cue}{outcome}；{frame}{outcome}。",
           "{date}，{actor}与{actor}{verb}{issue}，{name}{verb}：{cue}{outcome}？", "{actor}{issue}{outcome}的可能性{number}，{cue}{outcome}。", "（{date}）{name}/文\n{issue}{cue}{outcome}")


def _sentence(shape: str) -> st.SearchStrategy[str]:
    kinds = {"name": NAMES, "actor": words.of("actors"), "cue": words.of("cues"), "outcome": words.of("outcomes"), "frame": words.of("frames"),
             "issue": words.of("issues"), "verb": words.of("attribution"), "date": DATES, "number": NUMBERS, "sign": SIGNS}
    filled = {name: one_of_many(values) for name, values in kinds.items() if f"{{{name}}}" in shape}
    return st.builds(lambda **given: shape.format(**given), **filled)


def sentences() -> st.SearchStrategy[str]:
    """Return a strategy for one sentence with the shape of a real one."""
    return st.one_of(*map(_sentence, _SHAPES))


def texts(most: int = 14) -> st.SearchStrategy[str]:
    """Return a strategy for any text: pieces and sentences, in either script or both, up to some thousand characters."""
    parts = st.lists(st.one_of(pieces(), sentences(), pieces(), sentences(), _runs(), st.text(max_size=4)), max_size=most)
    return st.builds(_written, parts, st.sampled_from(("as it is", "as it is", "Hant", "mixed")))


def _written(parts: list[str], how: str) -> str:
    if how == "as it is":
        return "".join(parts)
    return "".join(in_script(part, "Hant") if how == "Hant" or number % 2 else part for number, part in enumerate(parts))


def short(most: int = 3) -> st.SearchStrategy[str]:
    """Return a strategy for what stands in a field: a name, a title, a code, an address."""
    return st.one_of(st.sampled_from(NAMES), st.sampled_from(HOSTILE), st.sampled_from(DATES), st.just(""), st.just("长" * 300), st.text(max_size=6),
                     st.lists(pieces(), max_size=most).map("".join))
