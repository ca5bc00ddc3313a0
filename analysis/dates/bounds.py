"""What stands around a date and opens it to one side: `自…起`, `…以来`, `…之前`, `…之后`, `截至…`."""

import datetime
import re
from dataclasses import replace

from analysis.dates import spans
from analysis.dates.spans import Span

_AFTER = re.compile(
    r" ?(?P<until>(?:或|及|和)(?:之|以)前|为止|止(?!步|损|境|跌|住))"
    r"|(?P<since>(?:或|及|和)(?:之|以)后|以来|[开]始|起(?!草|诉|义|飞|初|源|码|步|到|伏|因|点|来|了|诉|于|底|降|火|用|家|跑|舞|誓|价|亚)|至今(?![年天日晚晨夏秋冬春])|迄今|来(?=,|的|,))"
    r"| ?(?P<before>之前|以前|前(?!总|首|外|部|议|国|官|特|驻|主|景|所|往|美|英|法|德|俄|苏|线|夕|来|锋|提|后|情|副|防|财|央|中|述|任|期|行|半|方|[一二三四两几0-9]|、))"
    r"| ?(?P<after>之后|以后|过后|后(?!来|果|续|勤|者|面|备|代|卫|方|台|院|半|期|现代|疫情|[一二三四两几0-9]))")
_FIRST_SIGNS = set(" 或及和为止以开起至迄来之前过后")
_SINCE_BEFORE = re.compile(r"(?:自|从|自从|打从|始于|源于|起自) ?$")
_UNTIL_BEFORE = re.compile(r"(?:截至|截止|截止到|截至到|直到|直至|不迟于|不晚于|最迟|最晚|在不迟于) ?$")
_BEFORE_BEFORE = re.compile(r"(?:早于) ?$")
_LAST_SIGNS = set(" 自从于至止到迟晚早")
_AFTER_BEFORE = re.compile(r"(?:晚于|不早于) ?$")


def apply(span: Span, text: str, start: int, end: int) -> tuple[Span, int, int]:
    """Return the date with its bound, and the stretch that now names it.

    Parameters
    ----------
    span : Span
        As resolved from `text[start:end]`.

    Notes
    -----
    `2018年之后` begins with 2019, `8月2日后` on that day: a day's name with 后 mostly includes the rest of it. `截至6月` and
    `6月10日或之前` include their end, `6月10日前` does not.
    """
    if span.bound or span.precision == spans.IMPRECISE:
        return span, start, end
    left = text[max(0, start - 4):start]
    match = _AFTER.match(text, end) if text[end:end + 1] in _FIRST_SIGNS else None
    if match:
        bound = match.lastgroup or ""
        head = _SINCE_BEFORE.search(left) if bound == "since" else _UNTIL_BEFORE.search(left) if bound == "until" else None
        if head:
            start -= len(head.group().lstrip())
        # "年底前完成", "10月底前答复": by the end of it, not before the last weeks begin.
        if bound == "before" and text[end - 1] in "底末":
            bound = "until"
        return _bounded(span, bound), start, match.end()
    if left[-1:] not in _LAST_SIGNS:
        return span, start, end
    for pattern, bound in ((_UNTIL_BEFORE, "until"), (_SINCE_BEFORE, "since"), (_BEFORE_BEFORE, "before"),
                           (_AFTER_BEFORE, "after")):
        if head := pattern.search(left):
            return _bounded(span, bound), start - len(head.group()), end
    return span, start, end


def _bounded(span: Span, bound: str) -> Span:
    if bound == "since":
        return replace(span, end=None, bound=bound)
    if bound == "until":
        return replace(span, start=None, bound=bound)
    one = datetime.timedelta(days=1)
    if bound == "before":
        return replace(span, start=None, end=span.first - one if span.first > datetime.date.min else span.first, bound=bound)
    if span.precision == spans.DAY or span.end == datetime.date.max:
        return replace(span, end=None, bound=bound)
    return replace(span, start=span.last + one, end=None, bound=bound)
