import csv
import io
import json
from dataclasses import replace
from datetime import date

import pytest

from analysis.verification import question_files, questions
from analysis.verification.questions import Source
from tests.analysis.asked import KNOWN, question

HOSTILE = ('=HYPERLINK("http://example.org","x")', "'=1+1", "''@a", "-1", "+1", "@sum", "\tx", "a,b;c\n“换行” \"引号\"", " 空格 ", "<b>")
EVERY = [question(f"q-{place}", en=text, zh=text, note=text, actors=("putin", "russia"), terms=("会晤", "-1", "见 面"),
                  sources=(Source(text, "https://example.org/?a=b,c", date(2030, 1, 2)), Source(text), Source("", "http://example.org"))[:place % 4],
                  own=True) for place, text in enumerate(HOSTILE)]
EVERY += [question("settled", resolution="yes", settled_by="met", resolved_on=date(2030, 5, 5), own=True),
          question("void", valence=0, resolution="void", resolved_on=date(2030, 6, 6), own=True),
          question("apart", valence=-1, own=True)]


@pytest.mark.parametrize("form", ["csv", "json"])
def test_questions_come_back_exactly(form):
    write = {"csv": question_files.to_csv, "json": question_files.to_json}[form]
    read = question_files.read(f"a.{form}", write(EVERY), KNOWN)
    assert read.faults == ()
    assert list(read.taken) == EVERY


@pytest.mark.parametrize("form", ["csv", "json"])
def test_the_shipped_questions_come_back_exactly(form, book):
    asked = list(questions.load(book).asked.values())
    write = {"csv": question_files.to_csv, "json": question_files.to_json}[form]
    read = question_files.read(f"a.{form}", write(asked), questions.Known.of(book))
    assert read.faults == ()
    assert [replace(question, own=False) for question in read.taken] == asked


def test_no_cell_of_a_csv_is_a_formula():
    sheet = question_files.to_csv(EVERY).decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(sheet, newline="")) for cell in row if cell != "-1"]
    assert len(cells) > 100
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def table(*rows: str, columns="question_id,en,issue,valence,opened,closes,resolution,resolved_on,source_1_title"):
    return "\n".join([columns, *rows]).encode()


GOOD = "they-meet,They meet,summit,1,2030-01-01,2030-12-31,,,"


def test_a_fault_names_row_line_and_field_and_the_other_rows_are_taken():
    read = question_files.read("a.csv", table(GOOD, "", "b,x,nothing,1,2030-01-01,soon,,,", 'c,"They\nmeet",summit,1,2030-01-01,2030-12-31,no,,'), KNOWN)
    assert [asked.question_id for asked in read.taken] == ["they-meet"]
    assert [fault.split(":")[0] for fault in read.faults] == ["row 3 (line 4)"] * 2 + ["row 4 (line 6)"] * 2
    assert "issue: no such code" in read.faults[0] and "closes: expected a day" in read.faults[1]


def test_an_id_that_stands_twice_is_named_with_both_places():
    read = question_files.read("a.csv", table(GOOD, GOOD), KNOWN)
    assert len(read.taken) == 1
    assert read.faults == ("row 2 (line 3): question_id: they-meet stands already in row 1 (line 2); give one of them another id",)


def test_more_cells_than_columns_are_named():
    read = question_files.read("a.csv", table(GOOD + ",x"), KNOWN)
    assert "10 cells where there are 9 columns" in read.faults[0]


@pytest.mark.parametrize("between", [";", "\t"])
def test_what_a_spreadsheet_makes_of_a_file_is_read(between):
    data = table(GOOD, GOOD.replace("they-meet", "b").replace("They meet", "双方会晤").replace("2030-12-31", "2030/12/1")).decode()
    read = question_files.read("a.csv", data.replace(",", between).encode("gb18030"), KNOWN)
    assert [asked.closes for asked in read.taken] == [date(2030, 12, 31), date(2030, 12, 1)]
    assert read.taken[1].zh == "双方会晤"


def test_a_line_ends_as_it_does_everywhere():
    assert b"\r" not in question_files.to_csv(EVERY[-1:])


def test_what_parts_the_cells_is_told_by_the_headings_not_by_what_stands_below():
    data = table(GOOD, GOOD.replace("they-meet", "b")).decode().replace(",", ";").replace("They meet", "They meet" + ", once" * 30).encode()
    assert [asked.en for asked in question_files.read("a.csv", data, KNOWN).taken] == ["They meet" + ", once" * 30] * 2


def test_blanks_around_a_code_are_no_part_of_it():
    data = table(GOOD.replace("summit", " summit ")).decode()
    assert " summit " in data and [asked.issue for asked in question_files.read("a.csv", data.encode(), KNOWN).taken] == ["summit"]


@pytest.mark.parametrize(("name", "data", "reason"), [
    ("a.csv", b"name,day\nx,y\n", "does not name the columns question_id"),
    ("a.csv", b"", "does not name the columns"),
    ("a.csv", b"question_id,en,colour\n", "columns unknown or named twice: “colour”"),
    ("a.csv", b"question_id,en,en\n", "columns unknown or named twice: “en”"),
    ("a.csv", b"question_id,en\n\xff\xff\xff", "neither UTF-8 nor GB 18030"),
    ("a.csv", b'question_id,en\na,"' + b"x" * 200_000, "a.csv: no table of cells"),
    ("a.json", b"{", "a.json: no JSON"),
    ("a.json", b"\xff", "a.json: no JSON"),
    ("a.json", b'{"questions": 3}', "expected a list of questions"),
    ("a.json", b" " * 5_000_001, "larger than 5 MB"),
])
def test_what_is_no_file_of_questions_is_refused_with_the_next_move(name, data, reason):
    with pytest.raises(question_files.FileError, match=reason):
        question_files.read(name, data, KNOWN)


def test_a_fault_in_json_names_the_question():
    rows = [{"question_id": "a", **questions.entry(question())}, {"question_id": "b", "en": "x"}, "text"]
    read = question_files.read("a.json", json.dumps(rows).encode(), KNOWN)
    assert [asked.question_id for asked in read.taken] == ["a"]
    assert any(fault.startswith("question 2: issue") for fault in read.faults)
    assert "question 3: expected a table of fields" in read.faults[-1]
