"""Text of strangers as harmless HTML.

Documents come from anywhere. Whatever they hold, tags, scripts, Markdown, signs that turn the writing direction or have
no width, is shown as the text it is.
"""

import re
from html import escape
from urllib.parse import urlencode

from analysis.harmless import HIDDEN, LEFTWARDS, code, coded, web_address

LANGUAGES = {"Hans": "zh-Hans", "Hant": "zh-Hant", "mixed": "zh"}

# Streamlit reads icons, its logo, addresses and arrows out of a label once its Markdown is read, whether or not they were escaped;
# a joiner without width, which nobody sees, keeps them apart.
_READ_AGAIN = re.compile(r"\\:(?=//|material|streamlit)|(?i:\bwww)(?=\\\.)|\\@|\\[-<>~](?=\\[-=>])")
_CHINESE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\U00020000-\U0003134f]"
                      "[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003134f“”‘’…—·]*")


def safe(text: str) -> str:
    """Return the text escaped for HTML, with signs that cannot be seen made visible as their code.

    Notes
    -----
    What is written from right to left gets a border around it: else it would turn around the numbers and names beside it.
    """
    shown = HIDDEN.sub(_shown, escape(text))
    return f"<bdi>{shown}</bdi>" if LEFTWARDS.search(text) else shown


def attribute(text: str) -> str:
    """Return the text for an attribute of HTML, signs that cannot be seen written as their code."""
    return coded(escape(text, quote=True))


def _shown(found: re.Match) -> str:
    told = code(found.group())
    return f'<span class="lh-hidden" title="{told}">{told}</span>'


def bilingual(text: str) -> str:
    """Return the text escaped, each run of Chinese marked as such: its fonts and its voice differ."""
    return "".join(f'<span lang="zh">{safe(run)}</span>' if chinese else safe(run) for run, chinese in _runs(text))


def _runs(text):
    place = 0
    for match in _CHINESE.finditer(text):
        if match.start() > place:
            yield text[place:match.start()], False
        yield match.group(), True
        place = match.end()
    if place < len(text):
        yield text[place:], False


def plain(text: str) -> str:
    """Return the text so that Streamlit's labels, which read Markdown, show it as it is, on one line."""
    shown = re.sub(r"([\\`*_{}\[\]()<>#+\-.!|~$:&@^=])", r"\\\1", option(text))
    return _READ_AGAIN.sub("\\g<0>\u2060", shown)


def option(text: str) -> str:
    """Return the text for a list to choose from, a placeholder or an alternative text, which show what they are given as it is."""
    shown = coded(" ".join(text.split()))
    return f"\u2068{shown}\u2069" if LEFTWARDS.search(text) else shown


def outside(url: str, text: str = "") -> str:
    """Return a link that leaves our pages, opened only when asked for.

    Parameters
    ----------
    url : str
        What is no address of the web is no link.
    text : str
        HTML, already safe; by default the address.
    """
    shown = text or safe(url)
    address = web_address(url)
    return f'<a class="lh-out" href="{attribute(address)}" target="_blank" rel="noopener noreferrer">{shown}</a>' if address else shown


def link(page: str, query: dict, text: str, kind: str = "lh-go", told: str = "") -> str:
    """Return a link to one of our pages that opens without loading the application anew.

    Parameters
    ----------
    page : str
        The page's place in the address, such as `reader`.
    query : dict of str to list of str or str
    text : str
        HTML, already safe.
    kind : str
        Its classes.
    told : str
        What a link without words says.
    """
    named = f' title="{attribute(told)}" aria-label="{attribute(told)}"' if told else ""
    address = escape(page + ("?" + urlencode(query, doseq=True, errors="replace") if query else ""), quote=True)
    return f'<a class="{kind}" href="{address}" target="_self"{named}>{text}</a>'
