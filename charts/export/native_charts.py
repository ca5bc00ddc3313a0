"""A chart's numbers as a chart PowerPoint draws and lets anybody edit: bars, dots, lines, a shaded table."""

import math
from itertools import accumulate

from lxml import etree
from pptx.chart.axis import CategoryAxis
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.chart.point import Point
from pptx.dml.chtfmt import ChartFormat
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_AXIS_CROSSES,
    XL_CHART_TYPE,
    XL_DATA_LABEL_POSITION,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.text import MSO_ANCHOR, MSO_VERTICAL_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.shapes.graphfrm import GraphicFrame
from pptx.slide import Slide
from pptx.table import _Cell
from pptx.util import Emu, Pt

from analysis.language import Language
from charts import theme
from charts.export.office import A, alternative, chinese, clean
from charts.native import Bars, Dot, Dots, Grid, Lines, Series, shortened

_INK = theme.LIGHT
_PLAIN_TABLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
# Signs of a name in a chart; the whole name stands in the data.
_NAME = 26
_PALE = {_INK.steps[step]: _INK.bars[step] for step in _INK.steps}
# Rows on half a slide.
_FEW = 10
# Of the height of a row, what a word beside a dot needs.
_DOT_LINE = 0.72


def draw(slide: Slide, native: Bars | Dots | Grid | Lines, box: tuple[int, int, int, int], *, language: str, alt: str, small: bool = False) -> list[GraphicFrame]:
    """Draw a chart on a slide and return its graphic frames.

    Parameters
    ----------
    slide : pptx Slide
    native : Bars, Dots, Lines or Grid
    box : (left, top, width, height)
        In EMU.
    language : str
        For the fonts.
    alt : str
        What it shows, for whoever cannot see it.
    small : bool
        Smaller type, for half a slide.
    """
    size = 10 if small else 12
    if small:
        native = shortened(native, _FEW)
    if isinstance(native, Bars):
        frames = _bars(slide, native, box, size, small)
    elif isinstance(native, Dots):
        frames = [_dots(slide, native, box, size, language)]
    elif isinstance(native, Lines):
        frames = [_lines(slide, native, box, size)]
    else:
        frames = [_table(slide, native, box, size, language)]
    for number, frame in enumerate(frames):
        named = frame._element.nvGraphicFramePr.cNvPr
        alternative(named, alt)
        named.set("name", f"{native.kind} {number + 1}")
        if frame.has_chart:
            _fonts(frame.chart, size, language)
    return frames


def left_out(native: Bars | Dots | Grid | Lines, language: str) -> str:
    """Return what found no room on the slide, in words; nothing where all did."""
    say = Language.of(language).say
    if isinstance(native, Grid):
        parts = [say(key, n=n) for key, n in (("native_left_out", native.left_out[0]), ("native_columns_left_out", native.left_out[1])) if n]
        return " ".join(parts)
    hidden = getattr(native, "left_out", 0)
    return say("native_lines_left_out" if isinstance(native, Lines) else "native_left_out", n=hidden) if hidden else ""


def explained(native: Bars | Dots | Grid | Lines, language: str) -> str:
    """Return how to read what the native chart shows otherwise than the page's, in words."""
    say = Language.of(language).say
    if isinstance(native, Grid) and any(cell.text.startswith("[") or "(" in cell.text for _, cells in native.rows for cell in cells):
        return say("native_cells")
    return say("native_range") if isinstance(native, Dots) and any(dot.low == dot.low for dot in native.dots) else ""


def _short(name: str) -> str:
    name = clean(name) or " "
    return name if len(name) <= _NAME else name[:_NAME - 1] + "…"


def _shorts(names: tuple[str, ...]) -> list[str]:
    """Return names cut, each once: PowerPoint would take two of one name for one."""
    seen: dict[str, int] = {}
    found = []
    for name in names:
        made = _short(name)
        seen[made] = seen.get(made, 0) + 1
        found.append(made if seen[made] == 1 else f"{made} ({seen[made]})")
    return found


