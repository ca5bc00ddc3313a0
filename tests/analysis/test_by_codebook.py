from dataclasses import replace

from analysis import by_codebook
from analysis.lexicon import lexicon
from tests.charts import invented


def test_it_is_made_once_for_each_of_the_codebooks_used_last():
    made = []

    @by_codebook.once
    def named(codebook):
        made.append(codebook.fingerprint)
        return codebook.fingerprint

    books = [replace(invented.codebook(), fingerprint=str(number)) for number in range(8)]
    assert [named(book) for book in [*books, books[-1], books[2], books[0]]][-3:] == ["7", "2", "0"]
    assert made == [*"01234567", "0"]


def test_two_codebooks_have_lexicons_of_their_own(book):
    other = replace(book, fingerprint="another")
    assert lexicon(book) is lexicon(book) and lexicon(other) is not lexicon(book)
