"""What a language model says of a document: claims to be checked, never facts."""

from dataclasses import dataclass

from briefbook.model.diagnostic import Diagnostic


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A fact as a model suggests it."""

    statement: str
    section: str
    exact: str
    # words that it says stand in the document


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking about one document."""

    suggestions: tuple[Suggestion, ...] = ()
    unread: int = 0
    # suggestions that were none: not of the form that was asked for
    problems: tuple[Diagnostic, ...] = ()
