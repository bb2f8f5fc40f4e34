"""`presstally audit`: do the numbers of a run fit each other?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def audit_cli(
    run: Annotated[Path, typer.Argument(metavar="OUT", help="Output folder of `presstally extract`.")],
    releases: Annotated[
        Path | None, typer.Option(help="Folder of the releases, to see which numerals no row holds.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Folder for the files. [default: OUT/audit]")] = None,
    top: Annotated[int, typer.Option(help="Findings to print.")] = 20,
    configs: Annotated[Path | None, typer.Option(help="Folder made like configs/, with your own catalogue.")] = None,
    fail_on: Annotated[
        float | None, typer.Option("--fail-on", help="End with code 6 where a finding ranks this high, 0 to 1.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print counts and findings as JSON.")] = False,
) -> None:
    """Check the numbers of a run against each other, and account for each number of its releases.

    Findings may be errors of the releases or of the program; each says which.

    Example: presstally audit tables/ --releases releases/
    """
    from presstally.audit.audit import audit_run, write_audit
    from presstally.errors import CheckError
    from presstally.runs import read_run

    audit = audit_run(read_run(run), configs=str(configs) if configs else None, texts=releases)
    files = write_audit(audit, out or run / "audit")
    if as_json:
        import json

        rows = [finding.to_row() for finding in audit.findings]
        report = {"files": [path.as_posix() for path in files], "counts": audit.counts(), "findings": rows}
        typer.echo(json.dumps(report, ensure_ascii=False))
    else:
        _print(audit, top)
        for path in files:
            typer.echo(path.as_posix())
    if fail_on is not None and any(finding.rank >= fail_on for finding in audit.findings):
        raise CheckError(f"There are findings that rank {fail_on:g} or higher.", "Look at findings.csv.")


def _print(audit: object, top: int) -> None:
    from presstally.audit.audit import Audit
    from presstally.cli.tables import print_table

    assert isinstance(audit, Audit)
    counts = audit.counts()
    coverage = f", coverage {counts['coverage']:.1%}" if counts["coverage"] is not None else ""
    typer.echo(
        f"{counts['releases']} releases, {counts['numbers']} numbers: {counts['facts']} facts, {counts['excluded']} "
        f"excluded, {counts['open']} open{coverage}. {len(audit.findings)} findings."
    )
    if audit.findings:
        rows = [finding.to_row() for finding in audit.findings[:top]]
        table = [
            (
                row["rank"],
                row["rule"],
                row["blame"],
                row["metric_id"],
                ", ".join(row["documents"])[:40],
                row["message"][:90],
            )
            for row in rows
        ]
        print_table(f"Findings, the first {len(table)}", ("rank", "rule", "blame", "metric", "releases", "what"), table)
