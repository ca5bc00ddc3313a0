"""What opens a subject, which rules until another is opened: 格陵兰呢? 减税? 制裁方面,…; 至于伊朗,…; 再说也门。"""

import re

# A sentence says at its head what it turns to; nothing farther in opens anything.
HEAD = 24
# Every opening has one of these, most sentences none.
_MARKS = re.compile("[?呢]|至于|说|谈|讲|提|论|看|回|还有|另外|轮|换|转|方面|[边头线块棋局关页里]|上")
_ASKED = re.compile(r"(?:那么?|至于|再说|但是?|可是?|然而|而|还有)?,?(?P<named>[^,。?!;:]{1,12})呢[?,!]")
# 减税?国会不会点头。: a name and nothing that asks.
_NAMED = re.compile(r"(?:那|那么|真)?(?P<named>[^,。?!;:“”吗么谁哪几会能是有要了不何否还呢]{2,10})\?")
_TURNED = re.compile(
    r"(?:那么?|但|可|而|最后|另外|其次|接着|接下来|下面|再|先|顺带|顺便|也|回头|倒过来|反过来)?(?:再|也|就|还)?(?:至于|说到|讲到|谈到|提到|论到|聊到|说回|回到|轮到|换到|转到|"
    r"(?:说说|说一说|说一下|说|讲讲|讲|谈谈|谈一谈|谈|看看|看一看|看|聊聊|聊|提一句|提一下|补充一句|补一句)(?![到过了着起来法透得成完好])|还有)"
    r"(?P<named>[^,。?!;:]{1,14})(?=[,。?!;:]|$)")
_SIDE = re.compile(r"(?:在|就|而|但|可|至于)?(?P<named>[^,。?!;:若如果]{1,7}?)(?:方面|[这那]一?(?:边|头|条线|块|盘棋|局|关|页|件事|桩事|档事)|一头|[这那](?:里|儿)|一线|问题上|议题上)(?![界境防])")


def opened(folded: str, start: int, end: int) -> tuple[int, int] | None:
    """Return where a sentence names the subject that it opens, or None.

    Parameters
    ----------
    folded : str
    start, end : int
        The sentence.
    """
    stop = min(end, start + HEAD)
    if not _MARKS.search(folded, start, stop):
        return None
    for pattern in (_ASKED, _NAMED, _TURNED, _SIDE):
        found = pattern.match(folded, start, stop)
        if found:
            return found.span("named")
    return None
