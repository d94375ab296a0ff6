"""How firmly a sentence says a thing: negation, modality and the stage that a matter has reached."""

from dataclasses import dataclass

from briefbook.text.languages import Language


@dataclass(frozen=True, slots=True)
class Sign:
    """A word that says how firm a thing is: "proposed", "will", "not"."""

    start: int
    end: int
    # half-open offsets in the text that was read
    kind: str
    # negation | modality | stage
    value: str
    # of a stage: one of model.fact.STAGES and what `data/languages` adds; of modality: may | should | will; of negation: not
    written: str = ""


def find(text: str, language: Language) -> tuple[Sign, ...]:
    """Every such word of a text in order."""
    raise NotImplementedError
