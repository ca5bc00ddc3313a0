import pandas as pd
import pytest

from pages.parts.downloads import csv


def test_csv_opens_in_the_right_script():
    assert csv(pd.DataFrame({"quote": ["甲"]})).startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("sign", list("=+-@\t\r"))
def test_text_that_a_spreadsheet_would_compute_is_prefixed(sign):
    written = csv(pd.DataFrame({"quote": pd.Series([f"{sign}1+1"], dtype="str")})).decode("utf-8-sig")
    assert f"'{sign}1+1" in written


def test_numbers_stay_numbers():
    assert csv(pd.DataFrame({"outlook": [-0.9]})).decode("utf-8-sig").splitlines()[1] == "-0.9"