def _bars(slide: Slide, native: Bars, box: tuple[int, int, int, int], size: int, small: bool) -> list[GraphicFrame]:
    left, top, width, height = box
    names = _shorts(native.categories)
    share = 0.78 if native.aside else 1.0
    main = _bar_chart(slide, names, native.series, (left, top, int(width * share), height), native, size, named=True, small=small)
    if native.aside is None:
        return [main]
    aside = _bar_chart(slide, names, (native.aside,), (left + int(width * share), top, int(width * (1 - share)), height), native, size,
                       named=False, small=small)
    return [main, aside]


def _bar_chart(slide: Slide, names: list[str], series: tuple[Series, ...], box: tuple[int, int, int, int], native: Bars, size: int, *, named: bool,
               small: bool) -> GraphicFrame:
    form = "0" if not native.digits else "0." + "0" * native.digits
    # Numbers to the left are negative in the chart's sheet, and written without their sign.
    form = f"#,##{form};#,##{form};;"
    data = CategoryChartData(number_format=form)
    data.categories = names
    for one in series:
        data.add_series(clean(one.name), [value if value else None for value in one.values])
    alone = len(series) == 1
    kind = XL_CHART_TYPE.BAR_CLUSTERED if alone else XL_CHART_TYPE.BAR_STACKED
    frame = slide.shapes.add_chart(kind, *(Emu(int(part)) for part in box), data)
    chart = frame.chart
    plot = chart.plots[0]
    plot.gap_width, plot.overlap, plot.vary_by_categories = 45, 0 if alone else 100, False
    plot.has_data_labels = True
    labels = plot.data_labels
    labels.number_format, labels.number_format_is_linked, labels.show_value = form, False, True
    labels.font.size = Pt(size - 1)
    if alone:
        labels.position = XL_LABEL_POSITION.OUTSIDE_END
    labels.font.color.rgb = RGBColor.from_string(_INK.text[1:] if alone else "FFFFFF")
    for one, told in zip(plot.series, series):
        _fill(one.format, told)
        one.invert_if_negative = False
        if not alone and (told.hollow or told.colour in (_INK.steps[1], _INK.steps[-1], _INK.steps[0])):
            own = one.data_labels
            own.show_value, own.number_format, own.number_format_is_linked = True, form, False
            own.font.size = Pt(size - 1)
            own.font.color.rgb = RGBColor.from_string(_INK.text[1:])
    values, categories = chart.value_axis, chart.category_axis
    values.visible = values.has_major_gridlines = values.has_minor_gridlines = False
    if native.diverging and named:
        reach = [[sum(value for value in column if value and sign * value > 0) for column in zip(*(one.values for one in series))] for sign in (-1, 1)]
        values.minimum_scale = min(*reach[0], 0) * 1.04 or None
        values.maximum_scale = max(*reach[1], 0) * 1.04 or None
    categories.reverse_order = True
    categories.has_major_gridlines = False
    _every_label(categories)
    categories.major_tick_mark = XL_TICK_MARK.NONE
    categories.format.line.color.rgb = RGBColor.from_string(_INK.border[1:])
    categories.tick_label_position = XL_TICK_LABEL_POSITION.LOW if named else XL_TICK_LABEL_POSITION.NONE
    # Chinese lines are half as high again as their type: in smaller rows every other name would go.
    fitting = int(box[3] / 12700 * 0.72 / max(len(names), 1) / 1.5)
    labelled = max(min(size, fitting), 7)
    categories.tick_labels.font.size = Pt(labelled)
    chart.has_legend = not alone
    chart.has_title = alone
    if alone:
        _heading(chart, series[0].name if not named else native.head, size - 1)
    else:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
        chart.legend.font.size = Pt(size - 1)
    # Both charts' rows stand at one height: their plots get the same place.
    if native.aside is not None:
        _place(chart, 0.26 if named else 0.04, 0.08, 0.72 if named else 0.8, 0.64 if small else 0.76)
    return frame


