"""From bytes to the text of a source, by what the bytes are."""

from briefbook.model.diagnostic import Diagnostic, Severity
from briefbook.model.reading import Reading
from briefbook.readers import media, plain


def read(data: bytes, path: str, *, guess: bool = False) -> tuple[Reading, tuple[Diagnostic, ...]]:
    """Read a source's bytes as text; what cannot be read whole is refused by name, with an error.

    With `guess` an undeclared encoding may be guessed, and what stands beside an article is marked.
    """
    kind, other = media.of(data, path)
    ending = media.ending(path)
    if not kind:
        return _refused(f"the file is {other}", path)
    if kind in (media.PLAIN, media.MARKDOWN) and ending not in media.ENDINGS:
        known = ", ".join(media.ENDINGS)
        return _refused(f"no reader for {ending or 'a file without an ending'}; sources may be {known}", path)
    reading, problems = _by_kind(kind, data, path, guess)
    blank = not any(each.is_error for each in problems) and not reading.text.strip().strip("\ufeff").strip()
    if blank and (guess or not is_named_text(path)):
        # plain text may be empty where a ledger lists it: no quote stands in it
        return _refused("the file is empty", path)
    return reading, (*_misnamed(kind, ending, path), *problems)


def _by_kind(kind: str, data: bytes, path: str, guess: bool) -> tuple[Reading, tuple[Diagnostic, ...]]:
    """Read by media type; a brief that rests on plain text alone loads no other reader."""
    if kind == media.HTML:
        from briefbook.readers import html

        return html.read(data, path, guess=guess)
    if kind == media.DOCX:
        from briefbook.readers import docx

        return docx.read(data, path)
    if kind == media.PDF:
        from briefbook.readers import pdf

        return pdf.read(data, path)
    if kind == media.MAIL:
        from briefbook.readers import mail

        return mail.read(data, path, guess=guess)
    return plain.read(data, path, guess=guess, kind=kind)


def can_read(path: str) -> bool:
    """Whether there is a reader for a file of this name."""
    return media.ending(path) in media.ENDINGS


def is_text(reading: Reading) -> bool:
    """Whether the text of a reading is its file, decoded, rather than taken out of it."""
    return reading.media in (media.PLAIN, media.MARKDOWN)


def is_named_text(path: str) -> bool:
    """Whether a file is plain text or Markdown by its name."""
    return media.ENDINGS.get(media.ending(path)) in (media.PLAIN, media.MARKDOWN)


def _misnamed(kind: str, ending: str, path: str) -> tuple[Diagnostic, ...]:
    """A warning where the name of a file says another kind than its content."""
    named = media.ENDINGS.get(ending, "")
    if named == kind or {named, kind} == {media.PLAIN, media.MARKDOWN}:
        return ()
    called = f"is named {ending}" if ending else "has no ending"
    message = f"{called}, but holds {media.SPOKEN[kind]}; it is read as {media.SPOKEN[kind]}"
    return (Diagnostic("misnamed-source", message, Severity.WARNING, path=path),)


def _refused(why: str, path: str) -> tuple[Reading, tuple[Diagnostic, ...]]:
    return Reading(""), (Diagnostic("unreadable-source", why, path=path),)
