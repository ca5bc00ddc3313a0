"""Every place where a page writes HTML or a label of Streamlit's, which reads Markdown: what goes in is harmless by its very form.

Nothing runs here: the code is read. A piece of HTML may hold texts of the interface, numbers, codes of ours, and what a function
returns that makes text harmless (`pages/parts/markup.py`) or says of itself that it returns safe HTML.
"""

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
FILES = [ROOT / "dashboard.py", *sorted((ROOT / "pages").rglob("*.py"))]
# What makes a text harmless, by what for.
MAKES = {"html": {"safe", "attribute", "bilingual", "link", "outside", "leaving", "here", "there", "short", "scripts"}, "label": {"plain"}, "option": {"option", "plain"}}
# Where text is made harmless, nothing is harmless yet.
MAKERS = ROOT / "pages" / "parts" / "markup.py"
# Widgets whose labels are read as Markdown, and those whose choices are too.
LABELLED = {"button", "download_button", "form_submit_button", "link_button", "popover", "expander", "dialog", "toast", "caption", "error",
            "warning", "info", "success", "spinner", "progress", "tabs", "checkbox", "toggle", "radio", "selectbox", "multiselect", "pills",
            "segmented_control", "text_input", "text_area", "number_input", "date_input", "slider", "select_slider", "file_uploader",
            "data_editor", "metric", "feedback", "status", "chat_input", "time_input", "datetime_input", "menu_button"}
NO_LABEL = {"data_editor"}
READ = {"radio", "pills", "segmented_control"}
SHOWN = {"selectbox", "multiselect"}
NEVER = {"markdown", "write", "latex", "title", "header", "subheader", "write_stream", "json", "table", "help", "echo"}
# Which file alone may draw what is shown sign for sign.
ONLY = {"code": "pages/parts/page.py"}
# Numbers, days and codes of closed lists, whichever row they are of.
TAME_PARTS = {"accepted", "added", "agreed", "apart", "closer", "corrected", "done", "files", "kind", "look", "number", "open", "opposed", "other",
              "part", "parts", "predictions", "rejected", "status", "tag", "version", "voices"}
NUMERIC = {"counts", "date", "hex", "in_words", "int", "len", "max", "min", "part_of", "range", "range_in_words", "read_text", "round", "signed",
           "sum", "value_counts"}
# What is made of what is harmless, and is so too.
SAME = {"clauses", "fromkeys", "join", "lower", "separated", "upper", "values"}


class Module:
    """A file's functions and what is bound in it."""

    def __init__(self, path: Path):
        self.path, self.tree = path, ast.parse(path.read_text(encoding="utf-8"))
        self.imported = {(name.asname or name.name).partition(".")[0] for node in ast.walk(self.tree)
                         if isinstance(node, (ast.Import, ast.ImportFrom)) for name in node.names}
        self.called_so = {node.name for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef)}
        self.parents = {child: node for node in ast.walk(self.tree) for child in ast.iter_child_nodes(node)}
        self.calls = [node for node in ast.walk(self.tree) if isinstance(node, ast.Call)]
        self.bound = self._bindings()

    def _bindings(self) -> dict[tuple[ast.AST, str], list[ast.AST]]:
        """Return what binds a name in a scope: assignments, loops, and what adds to a list."""
        found: dict = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Assign):
                targets = node.targets
            elif isinstance(node, (ast.AnnAssign, ast.AugAssign, ast.NamedExpr, ast.For, ast.comprehension)):
                targets = [node.target]
            elif isinstance(node, ast.Call) and called(node) in ("append", "extend", "insert") and isinstance(node.func, ast.Attribute):
                targets = [node.func.value]
            else:
                continue
            if getattr(node, "value", node) is None:
                continue
            around = self.scopes(node)
            for scope in around[:2] if isinstance(around[0], ast.Lambda) else around[:1]:
                for name in {part.id for target in targets for part in ast.walk(target) if isinstance(part, ast.Name)}:
                    found.setdefault((scope, name), []).append(node)
        return found

    def scopes(self, node: ast.AST) -> list[ast.AST]:
        """Return the functions around a node, the innermost first, then the module."""
        found = []
        while node in self.parents:
            node = self.parents[node]
            if isinstance(node, (ast.FunctionDef, ast.Lambda)):
                found.append(node)
        return [*found, self.tree]


