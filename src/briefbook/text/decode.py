"""Bytes to text, strictly: UTF-8 or a refusal that names the likely encoding and the line."""

from briefbook.model.diagnostic import Diagnostic

BOMS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)


def text(data: bytes, path: str) -> tuple[str, tuple[Diagnostic, ...]]:
    """Decode UTF-8, with or without a byte-order mark (kept as the text's first character)."""
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = (
            f"not UTF-8: byte 0x{data[error.start]:02X} at offset {error.start}; "
            f"it looks like {likely(data)}. Save the file as UTF-8 and try again"
        )
        return "", (Diagnostic("not-utf8", message, path=path, line=line),)


def likely(data: bytes) -> str:
    """Name the encoding the bytes are probably in."""
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return encoding
    sample = data[:65536]
    if sample.count(0) > len(sample) // 8:
        even, odd = sample[::2].count(0), sample[1::2].count(0)
        return "UTF-16" if min(even, odd) * 4 < max(even, odd) else "binary data, not text"
    high = [byte for byte in sample if byte >= 0x80]
    if len(high) * 3 > len(sample):
        return (
            "Windows-1251 (Cyrillic)"
            if sum(byte >= 0xC0 for byte in high) * 10 > len(high) * 8
            else "binary data"
        )
    if any(0x80 <= byte < 0xA0 for byte in high):
        return "Windows-1252 (Western European)"
    return "ISO 8859-1 or Windows-1252 (Western European)"
