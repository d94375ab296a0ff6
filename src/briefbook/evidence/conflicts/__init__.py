"""Where sources do not say the same: compared sentence by sentence, and fact by fact."""

from collections.abc import Iterable, Sequence

from briefbook.evidence.conflicts import (
    decided,
    doers,
    events,
    hours,
    ledgered,
    moments,
    nearby,
    passages,
    plans,
    quantities,
    status,
    told,
    values,
)
from briefbook.evidence.conflicts.differences import Difference
from briefbook.evidence.conflicts.passages import Ground
from briefbook.model.diagnostic import Diagnostic
from briefbook.model.fact import Fact, Resolution
from briefbook.model.source import Source
from briefbook.text.languages import Own

__all__ = ["run", "survey"]

FEW = 16
# of the pairs that are only likely to be of one matter, so many are shown


def run(
    facts: Sequence[Fact],
    sources: Sequence[Source],
    resolutions: Sequence[Resolution] = (),
    own: Own | None = None,
) -> tuple[Diagnostic, ...]:
    """Every difference of quantity, date and status, with both quotes; decided ones are notes."""
    ground = passages.read(sources, own)
    when = {each.number: values.moments(each) for each in ground.passages if values.may_be_dated(each)}
    found = [*quantities.find(ground, when), *events.find(ground, when), *status.find(ground)]
    listed = (*ledgered.run(facts, resolutions), *told.tell(found, facts, resolutions))
    return (*listed, *decided.idle(found, facts, resolutions))


def survey(
    sources: Sequence[Source],
    own: Own | None = None,
    ground: Ground | None = None,
    reader: values.Reader | None = None,
) -> tuple[Diagnostic, ...]:
    """A first look at documents nobody has read yet: every difference, and the likeliest unsure ones.

    `ground` are the passages, and `reader` knows their dates and figures, where they were read already.
    """
    ground = ground or passages.read(sources, own)
    reader = reader or values.Reader()
    readings = {each.number: reader.read(each) for each in ground.passages}
    when = {each.number: readings[each.number][0] for each in ground.passages if values.may_be_dated(each)}
    known = {
        each.number: values.read(each, readings[each.number][0], every=True, known=readings[each.number][1])
        for each in ground.passages
    }
    found = [*quantities.find(ground, when, known), *events.find(ground, when), *status.find(ground)]
    unsure = [
        nearby.find(ground, known),
        moments.find(ground, when, known),
        plans.find(ground),
        hours.find(ground, when),
        doers.find(ground),
    ]
    found += [each for listed in unsure for each in _likeliest(listed, found)]
    # a proposal holds pairs alone: how many are left out is said where a ledger is checked
    return tuple(each for each in told.tell(found, (), ()) if each.quotes)


def _likeliest(unsure: Iterable[Difference], known: Sequence[Difference]) -> list[Difference]:
    """The strongest of unsure differences whose places no known one tells of together."""
    told_ = {
        frozenset((a.passage.number, b.passage.number))
        for each in known
        for a in each.sides
        for b in each.sides
    }
    new = [each for each in unsure if frozenset(side.passage.number for side in each.sides) not in told_]
    return sorted(new, key=lambda each: -each.strength)[:FEW]
