"""Numbers as Chinese news writes them, in Arabic and in Chinese digits."""

from functools import lru_cache

DIGITS = {"〇": 0, "零": 0, "○": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8,
          "九": 9, "元": 1, "正": 1, "首": 1, "双": 2, "俩": 2}
TENS = {"十": 10, "百": 100, "千": 1000}

CHINESE_DIGIT = "[〇零○一二三四五六七八九]"
YEAR4 = f"(?:[12][0-9]{{3}}|[一二]{CHINESE_DIGIT}{{3}}|[一二两]千(?:零|〇)?[一二三四五六七八九十]{{0,3}})"
YEAR2 = f"(?:[0-9]{{2}}|{CHINESE_DIGIT}{{2}})"
MONTH = "(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九元正腊冬])"
DAY = "(?:3[01]|[12][0-9]|0?[1-9]|三十一?|[二廿][十]?[一二三四五六七八九]|二十|廿|十[一二三四五六七八九]?|[一二三四五六七八九]" \
      "|初[一二三四五六七八九十])"
COUNT = "(?:[0-9]{1,4}|[一二两三四五六七八九十百]{1,4})"


@lru_cache(maxsize=4096)
def number(text: str) -> int:
    """Return the value of a number without a unit.

    Parameters
    ----------
    text : str
        `2018`, `二〇一八`, `十二`, `廿三`, `初五`, `一百零七`, `两千零一十八`; `腊` and `冬` are the months 12 and 11.

    Returns
    -------
    int
    """
    text = text.strip()
    if text.isdecimal() and text.isascii():
        return int(text)
    if text in ("腊", "冬"):
        return 12 if text == "腊" else 11
    text = text.removeprefix("初").replace("廿", "二十").replace("二十十", "二十")
    if not any(sign in text for sign in TENS):
        return int("".join(str(DIGITS[sign]) for sign in text))
    total, digit = 0, None
    for sign in text:
        if sign in TENS:
            total += (1 if digit is None or digit == 0 else digit) * TENS[sign]
            digit = None
        else:
            digit = DIGITS[sign]
    return total + (digit or 0)
