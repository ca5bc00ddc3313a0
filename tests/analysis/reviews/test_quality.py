from dataclasses import replace

import pytest

from analysis.reviews import Review, quality

ROW = Review("d", "prediction", "accept", "summit", 0, 2, "会谈")


def test_the_program_is_right_where_its_rows_were_accepted():
    told = quality([ROW] * 3 + [replace(ROW, verdict="reject"), replace(ROW, verdict="add"), replace(ROW, kind="voice", verdict="rename")])
    assert (told.right, told.corrected, told.rejected, told.added, told.n, told.share) == (3, 0, 1, 1, 4, 0.75)
    # Wilson 1927 for 3 of 4 at 95 %, by hand.
    assert (told.low, told.high) == (pytest.approx(0.3006, abs=1e-4), pytest.approx(0.9544, abs=1e-4))


def test_nothing_reviewed_says_nothing_of_the_program():
    told = quality([])
    assert told.n == 0 and told.share != told.share
