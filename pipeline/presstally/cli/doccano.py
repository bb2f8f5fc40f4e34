"""`presstally doccano`: releases to a doccano server and back."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from presstally.cli.annotate_files import tell_failures, tell_import
from presstally.cli.progress import show_progress
from presstally.loading import DEFAULT_MODEL

if TYPE_CHECKING:
    from presstally.doccano.session import Access

doccano_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Releases to a doccano server and back.")

PROJECT = "presstally"
UrlOption = Annotated[
    str, typer.Option(envvar="PRESSTALLY_DOCCANO_URL", help="Address of the server.", show_envvar=True)
]
UserOption = Annotated[
    str | None, typer.Option(envvar="PRESSTALLY_DOCCANO_USER", help="Who asks; else a prompt.", show_envvar=True)
]
ProjectOption = Annotated[str, typer.Option("--project", "-p", help="Name or number of the project.")]
SecondsOption = Annotated[float, typer.Option(help="How long an import or export of the server may take.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print what was done as JSON.")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar.")]
LOCAL = "http://127.0.0.1:8000"


@doccano_app.command("setup")
def setup_cli(
    force: Annotated[bool, typer.Option("--force", help="Make it anew where it is there already.")] = False,
) -> None:
    """Install the API client into an environment of its own, once.

    It needs versions of libraries that cannot live beside spaCy's.

    Example: presstally doccano setup
    """
    from presstally.doccano.environment import make_environment

    folder, made = make_environment(force)
    typer.echo(f"{folder}: {'installed' if made else 'there already'}.")


@doccano_app.command("push")
def push_cli(
    releases: Annotated[
        list[Path], typer.Argument(metavar="RELEASES...", help="Releases, or the JSONL of `annotate export`.")
    ],
    project: ProjectOption = PROJECT,
    url: UrlOption = LOCAL,
    user: UserOption = None,
    apart: Annotated[
        bool | None,
        typer.Option(
            "--apart/--together", help="Each annotator for himself, or all on one annotation. [default: together]"
        ),
    ] = None,
    guideline: Annotated[Path | None, typer.Option(help="Text to show to the annotators.")] = None,
    metadata: Annotated[Path | None, typer.Option(help="CSV of what is known of the releases.")] = None,
    model: Annotated[str, typer.Option(help="`minilm`, `rules`, or the folder of a trained model.")] = DEFAULT_MODEL,
    trust: Annotated[bool, typer.Option("--trust", help="Use a model that did not come with presstally.")] = False,
    seconds: SecondsOption = 600,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Create or update the project and upload the releases that are not in it yet.

    The password comes from PRESSTALLY_DOCCANO_PASSWORD or a prompt.

    Example: presstally doccano push batch.jsonl --project board-meetings
    """
    from presstally.doccano.drafts import find_drafts, make_drafts
    from presstally.doccano.project import prepare_project
    from presstally.doccano.session import Session
    from presstally.doccano.transfer import push_rows
    from presstally.errors import ServiceError

    found = find_drafts(releases, metadata)
    with Session(_ask(url, user, seconds)) as session:
        with show_progress("read", quiet) as watch:
            drafts = make_drafts(found, model=model, watch=watch, trust=trust)
        target = prepare_project(session, project, shared=None if apart is None else not apart, guideline=guideline)
        with show_progress("sent", quiet) as watch:
            done = push_rows(session, target, drafts.rows, watch)
    tell_failures(drafts.failures)
    for name in done.other_text:
        typer.echo(f"Note: {name} is there with another text and was not sent.", err=True)
    counts = {
        "project": target.id,
        "made": target.made,
        "sent": len(done.sent),
        "there": len(done.there),
        "other_text": len(done.other_text),
        "doubles_removed": done.doubles,
        "failed": len(drafts.failures),
    }
    if as_json:
        import json

        typer.echo(json.dumps(counts))
    else:
        doubles = f"; {done.doubles} doubles of a broken upload were taken away" if done.doubles else ""
        typer.echo(f"{len(done.sent)} releases sent, {len(done.there)} were there already{doubles}.")
        typer.echo(f"{url.rstrip('/')}/projects/{target.id}")
    if done.lost:
        raise ServiceError(f"{len(done.lost)} releases did not arrive, the first {done.lost[0]!r}.", "Push again.")
    if drafts.failures:
        raise typer.Exit(1)


