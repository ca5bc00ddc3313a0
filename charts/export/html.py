"""HTML: one file that works offline. The chart answers to the pointer; plotly.js and the characters of our font are inside."""

import base64
import html
import json
import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import plotly

from analysis.harmless import seen, web_address
from analysis.language import Language
from charts import theme, typeface
from charts.exhibits import Exhibit
from charts.export.content import Content, Item, Quote

if TYPE_CHECKING:
    from analysis.citations import Reference

_INK = theme.LIGHT
# Rows of the table behind a chart; all of them are in its CSV.
MOST_ROWS = 200
_CHINESE = "U+2E80-9FFF,U+F900-FAFF,U+FE30-FE4F,U+FF00-FFEF,U+20000-2FFFF"
_STYLE = """
:root{{color-scheme:light}}
body{{margin:0;background:{bg};color:{text};font:400 16px/1.55 Lunheng,'Source Sans 3','Source Sans Pro',Calibri,'Segoe UI','Microsoft YaHei','PingFang SC',sans-serif}}
main{{max-width:1040px;margin:0 auto;padding:40px 24px 64px}}
h1,h2{{font-synthesis:none}} h1{{font-size:32px;line-height:1.2;font-weight:600;margin:0 0 8px}} h2{{font-size:24px;line-height:1.25;font-weight:600;margin:0 0 6px}}
h1::before{{content:'';display:block;width:56px;height:8px;background:{accent};margin-bottom:20px}}
section{{margin:56px 0 0;break-inside:avoid}} figure{{margin:20px 0 0}} .chart{{overflow-x:auto}} .chart>div{{min-width:{least}px}}
p{{margin:0 0 8px}} .under{{font-size:17px;color:{text2}}} .foot,small,figcaption{{font-size:13px;line-height:1.5;color:{text2};display:block}}
blockquote{{margin:20px 0;padding:2px 0 2px 16px;border-left:4px solid {accent}}} blockquote span{{color:{text3}}}
a{{color:{accent}}} details{{margin:12px 0;font-size:14px}} summary{{cursor:pointer;color:{accent}}} .wide{{overflow-x:auto}}
table{{border-collapse:collapse;margin-top:8px}} th,td{{border-bottom:1px solid {rule};padding:4px 10px 4px 0;text-align:left;vertical-align:top;max-width:420px}}
ol{{padding-left:0;list-style:none;font-size:14px}} li{{margin:0 0 6px;overflow-wrap:anywhere}} .mark{{color:{accent};font-size:24px;text-align:right}}
@media print{{main{{max-width:none;padding:0}} details{{display:none}}}}
"""


def chart(exhibit: Exhibit) -> bytes:
    """Return one chart as a page of its own, with its finding, its footer and the table behind it."""
    body = f"<h1>{_safe(exhibit.title)}</h1>{_figure(exhibit, 0)}"
    return _page(exhibit.title, exhibit.language, body, [exhibit])


def briefing(content: Content) -> bytes:
    """Return a briefing as a page: every chart answers to the pointer, and plotly.js is there once."""
    say = content.tongue.say
    parts = [f'<h1>{_safe(content.title)}</h1><p class="under">{_safe(content.under_title)}</p>']
    if content.scope:
        parts.append(f'<p class="under">{_safe(content.scope)}</p>')
    figures: list[Exhibit] = []
    for item in content.items:
        parts.append(f"<section>{_item(content, item, len(figures))}</section>")
        if item.exhibit is not None and not item.problem:
            figures.append(item.exhibit)
    listed = content.lists.get(content.style, [])
    if listed:
        rows = "".join(f"<li>{f'[{reference.number}] ' if content.style == 'gbt7714' else ''}{_reference(reference)}</li>" for reference in listed)
        parts.append(f'<section><h2>{_safe(say("briefing_references"))}</h2><ol>{rows}</ol></section>')
    return _page(content.title, content.language, "".join(parts), figures)


def _item(content: Content, item: Item, place: int) -> str:
    say = content.tongue.say
    heading = f"<h2>{_safe(item.title)}</h2>" if item.title and (item.title != content.title or not item.number) else ""
    notes = "".join(f"<p>{_safe(line)}</p>" for line in item.entry.notes.splitlines() if line.strip())
    if item.problem:
        return f'{heading}<p class="under">{_safe(item.problem)}</p>{notes}'
    if item.exhibit is not None:
        quotes = "".join(_quote(said, say) for said in item.quotes)
        behind = f"<details><summary>{_safe(say('briefing_quoted_sentences'))}</summary>{quotes}</details>" if quotes else ""
        return f"{heading}{_figure(item.exhibit, place)}{notes}{behind}"
    if item.entry.kind == "quote":
        return heading + _quote(item.quotes[0], say) + notes
    return heading + "".join(f"<p>{_safe(line)}</p>" for line in item.entry.text.splitlines() if line.strip()) + notes


