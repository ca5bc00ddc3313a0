import pytest

from analysis.library import Library
from analysis.views import NameTaken, NoView, UnfitName, Views


@pytest.fixture
def opened(tmp_path):
    with Library(f"sqlite:///{tmp_path / 'library.db'}") as library:
        yield Views(library.engine)


def names(views):
    return [view.name for view in views.listed()]


def test_views_survive_a_restart(tmp_path):
    place = f"sqlite:///{tmp_path / 'library.db'}"
    with Library(place) as library:
        Views(library.engine).save("  制裁\n近况 ", "outcomes", "issue=sanctions&least=1")
    with Library(place) as library:
        kept = Views(library.engine).listed()
    assert [(view.name, view.page, view.query) for view in kept] == [("制裁 近况", "outcomes", "issue=sanctions&least=1")]


def test_the_newest_view_stands_first(opened):
    for name in "甲乙丙":
        opened.save(name, "overview", "")
    assert names(opened) == ["丙", "乙", "甲"]


def test_a_name_stands_for_one_view(opened):
    first = opened.save("甲", "overview", "")
    other = opened.save("乙", "issues", "")
    with pytest.raises(NameTaken, match="甲: another view"):
        opened.save("甲", "issues", "")
    with pytest.raises(NameTaken):
        opened.rename(other.key, "甲")
    opened.rename(first.key, "甲")
    opened.rename(first.key, "丁")
    assert names(opened) == ["乙", "丁"]


@pytest.mark.parametrize("name", ["", " \n ", "长" * 81, "a\u202eb"])
def test_an_unfit_name_is_refused(opened, name):
    with pytest.raises(UnfitName):
        opened.save(name, "overview", "")
    assert opened.listed() == []


def test_what_was_deleted_comes_back(opened):
    first = opened.save("甲", "overview", "a=1")
    opened.remove(first.key)
    assert names(opened) == []
    opened.restore(first.key)
    assert names(opened) == ["甲"]


def test_a_name_taken_since_keeps_the_deleted_one_away(opened):
    first = opened.save("甲", "overview", "")
    opened.remove(first.key)
    opened.save("甲", "issues", "")
    with pytest.raises(NameTaken):
        opened.restore(first.key)
    assert [view.page for view in opened.listed()] == ["issues"]


def test_a_view_that_is_not_there_is_named(opened):
    for change in (opened.remove, opened.restore, lambda key: opened.rename(key, "x")):
        with pytest.raises(NoView, match="view 7"):
            change(7)
