import pytest

from analysis.verification import happenings

COLUMNS = "happening,date,label_en,label_zh,issue,actors,source,source_2\n"


def test_each_happening_has_a_key_of_its_own(tmp_path):
    path = tmp_path / "happened.csv"
    path.write_text(f"{COLUMNS}k,2024-02-03,a,b,c,d,e,\nk,2024-02-04,a,b,c,d,e,\n", encoding="utf-8")
    with pytest.raises(ValueError, match="happening: k stands where each row needs a key"):
        happenings.happened(path)


@pytest.mark.parametrize(("source", "title", "url"), [
    ("某社, 17 July 2018, http://example.org/a_2.htm", "某社, 17 July 2018", "http://example.org/a_2.htm"),
    ("某台, 2 June 2025, by https://mirror.example.org/a?b=c", "某台, 2 June 2025", "https://mirror.example.org/a?b=c"),
    ("某报, 3 May 2024", "某报, 3 May 2024", ""),
])
def test_a_source_is_told_apart_from_its_address(source, title, url):
    assert happenings.source_parts(source) == (title, url)


def test_every_shipped_source_names_a_page():
    rows = happenings.happened()
    told = [source for name in ("source", "source_2") for source in rows[name] if source]
    assert all(title and url for title, url in map(happenings.source_parts, told))
    assert (rows["source_2"] != "").mean() > 0.8
