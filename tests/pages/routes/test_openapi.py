"""The description of the routes."""

from analysis.schemas import SCHEMAS
from analysis.spreadsheets import FORMS
from charts import briefing, exhibits, slide
from charts.export import chart
from pages.routes import openapi
from pages.routes.query import SELECTION


def test_description_names_what_there_is():
    told = openapi.written()
    shared = told["components"]["parameters"]
    assert shared["table"]["schema"]["enum"] == [schema.name for schema in SCHEMAS]
    assert tuple(shared["table_form"]["schema"]["enum"]) == FORMS
    assert tuple(shared["chart_form"]["schema"]["enum"]) == chart.FORMS
    assert tuple(shared["briefing_form"]["schema"]["enum"]) == briefing.FORMS
    assert shared["size"]["schema"]["enum"] == list(slide.SIZES)
    assert tuple(int(scale) for scale in shared["scale"]["schema"]["enum"]) == chart.SCALES
    assert shared["letters"]["schema"]["enum"] == ["text", "outlines"]
    assert tuple(told["x-selection"]) == SELECTION


def test_what_is_written_of_a_chart_is_a_choice_it_has():
    for code, told in openapi.written()["x-charts"].items():
        assert set(told.get("options", {})) == set(exhibits.options_of(code)), code


def test_every_chart_is_served_with_its_choices(client, book):
    told = client.get("/api/openapi.json").json()
    assert told["openapi"].startswith("3.1")
    for code in exhibits.codes():
        asked = {parameter.get("name") for parameter in told["paths"][f"/api/charts/{code}.{{form}}"]["get"]["parameters"]}
        assert set(exhibits.options_of(code)) <= asked
    assert set(book.issues) <= set(told["components"]["parameters"]["issue"]["schema"]["items"]["enum"])
    assert not any(name.startswith("x-") for name in told)