@cache
def modules() -> tuple[Module, ...]:
    return tuple(Module(path) for path in FILES)


@cache
def functions() -> dict[str, list[tuple[Module, ast.FunctionDef]]]:
    found: dict[str, list] = {}
    for module in modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.FunctionDef):
                found.setdefault(node.name, []).append((module, node))
    return found


def called(node: ast.Call) -> str:
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def on_streamlit(module: Module, node: ast.Call) -> bool:
    """Whether a call is one of Streamlit's: `st.button`, or of one of its columns, `about.selectbox`; not of another module."""
    return isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name) and (
        node.func.value.id == "st" or node.func.value.id not in module.imported)


class Judge:
    """Says whether an expression is harmless as HTML, as a label, or as an option."""

    def __init__(self, module: Module, kind: str, open_functions: frozenset = frozenset(), choices: ast.AST | None = None):
        self.module, self.kind, self.open, self.choices = module, kind, open_functions, choices
        self.asked: set[tuple[str, ast.AST]] = set()

    def tame(self, node: ast.AST | None) -> bool:
        if node is None or isinstance(node, (ast.Constant, ast.Compare)):
            return True
        judge = getattr(self, f"_{type(node).__name__.lower()}", None)
        return judge(node) if judge else False

    def _joinedstr(self, node):
        return all(self.tame(part) for part in node.values)

    def _formattedvalue(self, node):
        form = "".join(part.value for part in node.format_spec.values if isinstance(part, ast.Constant)) if node.format_spec else ""
        # Only a number, a share or a day takes such a form.
        return bool(form and (form[-1] in "dfg%," or form.startswith("%"))) or self.tame(node.value)

    def _ifexp(self, node):
        return self.tame(node.body) and self.tame(node.orelse)

    def _boolop(self, node):
        return all(map(self.tame, node.values))

    def _binop(self, node):
        return self.tame(node.left) and self.tame(node.right)

    def _unaryop(self, node):
        return True

    def _list(self, node):
        return all(map(self.tame, node.elts))

    _tuple = _set = _list

    def _dict(self, node):
        return all(map(self.tame, node.values))

    def _starred(self, node):
        return self.tame(node.value)

    def _namedexpr(self, node):
        return self.tame(node.value)

    def _generatorexp(self, node):
        return self.tame(node.elt)

    _listcomp = _setcomp = _generatorexp

    def _dictcomp(self, node):
        return self.tame(node.value)

    def _subscript(self, node):
        return self.tame(node.value)

    def _attribute(self, node):
        return node.attr in TAME_PARTS or node.attr.isupper()

    def _lambda(self, node):
        return self.tame(node.body)

    def _call(self, node):
        name = called(node)
        if name in MAKES[self.kind]:
            return True
        if name in NUMERIC:
            return True
        if name == "say":
            return all(self.tame(word.value) for word in node.keywords)
        if name in SAME:
            of = [node.func.value] if name in ("join", "lower", "upper", "values") else []
            return all(map(self.tame, [*of, *node.args, *(word.value for word in node.keywords)]))
        if name == "get" and isinstance(node.func, ast.Attribute):
            return self.tame(node.func.value)
        return self._own(name)

    def _found(self, name):
        """Return the functions of ours of that name: this file's own, else all there are."""
        found = functions().get(name, [])
        return [one for one in found if one[0] is self.module] or ([] if name.startswith("_") else found)

    def _own(self, name):
        """Whether a function of ours returns what is harmless: it says so, or what it returns is."""
        found = self._found(name)
        if not found or name in self.open:
            return bool(found)
        for module, function in found:
            told = ast.get_docstring(function) or ""
            if self.kind == "html" and ("safe HTML" in told or "as an HTML table" in told):
                continue
            judge = Judge(module, self.kind, self.open | {name})
            returned = [one.value for one in ast.walk(function) if isinstance(one, ast.Return) and module.scopes(one)[0] is function]
            if not returned or not all(map(judge.tame, returned)):
                return False
        return True

    def _name(self, node):
        for scope in self.module.scopes(node):
            given = [*scope.args.args, *scope.args.kwonlyargs] if not isinstance(scope, ast.Module) else []
            own = next((one for one in given if one.arg == node.id), None)
            if own is not None:
                return self._parameter(own, scope)
            values = self._bound(node.id, scope)
            if values:
                key = (node.id, scope)
                if key in self.asked:  # bound to itself and more: the more is looked at
                    return True
                self.asked.add(key)
                try:
                    return all(map(self.tame, values))
                finally:
                    self.asked.discard(key)
        return node.id.isupper()

    def _parameter(self, own, scope):
        if isinstance(scope, ast.Lambda):
            return self.choices is not None and self.tame(self.choices)
        kind = ast.unparse(own.annotation) if own.annotation else ""
        if kind in ("int", "float", "bool"):
            return True
        told = ast.get_docstring(scope) or ""
        about = told.partition(f"{own.arg} : ")[2].split(" : ")[0]
        if self.kind == "html" and ("already safe" in about or "afe HTML" in about):
            return True
        return self._handed(own.arg, scope)

    def _handed(self, name, scope):
        """Whether every call of a function hands a harmless value to a parameter."""
        key = f"{scope.name}({name})"
        if key in self.open:
            return True
        place = [one.arg for one in scope.args.args].index(name) if name in [one.arg for one in scope.args.args] else None
        calls = [(module, one) for module in modules() for one in module.calls if called(one) == scope.name
                 and (isinstance(one.func, ast.Name) if module is self.module else not scope.name.startswith("_") and not on_streamlit(module, one))]
        for module, one in calls:
            judge = Judge(module, self.kind, self.open | {key})
            value = next((word.value for word in one.keywords if word.arg == name), None)
            if value is None and place is not None and place < len(one.args) and not any(isinstance(arg, ast.Starred) for arg in one.args[:place + 1]):
                value = one.args[place]
            elif value is None and any(isinstance(arg, ast.Starred) for arg in one.args):
                return False
            if not judge.tame(value):
                return False
        return bool(calls)

    def _bound(self, name, scope):
        """Return the expressions a name is bound to in a scope; what is taken out of something stands as the whole of it."""
        return [self._value(one, name) for one in self.module.bound.get((scope, name), ())]

    def _value(self, one, name):
        if isinstance(one, ast.Call):  # rows.append(…)
            return one.args[-1]
        if isinstance(one, (ast.For, ast.comprehension)):
            return self._taken(one, name)
        names = [getattr(part, "id", "") for target in getattr(one, "targets", ()) if isinstance(target, ast.Tuple) for part in target.elts]
        if name in names and isinstance(one.value, ast.Tuple) and len(one.value.elts) == len(names):
            return one.value.elts[names.index(name)]
        return one.value

    def _taken(self, loop, name):
        """Return what a name of a loop is taken from: of rows of constants, or of what is counted, that part alone."""
        parts = [getattr(part, "id", "") for part in loop.target.elts] if isinstance(loop.target, ast.Tuple) else []
        if name in parts and isinstance(loop.iter, (ast.Tuple, ast.List)) and all(
                isinstance(row, (ast.Tuple, ast.List)) and len(row.elts) == len(parts) for row in loop.iter.elts):
            return ast.Tuple([row.elts[parts.index(name)] for row in loop.iter.elts], ast.Load())
        if name in parts and isinstance(loop.iter, ast.Call) and called(loop.iter) == "enumerate":
            return ast.Constant(0) if parts.index(name) == 0 else loop.iter.args[0]
        if name in parts and isinstance(loop.iter, ast.Call) and called(loop.iter) == "zip" and len(loop.iter.args) == len(parts):
            return loop.iter.args[parts.index(name)]
        return loop.iter


