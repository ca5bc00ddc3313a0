from datetime import date

import pytest

from analysis import documents, readers
from analysis.readers import ReadingError

PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>关税谈判能否破局？_某某网</title>
<meta property="article:published_time" content="2025-03-04T08:00:00+08:00"><meta property="og:site_name" content="某某网">
<link rel="canonical" href="https://example.org/a/1.html"><script>alert('x')</script></head><body>
<nav><a href="/">首页</a><a href="/gj">国际</a></nav><div class="article"><h1>关税谈判能否破局？</h1>
<p>编者按：新一轮磋商下周举行。</p><h2>1 # 顾远</h2><p>我认为双方不会达成全面协议，但有望先解决<b>农产品</b>问题。</p>
<p>李简</p><p>谈判大概率破裂。</p></div>
<div class="related"><h3>相关阅读</h3><ul><li><a href="/2">上一轮谈判回顾</a></li></ul></div><footer>版权所有</footer></body></html>"""


@pytest.mark.parametrize(("charset", "encoding"), [("utf-8", "utf-8"), ("gbk", "gb18030"), ("gb2312", "utf-8"), ("no-such", "gb18030"), ("undefined", "gb18030"),
                                                    ("unicode-escape", "gb18030")])
def test_a_page_is_read_in_the_encoding_its_bytes_bear_out(charset, encoding):
    reading = readers.read("a.html", PAGE.format(charset=charset).encode(encoding)).readings[0]
    assert reading.text.split("\n") == ["关税谈判能否破局？", "编者按：新一轮磋商下周举行。", "1 # 顾远",
                                        "我认为双方不会达成全面协议，但有望先解决农产品问题。", "李简", "谈判大概率破裂。"]
    assert (reading.title, reading.outlet, reading.url) == ("关税谈判能否破局？", "某某网", "https://example.org/a/1.html")


def test_the_day_of_a_page_is_what_its_meta_elements_say():
    held = readers.read("a.html", PAGE.format(charset="utf-8").encode()).readings
    assert documents.table(held)["published"].iloc[0].date() == date(2025, 3, 4)


@pytest.mark.parametrize("page", ["<html></html>", "<html><body><script>var a = 1</script></body></html>", "<" * 50000, "<b>" * 5000])
def test_a_page_without_an_article_is_refused_with_the_next_move(page):
    with pytest.raises(ReadingError, match=r"no article was found on this page\. Open it in a browser"):
        readers.read("a.html", page.encode())


def test_a_page_too_large_for_an_article_is_refused():
    with pytest.raises(ReadingError, match="is a page of 21 MB"):
        readers.read("a.html", b"<p>" + b"x" * 21_000_000)


def test_scripts_in_a_page_are_no_text():
    text = readers.read("a.html", PAGE.format(charset="utf-8").encode()).readings[0].text
    assert "alert" not in text and "<" not in text
