"""What docs/pipeline.md says of the pipeline is so."""

from pathlib import Path

import presstally

PAGE = (Path(__file__).parents[1] / "docs" / "pipeline.md").read_text(encoding="utf-8")


def test_the_example_runs(capsys):
    code = "\n".join(line[4:] for line in PAGE.splitlines() if line.startswith("    "))
    exec(code, {})  # the page's own lines
    assert f"gives `{capsys.readouterr().out.strip()}`" in PAGE


def test_every_component_is_told():
    rows = [line.split("|")[1].strip() for line in PAGE.splitlines() if line.startswith("| ")][1:]
    assert [name for name in rows if name not in ("---", "tokenizer")] == presstally.load().pipe_names
