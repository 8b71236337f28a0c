"""Drawn: native charts of a deck, which people can edit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.util import Pt

from site_audit.pack.canvas import SMALL, TEXT, TOKENS, Box, colour, fit, place


@dataclass(frozen=True, kw_only=True, slots=True)
class Series:
    """Values of a chart by category; ``colours`` are tokens, one for all or one a value."""

    name: str
    values: tuple[float | None, ...]
    colours: tuple[str, ...]


def bars(slide: Any, box: Box, categories: Sequence[str], series: Sequence[Series]) -> None:
    """Lying bars with their values; a legend is the slide's own: programs order theirs unlike."""
    data = CategoryChartData()
    data.categories = [fit(one) for one in categories]
    for one in series:
        data.add_series(fit(one.name), one.values)
    kind = XL_CHART_TYPE.BAR_CLUSTERED
    chart = slide.shapes.add_chart(kind, *place(box), data).chart
    _dress_chart(chart, legend=False)
    chart.plots[0].gap_width, chart.plots[0].overlap = (60 if len(series) > 1 else 45), -10
    chart.category_axis.reverse_order = True
    chart.value_axis.visible = chart.value_axis.has_major_gridlines = False
    chart.value_axis.minimum_scale = 0
    for drawn, one in zip(chart.plots[0].series, series, strict=True):
        for number, token in enumerate(_spread(one.colours, len(one.values))):
            drawn.points[number].format.fill.solid()
            drawn.points[number].format.fill.fore_color.rgb = colour(token)
        drawn.format.fill.solid()
        drawn.format.fill.fore_color.rgb = colour(one.colours[0])
        _label(drawn, "0")


def lines(slide: Any, box: Box, categories: Sequence[str], series: Sequence[Series]) -> None:
    """Lines over time, in percents."""
    data = CategoryChartData(number_format="0")
    data.categories = [fit(one) for one in categories]
    for one in series:
        data.add_series(fit(one.name), one.values)
    chart = slide.shapes.add_chart(XL_CHART_TYPE.LINE_MARKERS, *place(box), data).chart
    _dress_chart(chart, legend=len(series) > 1)
    axis = chart.value_axis
    axis.minimum_scale, axis.maximum_scale = 0, 100
    axis.major_gridlines.format.line.color.rgb = colour("colour-rule")
    axis.format.line.fill.background()
    for number, (drawn, one) in enumerate(zip(chart.plots[0].series, series, strict=True)):
        drawn.smooth = False
        thick = Pt(6) if number == 0 else Pt(2)  # so that a line under another stays in sight
        drawn.format.line.color.rgb, drawn.format.line.width = colour(one.colours[0]), thick
        drawn.marker.style = XL_MARKER_STYLE.CIRCLE
        drawn.marker.size = 12 if number == 0 else 6
        drawn.marker.format.fill.solid()
        drawn.marker.format.fill.fore_color.rgb = colour(one.colours[0])
        drawn.marker.format.line.color.rgb = colour(one.colours[0])


def _dress_chart(chart: Any, *, legend: bool) -> None:
    chart.font.size, chart.font.name = Pt(SMALL), TOKENS["type-office"]
    chart.font.color.rgb = colour("colour-ink")
    chart.has_title = False
    chart.has_legend = legend
    if legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    chart.category_axis.format.line.color.rgb = colour("colour-rule")
    chart.category_axis.has_major_gridlines = False


def _label(drawn: Any, form: str) -> None:
    labels = drawn.data_labels
    labels.show_value, labels.number_format, labels.number_format_is_linked = True, form, False
    labels.position = XL_LABEL_POSITION.OUTSIDE_END
    labels.font.size, labels.font.bold = Pt(TEXT), True


def _spread(colours: tuple[str, ...], number: int) -> tuple[str, ...]:
    return colours if len(colours) == number else colours[:1] * number
