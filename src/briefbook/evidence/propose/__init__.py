"""From documents to a draft ledger: cut into sentences, noise set aside, tagged, merged, put into words."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from briefbook.evidence import conflicts, people, spellings
from briefbook.evidence.conflicts import passages, values
from briefbook.evidence.propose import drafts, layout, merge, noise, particulars, segment, slugs, tag, view
from briefbook.evidence.propose.semantic import Vectors
from briefbook.model.proposal import NOISE, SUSPECT, Document, Proposal, Unit
from briefbook.text.languages import Own

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
    pages = [layout.page(document) for document in documents]
    units = noise.judge(pages, segment.cut(pages, own), own)
    units = tuple(_back(unit) if unit.state == NOISE and wanted(unit) else unit for unit in units)
    kept = [unit for unit in units if unit.state != NOISE]
    sources = view.of(documents, units)
    ground = passages.read(sources, own)
    reader = values.Reader()
    groups, similar = merge.gather(tag.sort(kept, own, vectors), ground, reader)
    said = particulars.known(ground, reader)
    drafted = slugs.name(drafts.write(groups, similar, documents, lang, own, said))
    told = (*conflicts.survey(sources, own, ground, reader), *people.run((), sources, (), own))
    found = view.restored((*told, *spellings.run(sources, told, own)), documents)
    aside = tuple(unit for unit in units if unit.state == NOISE)
    return Proposal(tuple(documents), drafts.flagged(drafted, found), aside, found)


def _back(unit: Unit) -> Unit:
    return replace(unit, state=SUSPECT, reason=BROUGHT_BACK)
