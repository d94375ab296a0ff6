"""The letterhead of the Word file, for those who may not touch its parts: a check, and one to start from."""

from briefbook.model.theme import Theme

NAME = "reference.docx"
# of the letterhead that `briefbook templates copy` makes


def check(data: bytes, theme: Theme) -> tuple[str, tuple[str, ...]]:
    """Tell why a file may not be a letterhead ("" when it may), and which styles it lacks."""
    # a brief without a letterhead, or without a Word file, needs nothing of this
    from briefbook.writers.docx import adopt, letterhead

    found, problems = letterhead.load(data)
    return (problems[0], ()) if found is None else ("", adopt.missing(found, theme))


def reference(theme: Theme) -> bytes:
    """Make a Word file with every style that a brief uses, to be changed in Word."""
    from briefbook.writers.docx import reference

    return reference.write(theme)