def marked_up(node: ast.AST) -> bool:
    """Whether a text is a piece of HTML."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    return any(isinstance(part, ast.Constant) and isinstance(part.value, str) and "<" in part.value and (
        "</" in part.value or part.value.lstrip().startswith("<")) for part in parts)


def untamed(kind: str) -> list[str]:
    """Return where something of that kind is written with what is not harmless by its form."""
    return [line for module in modules() for line in found_in(module, kind)]


def found_in(module: Module, kind: str) -> list[str]:
    found = []
    for node in ast.walk(module.tree):
        place = f"{module.path.name}:{getattr(node, 'lineno', 0)}"
        if kind == "html" and isinstance(node, ast.JoinedStr) and marked_up(node) and module.path != MAKERS:
            judge = Judge(module, kind)
            found += [f"{place}: {ast.unparse(part.value)}" for part in node.values if isinstance(part, ast.FormattedValue) and not judge.tame(part)]
        elif kind != "html" and isinstance(node, ast.Call) and on_streamlit(module, node):
            judge = Judge(module, kind, choices=keyword(node, "options") or (node.args[1] if len(node.args) > 1 else None))
            found += [f"{place}: {called(node)}({ast.unparse(value)})" for value in read_of(node, kind) if not tame_choice(judge, value)]
    return found


def keyword(node: ast.Call, name: str) -> ast.AST | None:
    return next((word.value for word in node.keywords if word.arg == name), None)


def read_of(node: ast.Call, kind: str) -> list[ast.AST]:
    """Return the parts of a call of Streamlit's that are read as Markdown, or shown sign for sign in a list."""
    name, parts = called(node), []
    if kind == "label" and name in LABELLED:
        parts = [*([] if name in NO_LABEL else node.args[:2] if name == "progress" else node.args[:1]),
                 *(keyword(node, part) for part in ("label", "help", "text", "caption"))]
    if (kind == "label" and name in READ) or (kind == "option" and name in SHOWN):
        parts.append(keyword(node, "format_func") or (node.args[1] if len(node.args) > 1 else None))
    return [part for part in parts if part is not None]