def _dots(slide: Slide, native: Dots, box: tuple[int, int, int, int], size: int, language: str) -> GraphicFrame:
    names = _shorts(native.rows)
    crowd: dict[int, list[Dot]] = {}
    for dot in native.dots:
        crowd.setdefault(dot.row, []).append(dot)
    # Several in one row stand above each other, in a row as high as their words need.
    tall = [max(1.0, _DOT_LINE * len(crowd.get(row, ()))) for row in range(len(names))]
    middles = [round(below - own / 2 - 0.5, 3) for below, own in zip(accumulate(tall), tall)]
    data = XyChartData(number_format="0")
    heads = data.add_series(" ")
    for middle in middles:
        heads.add_data_point(0, middle)

    def high(dot: Dot) -> float:
        own = crowd[dot.row]
        return round(middles[dot.row] + (own.index(dot) - (len(own) - 1) / 2) * _DOT_LINE, 3)

    held: dict[tuple[str, str, bool], list[Dot]] = {}
    for dot in native.dots:
        held.setdefault((dot.meaning, dot.colour, dot.hollow), []).append(dot)
    # How far the words reach: lines with a gap after each. LibreOffice draws no error bars of their own lengths.
    reaches = {colour: [dot for dot in native.dots if dot.colour == colour and not dot.hollow and dot.low < dot.high]
               for colour in dict.fromkeys(dot.colour for dot in native.dots)}
    reaches = {colour: dots for colour, dots in reaches.items() if dots}
    for dots in reaches.values():
        made = data.add_series(Language.of(language).say("scales_allow"))
        for dot in dots:
            for x, y in ((dot.low, high(dot)), (dot.high, high(dot)), (dot.high, None)):
                made.add_data_point(x, y)
    for (meaning, _, _), dots in held.items():
        made = data.add_series(clean(meaning))
        for dot in dots:
            made.add_data_point(dot.x, high(dot))
    frame = slide.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER, *(Emu(int(part)) for part in box), data)
    chart = frame.chart
    plot = chart.plots[0]
    across, down = chart.category_axis, chart.value_axis
    down.minimum_scale, down.maximum_scale, down.reverse_order = -1.1, round(sum(tall) - 0.4, 3), True
    down.visible = down.has_major_gridlines = False
    down.crosses = XL_AXIS_CROSSES.MINIMUM
    across.minimum_scale, across.maximum_scale, across.major_unit = 0, 100, 25
    across.has_major_gridlines = True
    across.major_gridlines.format.line.color.rgb = RGBColor.from_string(_INK.rule[1:])
    # What the ends are stands with their numbers.
    apart, _, closer = (end.replace('"', "'") for end in native.ends)
    across.tick_labels.number_format = f'[=0]"← {apart}, 0%";[=100]"100%, {closer} →";0"%"'
    across.tick_labels.number_format_is_linked = False
    across.tick_labels.font.size = Pt(size - 1)
    across.format.line.fill.background()
    across.major_tick_mark = XL_TICK_MARK.NONE
    first = plot.series[0]
    # Names hang on points too small to be seen.
    first.marker.style, first.marker.size = XL_MARKER_STYLE.CIRCLE, 2
    first.marker.format.fill.background()
    first.marker.format.line.fill.background()
    first.format.line.fill.background()
    for row, name in enumerate(names):
        _label(first.points[row], name, XL_LABEL_POSITION.LEFT, size, language)
    # A word stands beside its range, where it has one: on the line it could not be read.
    beside: dict[Dot, tuple[Point, Point]] = {}
    for one, (colour, dots) in zip(list(plot.series)[1:], reaches.items()):
        beside |= {dot: (one.points[3 * place], one.points[3 * place + 1]) for place, dot in enumerate(dots)}
        one.marker.style = XL_MARKER_STYLE.NONE
        one.format.line.color.rgb, one.format.line.width = RGBColor.from_string(_PALE.get(colour, _INK.bars[0])[1:]), Pt(4)
    for one, ((_, colour, hollow), dots) in zip(list(plot.series)[1 + len(reaches):], held.items()):
        one.format.line.fill.background()
        one.marker.style, one.marker.size = XL_MARKER_STYLE.CIRCLE, 9
        mark = one.marker.format
        mark.fill.solid()
        # Pale where a condition is named: LibreOffice draws no outline of a mark.
        mark.fill.fore_color.rgb = RGBColor.from_string((_PALE.get(colour, "#FFFFFF") if hollow else colour)[1:])
        mark.line.color.rgb = RGBColor.from_string(colour[1:])
        mark.line.width = Pt(1.75 if hollow else 0.75)
        for number, dot in enumerate(dots):
            low, top = beside.get(dot, (one.points[number],) * 2)
            to_left = dot.x > 80
            _label(low if to_left else top, clean(dot.label), XL_LABEL_POSITION.LEFT if to_left else XL_LABEL_POSITION.RIGHT, size - 2, language,
                   colour=_INK.text2)
    chart.has_legend = chart.has_title = False
    longest = max((sum(2 if sign >= "\u1100" else 1 for sign in name) for name in names), default=4)
    share = min(0.34, 0.02 + longest * size * 0.55 * 12700 / box[2])
    # To the right, room for the words beside the last ranges.
    _place(chart, share, 0.08, 0.88 - share, 0.91)
    return frame


