"""The chart of a metric as a Vega-Lite specification, and the JavaScript that draws it."""

from __future__ import annotations

from typing import Any

from presstally.errors import UsageError

STATES = ("told", "computed", "uncertain", "other")
_TOOLTIP = ("Period", "Value", "Line", "State", "Published", "Release")


def make_chart() -> dict[str, Any]:
    """Return the specification of a chart whose `points` the page fills in; raise UsageError without Altair.

    A point has `day` (UTC, milliseconds), `value`, `high` (the value itself where there is no range), `line`, `state`,
    `latest`, and what its tooltip tells.
    """
    try:
        import altair as alt
    except ImportError as error:
        raise UsageError("The report needs Altair.", "Install it: pip install 'presstally[report]'") from error
    day = alt.X("day:T", scale=alt.Scale(type="utc"), title=None, axis=alt.Axis(tickCount=6, labelOverlap=True))
    value = alt.Y("value:Q", title=None, axis=alt.Axis(format=",.12~g", tickCount=5))
    legend = alt.Legend(title=None, orient="bottom", columns=1, labelLimit=280, symbolType="stroke")
    base = alt.Chart(alt.NamedData("points")).encode(x=day, y=value, color=alt.Color("line:N", legend=legend))
    kept = base.transform_filter("datum.latest")
    ranges = kept.mark_rule(strokeWidth=1.5).encode(y2="high:Q")
    lines = kept.mark_line(strokeWidth=2, interpolate="linear")
    shapes = alt.Scale(domain=list(STATES), range=["circle", "diamond", "triangle-up", "cross"])
    marks = base.mark_point(filled=True, size=70, cursor="pointer").encode(
        shape=alt.Shape("state:N", scale=shapes, legend=None),
        opacity=alt.condition("datum.latest", alt.value(1), alt.value(0.55)),
        tooltip=[alt.Tooltip(f"{name}:N") for name in _TOOLTIP],
    )
    chart = alt.layer(ranges, lines, marks).properties(width="container", height=260)
    return chart.configure(background="transparent").configure_view(stroke=None).to_dict()


def read_bundle() -> str:
    """Return Vega, Vega-Lite and Vega-Embed as one script that makes `presstallyEmbed`; raise UsageError without it."""
    try:
        import altair as alt
        import vl_convert
    except ImportError as error:
        raise UsageError(
            "The report needs vl-convert-python.", "Install it: pip install 'presstally[report]'"
        ) from error
    version = ".".join(alt.SCHEMA_VERSION.lstrip("v").split(".")[:2])
    return vl_convert.javascript_bundle("globalThis.presstallyEmbed = vegaEmbed;", vl_version=version)
