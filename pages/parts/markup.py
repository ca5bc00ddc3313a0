"""Text of strangers as harmless HTML.

Documents come from anywhere. Whatever they hold, tags, scripts, Markdown, signs that turn the writing direction or have
no width, is shown as the text it is.
"""

import re
from html import escape
from urllib.parse import urlencode

LANGUAGES = {"Hans": "zh-Hans", "Hant": "zh-Hant", "mixed": "zh"}

# Bidirectional controls can make a sentence read as its opposite; zero-width signs and control codes hide in words.
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
                     "\u3164\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]")
_CHINESE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\U00020000-\U0003134f]"
                      "[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003134f“”‘’…—·]*")


def safe(text: str) -> str:
    """Return the text escaped for HTML, with signs that cannot be seen made visible as their code."""
    return _HIDDEN.sub(_shown, escape(text))


def attribute(text: str) -> str:
    """Return the text for an attribute of HTML, signs that cannot be seen written as their code."""
    return _HIDDEN.sub(_code, escape(text, quote=True))


def _code(match: re.Match) -> str:
    return f"U+{ord(match.group()):04X}"


def _shown(match: re.Match) -> str:
    code = _code(match)
    return f'<span class="lh-hidden" title="{code}">{code}</span>'


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
    """Return the text so that Streamlit's labels, which read Markdown, show it as it is."""
    shown = _HIDDEN.sub(_code, text)
    return re.sub(r"([\\`*_{}\[\]()<>#+\-.!|~$:&@^=])", r"\\\1", shown)


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
    named = f' title="{escape(told, quote=True)}" aria-label="{escape(told, quote=True)}"' if told else ""
    address = escape(page + ("?" + urlencode(query, doseq=True) if query else ""), quote=True)
    return f'<a class="{kind}" href="{address}" target="_self"{named}>{text}</a>'
