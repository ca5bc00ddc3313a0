"""Tables printed as lines: a row for each view, its cells parted by bars."""

from collections import Counter

from analysis.grammar import furniture, names
from analysis.grammar.byline_forms import Section
from analysis.grammar.furniture import Line
from analysis.grammar.voicebook import Voicebook
from analysis.patterns import later

_FEWEST_ROWS, _FEWEST_CELLS, _MOST_CELLS = 2, 2, 8
_MARKS = "|丨"
# Tabs and blanks that part cells; a blank inside a name in Latin letters parts nothing.
_GAP = later(r" {2,}|(?<![A-Za-z&.]) | (?![A-Za-z&])")
_FEWEST_APART, _LONGEST_ROW = 3, 200


def sections(found: list[Line], book: Voicebook, shape: names.NameShapes) -> list[Section]:
    """Return the view in each row of a table under who holds it; empty where no column holds names.

    Notes
    -----
    The view stands in the column with the longest cells; who holds it in the one with the most names, or where that cell
    is empty (`——`) in another that names a body.
    """
    rows = [(line, cells) for line in found if (cells := _cells(line))]
    width = Counter(len(cells) for _, cells in rows).most_common(1)
    if not width or width[0][1] < _FEWEST_ROWS:
        return []
    columns = width[0][0]
    rows = [(line, cells) for line, cells in rows if len(cells) == columns and any(text.strip("-—: ") for text, _ in cells)]
    lengths = [sum(len(cells[place][0]) for _, cells in rows) for place in range(columns)]
    view = lengths.index(max(lengths))
    sure = [sum(names.label(cells[place][0], book, shape)[1] == "strong" for _, cells in rows) if place != view else -1
            for place in range(columns)]
    who = sure.index(max(sure))
    if sure[who] < _FEWEST_ROWS or sure[who] * 2 < len(rows) - 1:
        return []
    made = []
    for _, cells in rows:
        text, start = cells[view]
        name, certainty = names.label(cells[who][0], book, shape)
        if certainty == "none":
            # No analyst is named: the house speaks.
            name = next((cell for place, (cell, _) in enumerate(cells) if place not in (who, view) and 2 <= len(cell) <= 16 and any(
                character.isalpha() for character in cell)), "")
        if name and (certainty == "strong" or furniture.is_speech(text) or "," in text) and len(text) >= 8:
            made.append(Section(name, start, start + len(text)))
    return made if len({section.name for section in made}) > 1 else []


def _cells(line: Line) -> list[tuple[str, int]]:
    """Return the cells of a row with their places, empty where the line is no row."""
    mark = next((mark for mark in _MARKS if line.text.strip(mark + " ").count(mark) >= _FEWEST_CELLS - 1), "")
    if not mark:
        return _set_apart(line)
    if line.text.count(mark) > _MOST_CELLS:
        return []
    inner = line.text.strip(mark + " ")
    place, cells = line.start + line.text.index(inner), []
    for cell in inner.split(mark):
        cells.append((cell.strip(), place + len(cell) - len(cell.lstrip())))
        place += len(cell) + 1
    return cells


def _set_apart(line: Line) -> list[tuple[str, int]]:
    """Return the cells of a row parted by tabs or blanks only."""
    if len(line.text) > _LONGEST_ROW or " " not in line.text:
        return []
    cells, place = [], 0
    for gap in _GAP.finditer(line.text):
        cells.append((line.text[place:gap.start()], line.start + place))
        place = gap.end()
    cells.append((line.text[place:], line.start + place))
    return cells if _FEWEST_APART <= len(cells) <= _MOST_CELLS else []
