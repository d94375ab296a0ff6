"""One hash for a whole value, however deep: the same for the same content, on every machine."""

import hashlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any


def of(value: Any) -> str:
    """The SHA-256 of a value made of dataclasses, mappings, lists, texts, bytes and numbers."""
    digest = hashlib.sha256()
    _feed(digest, value)
    return digest.hexdigest()


def _feed(digest: Any, value: Any) -> None:
    """Feed a value with its kind and length, so that no two values feed alike."""
    if isinstance(value, str | bytes):
        data = value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value
        digest.update(b"%s%d:" % (b"s" if isinstance(value, str) else b"b", len(data)))
        digest.update(data)
    elif isinstance(value, Mapping):
        digest.update(b"m%d:" % len(value))
        for key in sorted(value):
            _feed(digest, key)
            _feed(digest, value[key])
    elif isinstance(value, tuple | list):
        digest.update(b"l%d:" % len(value))
        for each in value:
            _feed(digest, each)
    elif is_dataclass(value):
        names = fields(value)
        digest.update(b"d%d:" % len(names))
        for field in names:
            _feed(digest, field.name)
            _feed(digest, getattr(value, field.name))
    else:
        _feed(digest, f"{type(value).__name__} {value!r}")
