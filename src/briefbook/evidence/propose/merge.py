"""Sentences of several documents that state the same hard fact, brought together."""

from collections.abc import Mapping, Sequence

from briefbook.model.proposal import Document, Tagged
from briefbook.text.languages import Own

Groups = tuple[tuple[Tagged, ...], ...]
# each is one fact: the units that state it, in the order of the documents
Similar = Mapping[int, tuple[int, ...]]
# the number of a group to those that may say the same


def gather(
    tagged: Sequence[Tagged], documents: Sequence[Document], own: Own | None = None
) -> tuple[Groups, Similar]:
    """One group a fact, and which groups may say the same without being merged."""
    return tuple((each,) for each in tagged), {}
