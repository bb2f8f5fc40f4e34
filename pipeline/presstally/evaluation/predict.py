"""What a pipeline says about annotated releases: from the text alone, and with the gold mentions given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from presstally.corpus.gold import GoldRelease, Mention
from presstally.language import extensions  # noqa: F401  (declares the attributes)
from presstally.records import make_rows
from presstally.schemas import DateRange, Quantity, Release

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span

# A pipe that sets one of these finds or reads mentions; what stands behind the last of them relates the mentions.
_MENTION_ATTRIBUTES = frozenset(("doc.ents", "span._.quantity", "span._.dates"))
_GIVEN = ("id", "sha256", "title", "publisher", "source_url", "published", "published_from")


@dataclass(frozen=True)
class Prediction:
    """Rows as `extract` writes them; `given` are the relations between the gold mentions."""

    facts: list[dict[str, Any]]
    mentions: list[Mention]
    relations: list[tuple[str, Mention, Mention]]
    given: list[tuple[str, Mention, Mention]]
    days: dict[tuple[int, int], tuple[str | None, str | None]]


def predict(nlp: Language, release: GoldRelease) -> Prediction:
    """Run the pipeline over one release; where it has gold relations, once more with the gold mentions."""
    doc = nlp(start_doc(nlp, release))
    rows = make_rows(doc, Release(release.doc_id, release.text))
    links = [(row["type"], _mention(row["head"]), _mention(row["child"])) for row in rows.relations]
    given = relate_gold(nlp, release) if release.relations else []
    return Prediction(
        facts=rows.facts,
        mentions=[_mention(row) for row in rows.entities],
        relations=links,
        given=given,
        days={(r["start"], r["end"]): (r["date_start"], r["date_end"]) for r in rows.entities if r["label"] == "DATE"},
    )


def start_doc(nlp: Language, release: GoldRelease) -> Doc:
    """Return the Doc of a release with what is known of it, before any pipe."""
    nlp.max_length = max(nlp.max_length, len(release.text) + 1)
    doc = nlp.make_doc(release.text)
    known = Release(
        release.doc_id,
        release.text,
        publisher=release.publisher or None,
        published=release.published or None,
        published_from="metadata" if release.published else None,
    )
    doc._.release = {name: getattr(known, name) for name in _GIVEN}
    return doc


def relate_gold(nlp: Language, release: GoldRelease) -> list[tuple[str, Mention, Mention]]:
    """Return the relations that the pipeline finds when it is given the gold mentions and their values.

    A pipe that makes METRIC spans of its own keeps them: each stands for the gold METRIC that it shares most with.
    """
    doc = start_doc(nlp, release)
    pipes = list(nlp.pipeline)
    front = front_pipes(nlp)
    for _, pipe in pipes[:front]:
        doc = pipe(doc)
    places = set_gold(doc, release)
    for _, pipe in pipes[front:]:
        doc = pipe(doc)
    metrics = [m for m in release.mentions if m.label == "METRIC"]
    links = []
    for row in doc._.relations or ():
        head, child = (_gold_mention(end, places, metrics) for end in (row["head"], row["child"]))
        if (link := (row["type"], head, child)) not in links:
            links.append(link)
    return links


def front_pipes(nlp: Language) -> int:
    """Return how many pipes find and read mentions."""
    setting = [
        place
        for place, name in enumerate(nlp.pipe_names, 1)
        if _MENTION_ATTRIBUTES & set(nlp.get_pipe_meta(name).assigns)
    ]
    return max(setting, default=0)


def set_gold(doc: Doc, release: GoldRelease) -> dict[tuple[int, int, str], Mention]:
    """Replace the mentions of `doc` by the gold ones with their values; return where each gold mention stands.

    A gold mention that does not fit the tokens is widened to them.
    """
    from spacy.util import filter_spans

    read = {(s.start_char, s.end_char): s._.dates for s in doc.ents if s.label_ == "DATE"}
    spans: list[tuple[Span, Mention]] = []
    for mention in release.mentions:
        span = doc.char_span(mention.start, mention.end, label=mention.label, alignment_mode="expand")
        if span is not None:
            spans.append((span, mention))
    doc.ents = filter_spans([span for span, mention in spans if mention.label != "METRIC"])
    doc.spans["metric"] = [span for span, mention in spans if mention.label == "METRIC"]
    values = {(fact.start, fact.end): fact for fact in release.facts}
    days = gold_days(release)
    for span, mention in spans:
        place = (mention.start, mention.end)
        if mention.label == "QUANTITY" and place in values:
            fact = values[place]
            span._.quantity = Quantity(fact.value, fact.unit, fact.value_high, fact.modifier).to_dict()
        elif mention.label == "DATE":
            own = days.get(place)
            span._.dates = DateRange(*own).to_dict() if own else read.get(place) or DateRange(None, None).to_dict()
    return {(span.start_char, span.end_char, mention.label): mention for span, mention in spans}


def gold_days(release: GoldRelease) -> dict[tuple[int, int], tuple[str | None, str | None]]:
    """Return the days of each gold DATE that a fact is linked to."""
    facts = {(fact.start, fact.end): fact for fact in release.facts}
    found: dict[tuple[int, int], tuple[str | None, str | None]] = {}
    for relation in release.relations:
        head, child = release.mentions[relation.head], release.mentions[relation.child]
        fact = facts.get((head.start, head.end))
        if fact and relation.type == "DURING" and fact.period_start:
            found.setdefault((child.start, child.end), (fact.period_start, fact.period_end))
        elif fact and relation.type == "COMPARED_TO" and fact.comparison_start:
            found.setdefault((child.start, child.end), (fact.comparison_start, fact.comparison_end))
    return found


def _mention(row: dict[str, Any]) -> Mention:
    return Mention(row["start"], row["end"], row["label"])


def _gold_mention(
    end: Sequence[Any], places: dict[tuple[int, int, str], Mention], metrics: Sequence[Mention]
) -> Mention:
    """Return the gold mention for one end of a relation; words that meet none stay as they are."""
    start, stop, label = end
    if label != "METRIC":
        return places.get((start, stop, label), Mention(start, stop, label))
    if (start, stop, label) in places:
        return places[start, stop, label]
    shared = [(min(stop, m.end) - max(start, m.start), -m.start, m) for m in metrics]
    best = max(shared, key=lambda found: found[:2], default=(0, 0, Mention(start, stop, label)))
    return best[2] if best[0] > 0 else Mention(start, stop, label)
