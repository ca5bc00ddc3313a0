"""A figure as a browser is told of it, and the script it is drawn with there."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import plotly
import plotly.graph_objects as go
from plotly.io.json import to_json_plotly

from charts import notes
from charts.canvas import Part

SCRIPT = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
VERSION = plotly.__version__
# Of a large corpus one mark stands for hundreds of predictions: the browser needs to tell it from the others, not to hold all their ids.
_LONG, _HEAD = 100, 40


@dataclass(frozen=True)
class Drawn:
    """A figure, and the rings around its chosen marks: whichever is chosen, the figure is one and the same.

    Attributes
    ----------
    figure : plotly Figure
    rings : tuple of dict
        Shapes as Plotly describes them, to be drawn above the figure's own.
    """

    figure: go.Figure
    rings: tuple[Part, ...] = ()


def sent(figure: Any) -> tuple[str, Mapping[str, str]]:
    """Return a figure as Plotly's JSON, and what each name stands for that is sent instead of a mark's very many ids.

    Notes
    -----
    What is written on it stands beside it, under `notes`, as `charts.notes.Note` has it: Plotly would take most of its time for that.

    The figure given is drawn once for all visitors, and stays as it is; what is sent of it goes with it.
    """
    kept: tuple[str, Mapping[str, str]] | None = figure.__dict__.get("_sent")
    if kept:
        return kept
    stands_for: dict[str, str] = {}
    told = figure.to_plotly_json()
    for trace in told["data"]:
        marks = trace.get("customdata")
        if marks is not None and any(isinstance(mark, str) and len(mark) > _LONG for mark in marks):
            trace["customdata"] = [_name(mark, stands_for) for mark in marks]
    layout = told["layout"]
    written, left = notes.read(layout, layout.get("height", 0))
    if written:
        layout["annotations"] = left
        told["notes"] = [asdict(note) for note in written]
    kept = figure._sent = to_json_plotly(told), stands_for
    return kept


def written(rings: Sequence[Part]) -> str:
    """Return shapes as Plotly's JSON."""
    return str(to_json_plotly(list(rings)))


def _name(mark: Any, stands_for: dict[str, str]) -> Any:
    if not isinstance(mark, str) or len(mark) <= _LONG:
        return mark
    name = f"{mark[:_HEAD]}… {len(mark)}"
    # Two marks that begin alike keep their whole names.
    return name if stands_for.setdefault(name, mark) == mark else mark
