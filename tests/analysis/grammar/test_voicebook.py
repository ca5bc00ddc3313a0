import pytest

from analysis import codebook
from analysis.grammar import voicebook
from analysis.grammar.attribution.speeches import Attribution
from analysis.text import prepare

BOOK = voicebook.load()
CODED = [(table, sentence) for table, (coded, _) in BOOK.examples.items() for sentence in coded]
NOT_CODED = [(table, sentence) for table, (_, not_coded) in BOOK.examples.items() for sentence in not_coded]


@pytest.fixture(scope="module")
def attribution():
    return Attribution(codebook.load(), BOOK)


def speeches(attribution, sentence):
    folded = prepare(sentence).text
    return attribution.speeches(folded, [(0, len(folded), True)])


def test_no_file_of_the_voicebook_is_broken():
    assert BOOK.faults == ()


@pytest.mark.parametrize(("table", "sentence"), CODED)
def test_example_to_be_coded_has_a_voice(attribution, table, sentence):
    assert speeches(attribution, sentence), table


@pytest.mark.parametrize(("table", "sentence"), NOT_CODED)
def test_example_not_to_be_coded_has_none(attribution, table, sentence):
    assert speeches(attribution, sentence) == [], table


def test_a_broken_file_is_named_and_the_others_hold(tmp_path):
    (tmp_path / "verbs.toml").write_text('[say]\nlist = ["认为"]\n', encoding="utf-8")
    (tmp_path / "names.toml").write_text("[surnames\n", encoding="utf-8")
    book = voicebook.load(tmp_path)
    assert "认为" in book.verbs
    assert "names.toml" in book.faults[0]


def test_a_narrower_table_adds_its_demand_to_an_earlier_one():
    assert BOOK.verbs["建议"].punctuated
    assert not BOOK.verbs["认为"].punctuated
    assert BOOK.verbs["预计"].keeps_verb


def test_at_least_150_verbs_and_frames():
    assert len(BOOK.verbs) + sum(len(frame.tails) for frame in BOOK.frames) >= 150
