from analysis import codebook
from analysis.lexicon import lexicon
from analysis.sought import Sought

TERMS = lexicon(codebook.load())
TITLES = ["中美关税谈判会有结果吗", "", "无题", "普京与泽连斯基:停火在即?", "半岛明年热在首脑,冷在南北"]
TEXTS = ["双方就关税谈了三天,市场松了一口气。", "", "G7各国开战在即,前线的炮火没有停。", "能源与人质,都是后话。", "半岛局势升温,导弹试射不断。"]


def test_titles_sought_together_name_what_each_names_by_itself():
    together = Sought(TITLES, TEXTS, TERMS)
    for place, title in enumerate(TITLES):
        actors = TERMS.actors(title, None)
        assert together.actors(place) == actors
        assert together.issues(place) == TERMS.issues(title, actors)
    assert any(together.issues(place) for place in range(len(TITLES)))


def test_texts_sought_together_hint_at_what_each_hints_at_by_itself():
    together, issues = Sought(TITLES, TEXTS, TERMS), {"trade", "korea", "ukraine"}
    found = [together.hints(place, issues) for place in range(len(TEXTS))]
    assert found == [TERMS.hints(text, issues) for text in TEXTS]
    assert any(found)
