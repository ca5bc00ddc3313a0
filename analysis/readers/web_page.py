"""A saved web page: its article, without menus, advertising and comments."""

from configparser import ConfigParser
from copy import deepcopy
from functools import cache

from analysis.readers.encoding import declared, decode
from analysis.readers.reading import Contents, Reading, ReadingError

# A page is at most a few megabytes; more is no article, and its tree would fill the memory.
LARGEST = 20_000_000
# Counted by trafilatura in letters of English, 250 of them. Chinese says as much in a third of that, and below the limit
# the whole page would be taken, menus and all.
LEAST = 40


def read(source: str, data: bytes, encoding: str | None = None) -> Contents:
    """Return the one reading of a page: each paragraph a line, sub-headings and names on lines of their own kept.

    Raises
    ------
    ReadingError
        For a page without an article, or larger than 20 MB.

    Notes
    -----
    The article is found by trafilatura. The day of publication is left to what the page's own meta elements say.
    """
    # Imported here: they take a third of a second, and most corpora hold no page.
    import trafilatura
    from lxml import etree
    from lxml import html as markup
    from trafilatura.settings import Document

    if len(data) > LARGEST:
        raise ReadingError(source, f"is a page of {len(data) // 1_000_000} MB, more than {LARGEST // 1_000_000}",
                           "Save the article alone, as text.")
    written = decode(data, source, encoding or declared(data))
    try:
        tree = markup.document_fromstring(written.encode("utf-8", "replace"), parser=markup.HTMLParser(encoding="utf-8"))
        found = trafilatura.bare_extraction(deepcopy(tree), with_metadata=True, include_comments=False, favor_recall=True,
                                            config=_settings())
    except (etree.LxmlError, ValueError, RecursionError):
        found = None
    written_out = found.text if isinstance(found, Document) else None
    if not isinstance(found, Document) or not written_out or not any(sign.isalnum() for sign in written_out):
        raise ReadingError(source, "no article was found on this page",
                           "Open it in a browser, copy the article and paste it as text.")
    meta = {(element.get("property") or element.get("name") or element.get("itemprop") or "").lower(): content
            for element in tree.iter("meta") if (content := element.get("content"))}
    said = {name: " ".join(str(value or "").split()) for name, value in
            (("title", found.title), ("outlet", found.sitename), ("url", found.url))}
    return Contents((Reading(source, written_out.strip(), title=said["title"], outlet=said["outlet"], url=said["url"], metadata={name: value for name, value in meta.items() if name}),))


@cache
def _settings() -> ConfigParser:
    from trafilatura.settings import DEFAULT_CONFIG

    settings = deepcopy(DEFAULT_CONFIG)
    for limit in ("MIN_EXTRACTED_SIZE", "MIN_OUTPUT_SIZE"):
        settings.set("DEFAULT", limit, str(LEAST))
    return settings
