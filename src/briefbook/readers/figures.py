"""Raised figures, which may not run into the figures before them: 2030 with a note 1 is not 20301."""

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def raised(words: str) -> str:
    """Words that stand raised: a figure as raised figures, anything else as it is."""
    return words.translate(_RAISED) if words.strip(" ,*").isdecimal() and words.isascii() else words
