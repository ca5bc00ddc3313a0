"""Tables by address."""

import io
from dataclasses import replace

import openpyxl
import pandas as pd
import pytest

from analysis.corpus import Corpus
from analysis.projects import Projects
from pages.parts import project
from pages.parts import tables as shown
from pages.routes import tables
from tests.pages.conftest import ORDINARY, coded
from tests.pages.routes.conftest import ADDRESS


def read(answer, form):
    told = io.BytesIO(answer.content)
    return {"csv": pd.read_csv, "xlsx": lambda data: pd.read_excel(data, engine="openpyxl"), "parquet": pd.read_parquet, "jsonl": lambda data: pd.read_json(data, lines=True)}[form](told)


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet", "jsonl"])
@pytest.mark.parametrize("name", tables.NAMES)
def test_every_table_comes_in_every_form(client, name, form):
    answer = client.get(f"/api/tables/{name}.{form}")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == f"attachment; filename*=UTF-8''lunheng-{name}.{form}"
    assert len(read(answer, form))


def test_filter_of_the_pages_narrows_the_table(client):
    rows = read(client.get("/api/tables/predictions.csv", params={"issue": "sanctions", "commentator": ["甲评论员", "丙评论员"]}), "csv")
    assert set(rows["issue"]) == {"sanctions"}
    assert set(rows["commentator"]) == {"甲评论员", "丙评论员"}
    assert len(read(client.get("/api/tables/predictions.csv?until=2024-12-31&issue=sanctions"), "csv")) == 2


def test_project_other_than_the_first_has_tables_and_charts_of_its_own(client, library, monkeypatch, book):
    second = Projects(library.engine).make("第二")
    other = Corpus(coded(ORDINARY[1:]), replace(book, faults=()), {}, frozenset(), (), "second")
    first = shown.current()
    monkeypatch.setattr(shown, "current", lambda: other if project.number() == second else first)
    assert set(read(client.get(f"/api/tables/documents.csv?project={second}"), "csv")["title"]) == {"制裁之后"}
    assert len(read(client.get("/api/tables/documents.csv?project=1"), "csv")) == len(read(client.get("/api/tables/documents.csv"), "csv")) == 3
    assert client.get(f"/api/tables/predictions.csv?project={second}&commentator=丙评论员").status_code == 404
    assert "丁评论员" in client.get(f"/api/charts/overview.csv?project={second}").text
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(f"/api/tables/predictions.xlsx?project={second}").content)).active
    assert any(cell.hyperlink and cell.hyperlink.target.endswith(f"&project={second}") for row in sheet.iter_rows() for cell in row)
    assert client.get("/api/tables/predictions.csv?project=9").status_code == 404
    assert client.get("/api/tables/predictions.csv?project=two").status_code == 400
    assert client.get(f"/api/tables/predictions.csv?project={second}&project=1").status_code == 400
    assert client.get("/api/openapi.json").json()["components"]["parameters"]["project"]["schema"]["enum"] == [1, second]


def test_filter_that_finds_nothing_gives_the_columns_and_no_row(client):
    answer = client.get("/api/tables/predictions.csv?since=2031-01-01")
    assert answer.status_code == 200
    assert len(answer.content.splitlines()) == 1


def test_hostile_text_is_no_formula(client):
    assert b"'=1+1" in client.get("/api/tables/predictions.csv").content
    sheet = openpyxl.load_workbook(io.BytesIO(client.get("/api/tables/predictions.xlsx").content)).active
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_spreadsheet_leads_to_the_source_and_to_the_place_in_the_text(client):
    def links(name):
        sheet = openpyxl.load_workbook(io.BytesIO(client.get(f"/api/tables/{name}.xlsx").content)).active
        return {cell.hyperlink.target for row in sheet.iter_rows() for cell in row if cell.hyperlink}

    assert links("documents") == {ADDRESS}
    assert "http://lunheng.test/reader?doc=d0&at=5" in links("predictions")


def test_unknown_table_and_form_are_not_found_and_those_there_are_named(client):
    for path, parameter, known in (("forecasts.csv", "table", "predictions"), ("predictions.doc", "form", "parquet"), ("predictions", "form", "csv")):
        answer = client.get(f"/api/tables/{path}")
        assert answer.status_code == 404
        assert answer.headers["content-type"] == "application/problem+json"
        (fault,) = answer.json()["errors"]
        assert fault["parameter"] == parameter
        assert known in fault["next"]


def test_more_rows_than_a_form_is_written_with_are_refused_with_the_next_move(client, monkeypatch):
    monkeypatch.setitem(tables.MOST, "xlsx", 2)
    answer = client.get("/api/tables/predictions.xlsx")
    assert answer.status_code == 422
    assert answer.json()["errors"] == [{"parameter": "form", "detail": "8 rows are more than the 2 that xlsx is written with here.",
                                        "next": "Narrow the filter, for example with since, until or issue, or take parquet."}]
    assert client.get("/api/tables/predictions.csv").status_code == 200