def _lines(slide: Slide, native: Lines, box: tuple[int, int, int, int], size: int) -> GraphicFrame:
    data = CategoryChartData(number_format="0.0" if native.digits else "0")
    data.categories = _shorts(native.categories)
    for one in native.series:
        data.add_series(_short(one.name), one.values)
    frame = slide.shapes.add_chart(XL_CHART_TYPE.LINE_MARKERS, *(Emu(int(part)) for part in box), data)
    chart = frame.chart
    chart.has_title = False
    for one, told in zip(chart.plots[0].series, native.series):
        one.smooth = False
        colour = RGBColor.from_string(told.colour[1:])
        one.format.line.color.rgb, one.format.line.width = colour, Pt(2)
        one.marker.style, one.marker.size = XL_MARKER_STYLE.CIRCLE, 6
        one.marker.format.fill.solid()
        one.marker.format.fill.fore_color.rgb = one.marker.format.line.color.rgb = colour
    values, periods = chart.value_axis, chart.category_axis
    if native.low is not None:
        values.minimum_scale = native.low
    if native.high is not None:
        values.maximum_scale, values.major_unit = native.high, 0.5
    values.major_gridlines.format.line.color.rgb = RGBColor.from_string(_INK.grid[1:])
    values.format.line.fill.background()
    values.major_tick_mark = periods.major_tick_mark = XL_TICK_MARK.NONE
    values.tick_labels.number_format, values.tick_labels.number_format_is_linked = '+0.0;–0.0;0' if native.high else "#,##0", False
    values.tick_labels.font.size = periods.tick_labels.font.size = Pt(size - 1)
    periods.format.line.color.rgb = RGBColor.from_string(_INK.border[1:])
    periods.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.RIGHT if box[2] > 7_000_000 else XL_LEGEND_POSITION.BOTTOM
    chart.legend.include_in_layout = False
    chart.legend.font.size = Pt(size - 1)
    blank = chart._chartSpace.chart.find(qn("c:dispBlanksAs"))
    if blank is None:
        blank = etree.SubElement(chart._chartSpace.chart, qn("c:dispBlanksAs"))
    blank.set("val", "span")  # a period in which nothing is said breaks no line
    return frame


