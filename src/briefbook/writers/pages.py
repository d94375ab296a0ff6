"""How many pages one of our PDFs has, read from its own page tree."""

import re
import zlib

_PACKED = re.compile(rb"/Type\s*/ObjStm[^>]*>>\s*stream\r?\n")
_TREE = re.compile(rb"/Count (\d+)\s*/Kids\s*\[[^\]]*\][^>]*?/Type\s*/Pages\b")
_HERE = re.compile(rb"/Type\s*/Pages\b")


def count(data: bytes) -> int | None:
    """The pages of a PDF as `writers.pdf` writes it; None for anything else."""
    for found in _PACKED.finditer(data):
        try:
            objects = zlib.decompressobj().decompress(data[found.end() :])
        except zlib.error:
            return None
        if _HERE.search(objects) and (tree := _TREE.search(objects)):
            return int(tree[1])
    return None
