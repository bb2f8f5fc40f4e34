"""One-file HTML pages: everything escaped, nothing loaded, nothing run, readable in light and dark."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

# No script and no address may load; the one style sheet stands in the page.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_STYLE = """
:root { color-scheme: light dark; --line: #8886; --quiet: #7779; --bad: #d33; --good: #294; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; margin: .5rem 0 1.5rem; display: block; overflow-x: auto; }
th, td { border-bottom: 1px solid var(--line); padding: .2rem .6rem; text-align: left; vertical-align: top; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
.item { border-left: 3px solid var(--line); padding: .1rem .8rem; margin: .8rem 0; overflow-wrap: anywhere; }
.item.grave { border-color: var(--bad); }
.item.good { border-color: var(--good); }
mark { background: #fc58; color: inherit; border-radius: 3px; padding: 0 .15em; }
small { opacity: .75; }
code { font-size: .92em; }
summary { cursor: pointer; font-weight: 600; margin: .6rem 0; }
@media print { details > * { display: block; } }
"""


def make_page(title: str, body: Iterable[str]) -> str:
    """Return a whole page; `body` holds pieces of HTML that the functions of this module made."""
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="en"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>",
            f"<h1>{escape(title)}</h1>",
            *body,
            "</body></html>\n",
        ]
    )


def heading(text: str, level: int = 2) -> str:
    return f"<h{level}>{escape(text)}</h{level}>"


def paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table; numbers are set to the right, fractions with three digits."""
    lines = ["<table><thead><tr>", *(f"<th>{escape(name)}</th>" for name in head), "</tr></thead><tbody>"]
    for row in rows:
        lines.append("<tr>" + "".join(_cell(value) for value in row) + "</tr>")
    return "".join([*lines, "</tbody></table>"])


def _cell(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return f"<td>{escape(str(value))}</td>"
    return f'<td class="number">{show_number(value)}</td>'


def show_number(value: float) -> str:
    """Return a score with three digits, a whole number as it is."""
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def item(classes: str, head: str, quote: tuple[str, str, str], lines: Iterable[str]) -> str:
    """Return one place of a text: what it is, the words around it with the middle marked, and lines below."""
    before, words, after = (escape(piece) for piece in quote)
    below = "".join(f"<br><small>{escape(line)}</small>" for line in lines)
    return (
        f'<div class="item {escape(classes)}"><b>{escape(head)}</b><br>{before}<mark>{words}</mark>{after}{below}</div>'
    )


def fold(summary: str, pieces: Iterable[str], is_open: bool = False) -> str:
    """Return pieces under a line that opens and closes them."""
    return f"<details{' open' if is_open else ''}><summary>{escape(summary)}</summary>{''.join(pieces)}</details>"
