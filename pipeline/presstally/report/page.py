"""The page: one file with its styles, scripts and data, which asks for nothing and runs nothing but these."""

from __future__ import annotations

import base64
import hashlib
import json
from html import escape
from importlib.resources import files
from typing import Any

# In this order: what a script uses stands in those before it.
SCRIPTS = "dom data table filters chart overview metrics facts text release findings main".split()


def make_page(data: dict[str, Any], chart: dict[str, Any], bundle: str) -> str:
    """Return the page; only the scripts and the style that stand in it may run, by their hashes."""
    style = _read("report.css")
    code = "\n".join(["(() => {", '"use strict";', *(_read(f"{name}.js") for name in SCRIPTS), "})();"])
    vega = bundle.replace("<!--", "\\x3c!--")  # stands in strings only, where HTML would read on past the script's end
    scripts = f"script-src {_hash(vega)} {_hash(code)}"
    policy = f"default-src 'none'; {scripts}; style-src {_hash(style)}; base-uri 'none'; form-action 'none'"
    title = escape(data["title"])
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="en"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer"><meta name="color-scheme" content="light dark">',
            f"<title>{title}</title><style>{style}</style></head><body>",
            '<a class="skip" href="#main">To the content</a>',
            f'<header><a class="home" href="#/">{title}</a><nav aria-label="Parts of the report"></nav></header>',
            '<main id="main" tabindex="-1"><noscript>This report needs JavaScript to be shown.</noscript></main>',
            f'<script type="application/json" id="data">{_to_json(data)}</script>',
            f'<script type="application/json" id="chart">{_to_json(chart)}</script>',
            f"<script>{vega}</script>",
            f"<script>{code}</script>",
            "</body></html>\n",
        ]
    )


def _read(name: str) -> str:
    return (files("presstally.report") / "assets" / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _to_json(value: Any) -> str:
    """Return JSON that no HTML parser takes for markup; lone surrogates stay escaped."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    text = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
