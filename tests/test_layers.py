"""The plan's rules on who may import whom, held against the real imports."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
STEPS = {"documents", "commentaries", "mentions", "events", "predictions", "words"}
# Commands call what they are asked for. Readers and the library identify a document as the documents step does. An errand is a
# piece of a corpus taken from its files to its tables; `here` is where another coder may take the place of the rules;
# `together` has several processes do what `corpus` asks one for.
MAY_USE_A_STEP = {"pipeline", "corpus", "library", "intake", "check", "errands", "here", "together"}
ONLY_IN = {"streamlit": {"dashboard.py", "pages"}, "plotly": {"charts"}, "wordcloud": {"charts"},
           "kaleido": {"charts"}, "typst": {"charts"}, "uharfbuzz": {"charts"}, "rjieba": {"analysis/segmentation.py"}, "jieba": {"analysis/keywords.py"},
           "sqlalchemy": {"analysis/library.py", "analysis/intake.py", "analysis/projects.py", "analysis/imports", "analysis/holdings.py", "analysis/reposts.py", "analysis/changes.py", "analysis/audit", "analysis/own_codebook", "analysis/backup.py", "analysis/readiness.py", "analysis/faults.py", "analysis/migrations", "analysis/reviews", "analysis/briefings.py", "analysis/views.py",
                         "analysis/verification/own_questions.py"}, "openai": {"analysis/second_reader"},
           "distributed": {"analysis/engines/cluster.py"}, "dask": {"analysis/engines/cluster.py"}, "fsspec": {"analysis/locations.py"},
           # Files are written in charts/export; Word is also read.
           "pptx": {"charts/export"}, "docx": {"charts/export", "analysis/readers/word.py"}, "pypdf": {"charts/export"},
           "xlsxwriter": {"analysis/spreadsheets.py"},
           # One file a format that is read; one that speaks to the internet; one that writes each language.
           "trafilatura": {"analysis/readers"}, "python_calamine": {"analysis/readers"}, "pypdfium2": {"analysis/readers", "charts/briefing.py"},
           "httpcore2": {"analysis/fetching.py"}, "socket": {"analysis/fetching.py"}, "babel": {"analysis/language.py"},
           "re2": {"analysis/dates"}, "duckdb": {"analysis/indexed.py"}, "alembic": {"analysis/migrations"},
           "structlog": {"analysis/logs.py"}, "prometheus_client": {"pages/parts/metrics.py"}}
FILES = [path for path in ROOT.rglob("*.py") if path.relative_to(ROOT).parts[0] in
         {"dashboard.py", "pages", "charts", "analysis"}]


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)
        elif isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "import_module":
            yield from (part.value for part in ast.walk(node.args[0]) if isinstance(part, ast.Constant))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_one_way(path):
    here = path.relative_to(ROOT)
    room = here.parts[0]
    names = set(imported(path))
    if room in {"analysis", "charts"}:
        assert not {name for name in names if name.split(".")[0] in {"pages", "dashboard"}}
    if room == "analysis":
        # The one command that draws is looked up by name when it is asked for (docs/house.md).
        may = {"charts.briefing_command"} if str(here) == "analysis/commands/briefing.py" else set()
        assert not {name for name in names if name.split(".")[0] == "charts"} - may
    for library, places in ONLY_IN.items():
        if any(name.split(".")[0] == library for name in names):
            assert any(str(here).startswith(place) for place in places), f"{here} imports {library}"
    if room == "analysis" and here.stem not in MAY_USE_A_STEP and here.parts[1] != "commands":
        used = {name for step in STEPS for name in names if name in {f"analysis.{step}"}}
        assert not used, f"{here} calls the step {used}"


def at_once(path):
    """Yield what a file imports when it is imported itself; not what a function of it imports once it is called."""
    waiting = list(ast.parse(path.read_text(encoding="utf-8")).body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)) or (
                isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING"):
            continue
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{name.name}" for name in node.names)
        waiting += ast.iter_child_nodes(node)


def test_no_file_needs_itself_to_be_imported():
    modules = {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in FILES}
    needs = {module: {name if name in modules else name.rpartition(".")[0] for name in at_once(path)} & (modules.keys() - {module})
             for module, path in modules.items()}
    while free := [module for module, needed in needs.items() if not needed & needs.keys()]:
        for module in free:
            del needs[module]
    assert not needs, f"in a ring, or behind one: {sorted(needs)}"


def test_the_plan_names_every_room():
    plan = (ROOT / "docs" / "house.md").read_text(encoding="utf-8")
    # A migration is a number, no file with a purpose of its own.
    rooms = {path.parent.name for path in FILES if path.parent != ROOT and not path.stem[0].isdigit()}
    assert not {room for room in rooms if f"{room}/" not in plan}


def test_there_is_something_to_hold():
    assert len(FILES) > 20