def _figure(exhibit: Exhibit, place: int) -> str:
    under = f'<p class="under">{_safe(exhibit.subtitle)}</p>' if exhibit.subtitle else ""
    link = f' <a href="{_safe(exhibit.link)}">{_safe(Language.of(exhibit.language).say("briefing_link"))} {_safe(_host(exhibit.link))}</a>' \
        if exhibit.link else ""
    return (f'{under}<figure><div class="chart" role="img" aria-label="{_safe(exhibit.alt)}"><div id="chart{place}"></div></div>'
            f'<figcaption>{_safe(exhibit.footer)}{link}</figcaption></figure>{_table(exhibit)}')


def _table(exhibit: Exhibit) -> str:
    rows = exhibit.data.head(MOST_ROWS)
    if rows.empty:
        return ""
    heads = "".join(f'<th scope="col">{_safe(str(name))}</th>' for name in rows.columns)
    body = "".join("<tr>" + "".join(f"<td>{_safe(_told(value))}</td>" for value in row) + "</tr>" for row in rows.itertuples(index=False))
    title = Language.of(exhibit.language).say("download_numbers")
    return f'<details><summary>{_safe(title)}</summary><div class="wide"><table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div></details>'


def _told(value: object) -> str:
    if isinstance(value, pd.Timestamp):
        return str(value.date())
    if isinstance(value, float):
        return "" if value != value else f"{value:g}"
    return "" if value is None or value is pd.NaT else str(value)


def _quote(said: Quote, say: Callable[..., str]) -> str:
    opened, closed = say("quote_marks", quote="\n").split("\n")
    source = f'<a href="{_safe(said.url)}">{_safe(said.source)}</a>' if web_address(said.url) else _safe(said.source)
    weight = f" · {_safe(said.weight)}" if said.weight else ""
    return (f"<blockquote><p>{opened}<span>{_safe(said.before)}</span>{_safe(said.said)}<span>{_safe(said.after)}</span>{closed}</p>"
            f"<small>{source}{weight}</small></blockquote>")


def _reference(reference: "Reference") -> str:
    first, last = reference.italic
    told = reference.text
    made = f"{_safe(told[:first])}<em>{_safe(told[first:last])}</em>{_safe(told[last:])}" if last > first else _safe(told)
    if reference.url:
        made = made.replace(_safe(reference.url), f'<a href="{_safe(reference.url)}">{_safe(reference.url)}</a>', 1)
    return made


def _page(title: str, language: str, body: str, exhibits: list[Exhibit]) -> bytes:
    drawn = [exhibit.draw() for exhibit in exhibits]
    # Where the Chinese font stands in, ’ is as wide as a character: in an English word it is written '.
    figures = [json.loads(re.sub(r"(?<=[A-Za-z])(?:’|\\u2019)", "'", figure.to_json())) for figure in drawn]
    signs = "".join(sorted({sign for sign in body + json.dumps(figures, ensure_ascii=False) + "論衡" if sign.isprintable()} | set("0123456789")))
    font = f"src:url(data:font/otf;base64,{base64.b64encode(typeface.glyphs(signs)).decode()}) format('opentype')"
    # Once for the charts, which are measured with all of it, and once for the page, whose Latin letters are the reader's own.
    face = f"@font-face{{font-family:'{typeface.FACE}';{font}}}@font-face{{font-family:Lunheng;{font};unicode-range:{_CHINESE}}}"
    style = _STYLE.format(**{name: getattr(_INK, name) for name in ("bg", "text", "text2", "text3", "rule", "accent")}, least=570)
    # Nothing in a figure may end the script it stands in.
    told = json.dumps(figures, ensure_ascii=False).replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    script = f"<script>{_library()}</script><script type=\"application/json\" id=\"figures\">{told}</script><script>{_DRAW}</script>" if figures else ""
    page = (f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<title>{_safe(title)}</title><style>{face}{style}</style></head><body><main>{body}"
            f'<p class="mark" lang="zh-Hant">論衡</p></main>{script}</body></html>')
    return page.encode("utf-8", "replace")


_DRAW = """
window.PlotlyConfig={MathJaxConfig:null};
JSON.parse(document.getElementById('figures').textContent).forEach(function(figure,place){
  delete figure.layout.width;
  figure.layout.autosize=true;
  Plotly.newPlot('chart'+place,figure.data,figure.layout,{displayModeBar:false,responsive:true});
});
"""


@lru_cache(maxsize=1)
def _library() -> str:
    return (Path(plotly.__file__).parent / "package_data" / "plotly.min.js").read_text(encoding="utf-8").replace("</script", "<\\/script")


def _host(link: str) -> str:
    return re.sub(r"^https?://([^/?#]+).*$", r"\1", link)


def _safe(text: str) -> str:
    return html.escape(seen(text), quote=True)
