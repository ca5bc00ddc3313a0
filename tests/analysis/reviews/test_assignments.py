import threading

import pytest

from analysis.reviews import MACHINE, AssignmentError, Assignments, DecidedMeanwhile, Review, Reviews, codings, settling

SAID = {"commentator": "李某", "issue": "summit", "outcome": "取得突破", "likelihood": "wont", "valence": 1}
QUOTE = "会谈不会取得突破"


def decision(coder, verdict="accept", doc="d1", start=10, **said):
    return Review(doc, "prediction", verdict, "summit", start, start + len(QUOTE), QUOTE, SAID | said, coder)


@pytest.fixture
def library(any_library):
    return any_library


@pytest.fixture
def two(library):
    """A document given to two coders: the assignments and the reviews of its library."""
    given = Assignments(library.engine)
    assert given.assign(["d1"], ["甲", "乙"]) == 2
    return given, Reviews(library.engine)


def test_what_two_coders_write_nobody_else_sees_until_both_are_done(two):
    given, kept = two
    kept.keep(decision("甲"), decision("乙", "reject"), decision("丙", doc="d2"))
    assert [review.coder for review in kept.seen_by("甲")] == ["甲", "丙"]
    assert [review.coder for review in kept.seen_by("丙")] == ["丙"]
    assert [review.coder for review in kept.standing()] == ["丙"]
    given.finish("d1", "甲")
    assert [review.coder for review in kept.seen_by("甲")] == ["甲", "丙"]
    given.finish("d1", "乙")
    assert [review.coder for review in kept.seen_by("甲")] == ["甲", "乙", "丙"]


def test_only_what_all_coders_agree_on_holds(two):
    given, kept = two
    kept.keep(decision("甲", "correct", likelihood="likely"), decision("乙", "correct", likelihood="likely", outcome="别的说法"),
              decision("甲", "reject", start=40), decision("乙", "accept", start=40),
              decision("甲", start=70), decision("甲", "reject", start=90))
    for coder in "甲乙":
        given.finish("d1", coder)
    assert [(review.start, review.verdict, review.coder) for review in kept.standing()] == [(10, "correct", "乙"), (70, "accept", "甲")]


def test_a_row_that_both_add_with_other_edges_is_added_once(two):
    given, kept = two
    kept.keep(decision("甲", "add"), decision("乙", "add", start=12), decision("甲", "add", start=60))
    for coder in "甲乙":
        given.finish("d1", coder)
    assert [(review.start, review.coder) for review in kept.standing()] == [(12, "乙")]


def test_voices_and_stretches_hold_where_all_coders_agree_and_are_settled_where_not(two):
    given, kept = two
    alike = [Review("d1", "stretch", "reassign", "顾远", 0, 3, "一二三", {"commentator": "李简"}, coder) for coder in "甲乙"]
    apart = [Review("d1", "voice", "rename", "总统", said={"commentator": name}, coder=coder) for coder, name in (("甲", "普京"), ("乙", "普亭"))]
    alone = Review("d1", "mention", "reject", "iran", 5, 7, "伊朗", {}, "乙")
    kept.keep(*alike, *apart, alone)
    assert settling.differing(kept.every(), settling.assigned(kept.engine)) == []
    for coder in "甲乙":
        given.finish("d1", coder)
    assert [(review.kind, review.coder) for review in kept.standing()] == [("stretch", "乙")]
    voice, mention = settling.differing(kept.every(), settling.assigned(kept.engine))
    assert (sorted(voice), sorted(mention)) == (["乙", "甲"], ["乙"])
    kept.keep(codings.settlement(voice, "甲", "丙"), codings.settlement(mention, None, "丙"))
    assert settling.differing(kept.every(), settling.assigned(kept.engine)) == []
    assert {(review.kind, review.verdict, review.said.get("commentator", "")) for review in kept.standing()} == {
        ("stretch", "reassign", "李简"), ("voice", "rename", "普京"), ("mention", "leave", "")}


def test_what_was_adjudicated_stands_over_what_coders_said(two):
    given, kept = two
    kept.keep(decision("甲", "reject"), decision("乙"))
    for coder in "甲乙":
        given.finish("d1", coder)
    settled = decision("甲", "correct", likelihood="possible")
    kept.keep(Review(**{**vars(settled), "adjudicated": True}))
    assert [(review.verdict, review.adjudicated) for review in kept.standing()] == [("correct", True)]
    assert [review.verdict for review in kept.standing("甲")] == ["reject"]


def test_who_is_done_can_go_on_only_while_another_is_not(two):
    given, _ = two
    given.finish("d1", "甲")
    given.reopen("d1", "甲")
    for coder in "甲乙":
        given.finish("d1", coder)
    with pytest.raises(AssignmentError, match="all its coders are done"):
        given.reopen("d1", "甲")
    with pytest.raises(AssignmentError, match="have seen each other's work"):
        given.assign(["d1"], ["丙"])


@pytest.mark.parametrize("coders", [[], [" "], [MACHINE]])
def test_a_coder_needs_a_name_of_their_own(library, coders):
    with pytest.raises(AssignmentError, match="a name of their own"):
        Assignments(library.engine).assign(["d1"], coders)


def test_what_was_decided_before_a_document_was_given_out_holds_on(library):
    kept = Reviews(library.engine)
    kept.keep(decision("甲", "reject"))
    Assignments(library.engine).assign(["d1"], ["甲", "乙"])
    assert [review.verdict for review in kept.standing()] == ["reject"]


def test_the_second_to_decide_on_a_row_is_shown_what_the_first_did(library):
    kept = Reviews(library.engine)
    seen = kept.last()
    kept.keep(decision("甲", "correct", likelihood="likely"), seen=seen)
    with pytest.raises(DecidedMeanwhile) as told:
        kept.keep(decision("乙", "reject"), seen=seen)
    assert (told.value.review.coder, told.value.review.said["likelihood"]) == ("甲", "likely")
    assert len(kept.every()) == 1
    kept.keep(decision("乙", "reject"), seen=kept.last())
    assert [review.verdict for review in kept.standing()] == ["reject"]


def test_coders_blind_to_each_other_never_meet(two):
    _, kept = two
    seen = kept.last()
    kept.keep(decision("甲"), seen=seen)
    kept.keep(decision("乙", "reject"), seen=seen)
    assert len(kept.every()) == 2


def test_of_two_who_decide_at_the_same_moment_one_is_told(library):
    kept, told, start = Reviews(library.engine), [], threading.Barrier(2)

    def decides(coder):
        start.wait()
        try:
            told.append(kept.keep(decision(coder), seen=0))
        except DecidedMeanwhile as error:
            told.append(error.review.coder)

    both = [threading.Thread(target=decides, args=(coder,)) for coder in "甲乙"]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert len(kept.every()) == 1 and sorted(type(one) is str for one in told) == [False, True]