@doccano_app.command("pull")
def pull_cli(
    project: ProjectOption = PROJECT,
    url: UrlOption = LOCAL,
    user: UserOption = None,
    annotator: Annotated[str | None, typer.Option(help="Whose annotation, where they work apart.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Unfinished releases too; needs --out.")] = False,
    inbox: Annotated[Path, typer.Option(help="Folder to put the annotations into.")] = Path("annotations/inbox"),
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Write a file for each annotator here, and nothing to the inbox.")
    ] = None,
    seconds: SecondsOption = 600,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Bring finished releases back, checked, into the inbox.

    Pulling again brings only what is new or was changed. Ends with code 6 where a release cannot be used.

    Example: presstally doccano pull --project board-meetings
    """
    from presstally.corpus.tokens import make_fits
    from presstally.doccano.inbox import import_export, write_by_annotator
    from presstally.doccano.project import find_project
    from presstally.doccano.session import Session
    from presstally.doccano.transfer import pull_export
    from presstally.errors import UsageError

    if everything and out is None:
        raise UsageError("--all needs --out.", "The inbox is for finished releases: a model learns from them.")
    with Session(_ask(url, user, seconds)) as session:
        lines = pull_export(session, find_project(session, project), finished=not everything)
    with show_progress("checked", quiet) as watch:
        if out is None:
            done = import_export(lines, inbox, annotator=annotator, fits=make_fits(), watch=watch)
        else:
            done = write_by_annotator(lines, out, annotator=annotator, fits=make_fits(), watch=watch)
    tell_import(done, as_json)


@doccano_app.command("status")
def status_cli(
    project: ProjectOption = PROJECT,
    url: UrlOption = LOCAL,
    user: UserOption = None,
    seconds: SecondsOption = 600,
    as_json: JsonOption = False,
) -> None:
    """Count the releases of a project: all, finished, and by annotator.

    Example: presstally doccano status --project board-meetings
    """
    from presstally.doccano.project import find_project
    from presstally.doccano.session import Session
    from presstally.doccano.transfer import read_status

    with Session(_ask(url, user, seconds)) as session:
        target = find_project(session, project)
        told = read_status(session, target)
    if as_json:
        import json

        typer.echo(json.dumps({"project": target.id, "name": target.name, "together": target.shared, **told}))
        return
    typer.echo(f"{target.name} ({'together' if target.shared else 'apart'}): {told['releases']} releases, ", nl=False)
    typer.echo(f"{told['finished']} finished.")
    for name, count in told["by_annotator"].items():
        typer.echo(f"  {name}: {count} finished")


def _ask(url: str, user: str | None, seconds: float) -> Access:
    """Return who asks, from options, environment or prompts; raise UsageError where nobody can be asked."""
    from presstally.doccano.session import Access
    from presstally.errors import UsageError

    password = os.environ.get("PRESSTALLY_DOCCANO_PASSWORD")
    if (user is None or password is None) and not sys.stdin.isatty():
        raise UsageError(
            "Nobody can be asked for user and password here.",
            "Set PRESSTALLY_DOCCANO_USER and PRESSTALLY_DOCCANO_PASSWORD.",
        )
    if not url.startswith(("http://", "https://")):
        raise UsageError(f"{url!r} is no address of a server.", f"Give one like {LOCAL}.")
    if url.startswith("http://") and not url.startswith(("http://127.", "http://localhost", "http://[::1]")):
        typer.echo("Note: the password goes over the network unencrypted; https:// would keep it.", err=True)
    user = user or typer.prompt("User", err=True)
    password = password or typer.prompt("Password", hide_input=True, err=True)
    return Access(url, str(user), str(password), task_seconds=seconds)
