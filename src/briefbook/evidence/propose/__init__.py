"""From documents to a draft ledger: cut into sentences, noise set aside, tagged, merged, put into words."""

from collections.abc import Sequence

from briefbook.evidence import conflicts, people, spellings
from briefbook.evidence.propose import drafts, layout, merge, noise, segment, tag
from briefbook.model.proposal import NOISE, Document, Proposal
from briefbook.text.languages import Own


def run(documents: Sequence[Document], lang: str = "en", own: Own | None = None) -> Proposal:
    """Draft facts from documents; statements are in the brief's language where a source speaks it."""
    pages = [layout.page(document) for document in documents]
    units = noise.judge(pages, segment.cut(pages, own), own)
    kept = [unit for unit in units if unit.state != NOISE]
    groups, similar = merge.gather(tag.sort(kept, own), documents, own)
    drafted = drafts.write(groups, similar, documents, lang, own)
    sources = [document.source for document in documents]
    found = (*conflicts.survey(sources, own), *people.run((), sources, (), own))
    found += spellings.run(sources, found, own)
    aside = tuple(unit for unit in units if unit.state == NOISE)
    return Proposal(tuple(documents), drafted, aside, found)
