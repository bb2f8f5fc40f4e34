"""The program `presstally`: its commands, and how errors become messages and exit codes."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from presstally.errors import PresstallyError

INTERRUPTED = 130


class TellingGroup(TyperGroup):
    """Ends a command with a message on stderr and the exit code of its error; see docs/commands.md."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except PresstallyError as error:
            typer.echo(f"Error: {error.message}", err=True)
            if error.hint:
                typer.echo(f"  {error.hint}", err=True)
            raise typer.Exit(error.exit_code) from error
        except KeyboardInterrupt as stop:
            typer.echo("Interrupted; nothing was written.", err=True)
            raise typer.Exit(INTERRUPTED) from stop


app = typer.Typer(
    cls=TellingGroup,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Reads press releases of interior ministries and police and turns each number into a row that can be trusted.",
)


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"presstally {version('presstally')}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and leave.", callback=_show_version, is_eager=True)
    ] = False,
) -> None:
    """Hold the options that stand before a command."""


def add_commands() -> None:
    """Add each command; a module of a command imports nothing heavy."""
    from presstally.cli.annotate import annotate_app
    from presstally.cli.audit import audit_cli
    from presstally.cli.benchmark import benchmark_cli
    from presstally.cli.catalogue import catalogue_app
    from presstally.cli.corrections import corrections_app
    from presstally.cli.diff import diff_cli
    from presstally.cli.doccano import doccano_app
    from presstally.cli.evaluate import evaluate_cli
    from presstally.cli.extract import extract_cli
    from presstally.cli.metadata import metadata_app
    from presstally.cli.report import report_cli
    from presstally.cli.retrain import retrain_cli
    from presstally.cli.series import series_cli
    from presstally.cli.show import show_cli
    from presstally.cli.train import train_cli

    app.command("extract")(extract_cli)
    app.command("show")(show_cli)
    app.command("evaluate")(evaluate_cli)
    app.command("diff")(diff_cli)
    app.command("benchmark")(benchmark_cli)
    app.command("series")(series_cli)
    app.command("audit")(audit_cli)
    app.command("report")(report_cli)
    app.command("train")(train_cli)
    app.command("retrain")(retrain_cli)
    app.add_typer(annotate_app, name="annotate")
    app.add_typer(catalogue_app, name="catalogue")
    app.add_typer(corrections_app, name="corrections")
    app.add_typer(doccano_app, name="doccano")
    app.add_typer(metadata_app, name="metadata")


add_commands()


def main() -> None:
    """Run the program."""
    if hasattr(sys.stdout, "reconfigure"):  # releases hold letters that an ASCII locale cannot print
        sys.stdout.reconfigure(errors="backslashreplace")
    app()
