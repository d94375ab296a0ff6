"""Where sources do not say the same: compared sentence by sentence, and fact by fact."""

from collections.abc import Sequence

from briefbook.evidence.conflicts import decided, events, ledgered, passages, quantities, status, told, values
from briefbook.model.diagnostic import Diagnostic
from briefbook.model.fact import Fact, Resolution
from briefbook.model.source import Source
from briefbook.text.languages import Own

__all__ = ["run"]


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
