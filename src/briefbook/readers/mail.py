"""Mails as programs save them: their words, who wrote them and when; what is attached is named, not read."""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import Any

from briefbook.model.diagnostic import Diagnostic, Severity
from briefbook.model.reading import Reading, Stretch
from briefbook.readers import html, media
from briefbook.text import characters, claims, decode

MAX_BYTES = 64 * 1024 * 1024
MAX_PARTS = 200
MAX_DEPTH = 20
MAX_HEAD = 200_000
# bytes of the fields at the beginning
_ADDRESS = re.compile(r"\s{0,9}<[^<>]{0,320}>\s{0,9}")


def read(data: bytes, path: str, *, guess: bool = False) -> tuple[Reading, tuple[Diagnostic, ...]]:
    """Read a mail: its plain text, or, where it has none, its web page."""
    if len(data) > MAX_BYTES:
        return _refused(f"has {len(data):,} bytes; the limit for a mail is {MAX_BYTES:,}", path)
    if why := _too_much(data):
        return _refused(why, path)
    try:
        return _read(data, path, guess)
    except (ValueError, TypeError, LookupError, RecursionError, AttributeError, MessageError):
        # the standard library takes damaged fields apart when it is asked for them, and stumbles there
        return _refused("is a damaged mail", path)


def _read(data: bytes, path: str, guess: bool) -> tuple[Reading, tuple[Diagnostic, ...]]:
    mail = message_from_bytes(data, policy=policy.compat32)
    parts = list(_leaves(mail))
    if len(parts) > MAX_PARTS:
        return _refused(f"has {len(parts):,} parts; the limit is {MAX_PARTS:,}", path)
    texts = [part for part in parts if not _is_attached(part)]
    chosen = next(
        (part for part in texts if part.get_content_type() == "text/plain" and _data(part).strip()), None
    )
    # a part without fields is no truth to Python, so it is asked whether it is there
    if chosen is None:
        chosen = next((part for part in texts if part.get_content_type() == "text/html"), None)
    if chosen is None:
        return _refused("is a mail without text; save what is attached to it as a source of its own", path)
    reading, problems = _body(chosen, path, guess)
    if any(problem.is_error for problem in problems):
        return Reading("", media.MAIL), problems
    told = {**{key: value for key, value in reading.claims.items() if key == "lang"}, **_claims(mail)}
    said = told
    made = Reading(reading.text, media.MAIL, reading.encoding, (), said, reading.stretches)
    return made, (*problems, *_named(parts, chosen, path))


def _too_much(data: bytes) -> str:
    """Why a mail is not even taken apart: heads and nests without end."""
    head = data[: MAX_HEAD + 1].replace(b"\r\n", b"\n")
    if b"\n\n" not in head and len(head) > MAX_HEAD:
        return f"has more than {MAX_HEAD:,} bytes before its text begins, so it is no mail"
    found = len(re.findall(rb"(?i)^content-type:", data, re.MULTILINE))
    if found > MAX_PARTS:
        return f"has {found:,} parts; the limit is {MAX_PARTS:,}"
    return ""


def _leaves(mail: Any, depth: int = 0) -> Iterator[Message]:
    """The parts that hold something, in order; a mail within a mail is one that is attached."""
    payload = mail.get_payload()
    if mail.get_content_type() == "message/rfc822" and depth:
        yield mail
    elif isinstance(payload, list):
        if depth > MAX_DEPTH:
            raise ValueError("nested too deeply")
        for part in payload:
            yield from _leaves(part, depth + 1)
    else:
        yield mail


def _is_attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or not part.get_content_type().startswith("text/")


