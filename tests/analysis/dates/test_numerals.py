"""Numbers in Arabic and Chinese digits."""

import pytest

from analysis.dates.numerals import number


@pytest.mark.parametrize(("text", "value"), [
    ("2018", 2018), ("〇", 0), ("二〇一八", 2018), ("一九九七", 1997), ("十", 10), ("十二", 12), ("二十", 20), ("三十一", 31),
    ("廿三", 23), ("初五", 5), ("一百零七", 107), ("两千零一十八", 2018), ("元", 1), ("正", 1), ("腊", 12), ("冬", 11),
])
def test_number_has_its_value(text, value):
    assert number(text) == value
