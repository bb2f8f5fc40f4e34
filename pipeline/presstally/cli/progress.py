"""Progress on stderr, where somebody looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

Advance = Callable[[object], None]


@contextmanager
def show_progress(what: str, quiet: bool = False) -> Iterator[Callable[[int], Advance]]:
    """Give a watcher: called with a total, it returns what is called with each step, a number or a name (one step)."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=quiet or not console.is_terminal) as bar:

        def watch(total: int) -> Advance:
            task = bar.add_task(what, total=total)
            return lambda step: bar.advance(task, step if isinstance(step, int) else 1)

        yield watch