def _data(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _body(part: Message, path: str, guess: bool) -> tuple[Reading, tuple[Diagnostic, ...]]:
    data, declared = _data(part), str(part.get_content_charset() or "")
    if part.get_content_type() == "text/html":
        return html.read(data, path, guess=guess, declared=declared)
    text, encoding, problems = decode.document(data, path, declared, guess=guess)
    if any(problem.is_error for problem in problems):
        return Reading(""), problems
    if "\x00" in text or characters.too_many_marks(text):
        return _refused("holds NUL characters or letters under heaps of marks, so it is no mail", path)
    text = text.replace("\r\n", "\n")
    if str(part.get_param("format", "") or "").lower() == "flowed":
        text = _unflowed(text)
    if not text.strip():
        return _refused("is a mail without text", path)
    return Reading(text, media.MAIL, encoding, stretches=tuple(_stretches(text))), problems


def _unflowed(text: str) -> str:
    """Lines that end in a space go on in the next one (RFC 3676); quotes and the signature do not."""
    found: list[str] = []
    open_ = False
    for line in text.split("\n"):
        plain = line[1:] if line.startswith(" ") else line
        if open_ and not plain.startswith(">"):
            found[-1] += plain
        else:
            found.append(plain)
        open_ = plain.endswith(" ") and plain != "-- " and not plain.startswith(">")
    return "\n".join(found)


def _stretches(text: str) -> Iterator[Stretch]:
    """What is quoted from other mails, and what follows the mark of a signature."""
    at = 0
    quoted = -1
    lines = text.split("\n")
    signed = next(
        (len(lines) - 1 - back for back, line in enumerate(reversed(lines[-30:])) if line == "-- "), None
    )
    for number, line in enumerate(lines):
        if number == signed:
            break
        if line.startswith(">") and quoted < 0:
            quoted = at
        elif not line.startswith(">") and quoted >= 0:
            yield Stretch(quoted, at - 1, "quote")
            quoted = -1
        at += len(line) + 1
    if quoted >= 0:
        yield Stretch(quoted, at - 1, "quote")
    if signed is not None:
        yield Stretch(at, len(text), "footer")


def _claims(mail: Message) -> dict[str, str]:
    """Title, author and day of a mail, as its fields say."""
    found = {"title": _spoken(mail, "subject"), "author": _sender(_spoken(mail, "from")), "date": _day(mail)}
    cleaned = {key: claims.cleaned(key, value) for key, value in found.items()}
    return {key: value for key, value in cleaned.items() if value}


def _spoken(mail: Message, field: str) -> str:
    """A field with its encoded words read."""
    written = mail.get(field)
    if written is None:
        return ""
    try:
        pieces = decode_header(str(written)[:2000])
        spoken = [
            each.decode(charset or "ascii", "replace") if isinstance(each, bytes) else each
            for each, charset in pieces
        ]
    except (ValueError, LookupError, MessageError):
        return ""
    return "".join(spoken)


def _sender(written: str) -> str:
    """The name of who wrote, without the address, where there is a name."""
    name = _ADDRESS.sub(" ", written).strip().strip('"').strip()
    return name or written.strip(" <>")


def _day(mail: Message) -> str:
    """The day on which a mail was written, where it was written."""
    try:
        return parsedate_to_datetime(str(mail.get("date", ""))[:100]).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def _named(parts: list[Message], chosen: Message, path: str) -> tuple[Diagnostic, ...]:
    """A note that names what is attached."""
    names = []
    for part in parts:
        alternative = not _is_attached(part) and part.get_content_type() in ("text/plain", "text/html")
        if part is chosen or (alternative and part.get_filename() is None):
            continue
        name = claims.cleaned("title", str(part.get_filename() or "") or part.get_content_type())
        names.append(repr(name[:60]))
    if not names:
        return ()
    shown = ", ".join(names[:10]) + (f" and {len(names) - 10} more" if len(names) > 10 else "")
    message = f"the mail has {len(names)} attachment(s), not read: {shown}; save those that matter as sources"
    return (Diagnostic("attachment-not-read", message, Severity.NOTE, path=path),)


def _refused(why: str, path: str) -> tuple[Reading, tuple[Diagnostic, ...]]:
    return Reading("", media.MAIL), (Diagnostic("unreadable-source", f"the file {why}", path=path),)