def tame_choice(judge: Judge, value: ast.AST) -> bool:
    """Whether a label, or the function that writes the choices, is harmless."""
    if isinstance(value, ast.Lambda):
        return judge.tame(value.body)
    if isinstance(value, ast.Name) and value.id in ("say", *MAKES[judge.kind]):
        return True
    if isinstance(value, ast.Attribute):
        return value.attr == "say" or judge.tame(value.value)
    if isinstance(value, ast.Name) and value.id in judge.module.called_so:
        return judge._own(value.id)
    return judge.tame(value)


HARMFUL = {
    "html": ['st.html(f"<p>{row.title}</p>")', 'name = row.title\nst.html(f"<p>{name}</p>")', 'st.html(f"<p>{say(\'x\', name=row.title)}</p>")',
             'def line(row):\n    return row.title\nst.html(f"<p>{line(row)}</p>")', 'rows = []\nrows.append(row.title)\nst.html(f"<p>{\'\'.join(rows)}</p>")',
             'for name in names:\n    st.html(f"<p>{name}</p>")', 'def _p(text: str):\n    st.html(f"<p>{text}</p>")\n_p(row.title)'],
    "label": ['st.button(row.title)', 'st.button(say("x", name=row.title))', 'st.button("x", help=row.title)', 'st.pills("x", names)',
              'st.radio("x", rows, format_func=lambda row: row.title)', 'st.toast(f"{name} saved")', 'left.expander(names[0])'],
    "option": ['st.selectbox("x", names)', 'st.multiselect("x", rows, format_func=lambda row: row.title)', 'st.selectbox("x", rows, format_func=titles.get)']}


@pytest.mark.parametrize(("kind", "code"), [(kind, code) for kind, codes in HARMFUL.items() for code in codes])
def test_what_is_not_made_harmless_is_found(kind, code, tmp_path):
    (tmp_path / "page.py").write_text(f"import streamlit as st\n{code}\n", encoding="utf-8")
    assert found_in(Module(tmp_path / "page.py"), kind)


def test_html_holds_nothing_that_was_not_made_harmless():
    assert untamed("html") == []


def test_labels_hold_no_text_that_markdown_would_read():
    assert untamed("label") == []


def test_choices_hold_no_sign_that_cannot_be_seen():
    assert untamed("option") == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_markdown_is_written_nowhere_and_html_without_its_filter_is_not_either(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name) and node.func.value.id == "st":
            assert node.func.attr not in NEVER and path == ROOT / ONLY.get(node.func.attr, path), f"{path}:{node.lineno}"
            told = {word.arg for word in node.keywords}
            assert "unsafe_allow_html" not in told, f"{path}:{node.lineno}"
