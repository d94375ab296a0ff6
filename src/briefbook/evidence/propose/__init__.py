"""From documents to a draft ledger: cut into sentences, noise set aside, tagged, merged, put into words."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from briefbook.evidence import conflicts, people, spellings
from briefbook.evidence.conflicts import passages, values
from briefbook.evidence.propose import drafts, layout, merge, noise, particulars, segment, slugs, tag, view
from briefbook.evidence.propose.semantic import Vectors
from briefbook.isolation import beacon
from briefbook.model.proposal import NOISE, SUSPECT, Document, Proposal, Unit
from briefbook.model.source import Source
from briefbook.text.languages import Own

Telling = TypeVar("Telling", Document, Source)
BROUGHT_BACK = "you brought it back"


def run(
    documents: Sequence[Document],
    lang: str = "en",
    own: Own | None = None,
    wanted: Callable[[Unit], bool] = lambda unit: False,
    vectors: Vectors | None = None,
) -> Proposal:
    """Draft facts from documents; statements are in the brief's language where a source speaks it.

    What a person wanted back is no noise, whatever it looks like.
    """
    pages = [layout.page(each) for each in _told("looking over", documents)]
    units = noise.judge(pages, segment.cut(pages, own), own)
    units = tuple(_back(unit) if unit.state == NOISE and wanted(unit) else unit for unit in units)
    kept = [unit for unit in units if unit.state != NOISE]
    sources = view.of(documents, units)
    ground = passages.read(_told("reading the sentences of", sources), own)
    reader = values.Reader()
    beacon.at("sorting the sentences of", "")
    tagged = tag.sort(kept, own, vectors)
    groups, similar = merge.gather(tagged, ground, reader)
    beacon.at("wording what is drafted from", "")
    said = particulars.known(ground, reader)
    drafted = slugs.name(drafts.write(groups, similar, documents, lang, own, said))
    beacon.at("comparing the documents of", "")
    told = (*conflicts.survey(sources, own, ground, reader), *people.run((), sources, (), own))
    beacon.at("comparing the names of", "")
    found = view.restored((*told, *spellings.run(sources, told, own)), documents)
    aside = tuple(unit for unit in units if unit.state == NOISE)
    return Proposal(tuple(documents), drafts.flagged(drafted, found), aside, found)


def _told(doing: str, these: Iterable[Telling]) -> Iterator[Telling]:
    """Documents or sources one by one; who watches knows which one is at hand."""
    for each in these:
        source = each.source if isinstance(each, Document) else each
        beacon.at(doing, source.meta.path)
        yield each


def _back(unit: Unit) -> Unit:
    return replace(unit, state=SUSPECT, reason=BROUGHT_BACK)