def _table(slide: Slide, native: Grid, box: tuple[int, int, int, int], size: int, language: str) -> GraphicFrame:
    left, top, width, height = (int(part) for part in box)
    rows, columns = len(native.rows) + 1, len(native.heads) + 1
    pitch = min(height // max(rows, 1), 330_000)
    small = max(7, min(size, math.floor(pitch / 12700 * 0.45)))
    frame = slide.shapes.add_table(rows, columns, Emu(left), Emu(top), Emu(width), Emu(pitch * rows))
    table = frame.table
    table.horz_banding = table.first_row = False
    table._tbl.tblPr.find(qn("a:tableStyleId")).text = _PLAIN_TABLE
    table._tbl.tblPr.set("firstRow", "1")
    longest = max([sum(2 if sign >= "\u1100" else 1 for sign in clean(name)[:_NAME]) for name, _ in native.rows] + [6])
    first = min(int(width * 0.3), int((longest * 0.56 + 1.4) * small * 12700))
    table.columns[0].width = Emu(first)
    for place in range(1, columns):
        table.columns[place].width = Emu((width - first) // (columns - 1))
    for row in table.rows:
        row.height = Emu(pitch)
    _cell(table.cell(0, 0), "", small, language)
    for place, head in enumerate(native.heads, 1):
        _cell(table.cell(0, place), clean(head), max(small - 1, 7), language, ink=_INK.text2, centred=True, anchor=MSO_ANCHOR.BOTTOM)
    for down, (name, cells) in enumerate(native.rows, 1):
        _cell(table.cell(down, 0), _short(name), small, language)
        for across, cell in enumerate(cells, 1):
            _cell(table.cell(down, across), cell.text, small, language, fill=cell.fill if cell.text else None, ink=cell.ink, centred=True)
    return frame


def _cell(cell: _Cell, text: str, size: int, language: str, *, fill: str | None = None, ink: str = _INK.text, centred: bool = False,
          anchor: MSO_VERTICAL_ANCHOR = MSO_ANCHOR.MIDDLE) -> None:
    cell.margin_left = cell.margin_right = Emu(40_000)
    cell.margin_top = cell.margin_bottom = Emu(12_000)
    cell.vertical_anchor = anchor
    if fill:
        cell.fill.solid()
        cell.fill.fore_color.rgb = RGBColor.from_string(fill[1:])
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.CENTER if centred else PP_ALIGN.LEFT
    if text:
        run = paragraph.add_run()
        run.text = text
        run.font.size = Pt(size)
        run.font.color.rgb = RGBColor.from_string(ink[1:])
        chinese(run._r.get_or_add_rPr(), language)
    # An empty cell is as high as the type it would have, and without this 18 points.
    etree.SubElement(paragraph._p, f"{{{A}}}endParaRPr", sz=str(size * 100))
    # White hairlines keep coloured neighbours apart.
    properties = cell._tc.get_or_add_tcPr()
    for place, side in enumerate(("lnL", "lnR", "lnT", "lnB")):
        line = etree.Element(f"{{{A}}}{side}", w="12700")
        etree.SubElement(etree.SubElement(line, f"{{{A}}}solidFill"), f"{{{A}}}srgbClr", val="FFFFFF")
        properties.insert(place, line)


def _fill(shape: ChartFormat, told: Series) -> None:
    colour = RGBColor.from_string(told.colour[1:])
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor(255, 255, 255) if told.hollow else colour
    if told.hollow:
        shape.line.color.rgb, shape.line.width = colour, Pt(1.5)


def _label(point: Point, text: str, position: XL_DATA_LABEL_POSITION, size: int, language: str, *, colour: str = _INK.text) -> None:
    frame = point.data_label.text_frame
    frame.text = text
    run = frame.paragraphs[0].runs[0] if frame.paragraphs[0].runs else frame.paragraphs[0].add_run()
    run.font.size = Pt(size)
    run.font.color.rgb = RGBColor.from_string(colour[1:])
    chinese(run._r.get_or_add_rPr(), language)
    point.data_label.position = position


def _every_label(axis: CategoryAxis) -> None:
    """Let no category go without its label."""
    element = axis._element
    skip = etree.Element(qn("c:tickLblSkip"), val="1")
    after = next((child for child in element if etree.QName(child).localname in ("tickMarkSkip", "noMultiLvlLbl", "extLst")), None)
    after.addprevious(skip) if after is not None else element.append(skip)


def _heading(chart: Chart, text: str, size: int) -> None:
    """Write over a chart what its bars are."""
    chart.chart_title.include_in_layout = False
    frame = chart.chart_title.text_frame
    frame.text = clean(text) or " "
    font = frame.paragraphs[0].runs[0].font
    font.size, font.bold = Pt(size), False
    font.color.rgb = RGBColor.from_string(_INK.text2[1:])


def _place(chart: Chart, x: float, y: float, wide: float, high: float) -> None:
    """Set where the plot stands inside its frame, labels not counted."""
    area = chart._chartSpace.chart.plotArea
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    layout = etree.Element(qn("c:layout"))
    manual = etree.SubElement(layout, qn("c:manualLayout"))
    for name, value in (("layoutTarget", "inner"), ("xMode", "edge"), ("yMode", "edge"), ("x", x), ("y", y), ("w", wide), ("h", high)):
        etree.SubElement(manual, qn(f"c:{name}"), val=str(value))
    area.insert(0, layout)


def _fonts(chart: Chart, size: int, language: str) -> None:
    """Set Latin and Chinese faces on every text of a chart."""
    chart.font.size = Pt(size)
    for properties in chart._chartSpace.iter(f"{{{A}}}defRPr", f"{{{A}}}rPr"):
        chinese(properties, language)
