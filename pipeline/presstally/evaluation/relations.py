"""Relations against gold relations: sets of (type, head, child) on both sides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from presstally.corpus.gold import RELATIONS, GoldRelease, Mention
from presstally.evaluation.tally import Tally, exact

Link = tuple[str, Mention, Mention]


def gold_links(release: GoldRelease) -> list[Link]:
    """Return the release's relations with their mentions."""
    return [(r.type, release.mentions[r.head], release.mentions[r.child]) for r in release.relations]


def score_relations(gold: Sequence[Link], predicted: Sequence[Link]) -> dict[str, Tally]:
    """Return a tally under `TYPE.strict` (ends have equal borders) and `TYPE.lenient` (they overlap) for each type."""
    tallies = {}
    for kind in RELATIONS:
        ours = [link for link in predicted if link[0] == kind]
        theirs = [link for link in gold if link[0] == kind]
        equal = (Counter(map(_key, ours)) & Counter(map(_key, theirs))).total()
        tallies[f"{kind}.strict"] = exact(equal, len(theirs), len(ours))
        tallies[f"{kind}.lenient"] = exact(_pair_off(theirs, ours), len(theirs), len(ours))
    return tallies


def _key(link: Link) -> tuple[str, int, int, int, int, str]:
    kind, head, child = link
    return kind, head.start, head.end, child.start, child.end, child.label


def _pair_off(gold: Sequence[Link], predicted: Iterable[Link]) -> int:
    """Count the predicted relations that meet a gold one of their own at both ends."""
    free = list(gold)
    count = 0
    for link in sorted(predicted, key=_key):
        meeting = [other for other in free if _meet(link[1], other[1]) and _meet(link[2], other[2])]
        if meeting:
            free.remove(max(meeting, key=lambda other: _shared(link[2], other[2])))
            count += 1
    return count


def _shared(one: Mention, other: Mention) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


def _meet(one: Mention, other: Mention) -> bool:
    return one.label == other.label and _shared(one, other) > 0
