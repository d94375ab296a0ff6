"""The closed grammar of what we write: looked over before a file leaves, whatever went in."""

from __future__ import annotations

from docx.opc.part import Part, XmlPart
from docx.package import Package

from briefbook.writers import tree
from briefbook.writers.docx import elements

_W = f"{{{elements.W}}}"
RELATIONS = frozenset(
    (
        "officeDocument", "core-properties", "extended-properties", "custom-properties", "header", "footer",
        "footnotes", "styles", "settings", "numbering", "fontTable", "theme", "customXml", "customXmlProps",
        "hyperlink", "image", "font",
    )
)  # fmt: skip
FIELDS = frozenset(
    (
        "PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "NOTEREF", "REF", "PAGEREF", "TOC", "HYPERLINK",
        "SEQ", "STYLEREF",
    )
)  # fmt: skip
_ACTIVE = tuple(_W + tag for tag in ("altChunk", "object", "control", "subDoc", "attachedTemplate"))


class Forbidden(Exception):
    """We were about to write what no brief may hold: a mistake of ours."""


def check(package: Package) -> None:
    """Raise when a relationship, a field or an object stands in a package that may not be in one."""
    _relations(package)
    for part in package.iter_parts():
        _relations(part)
        if isinstance(part, XmlPart):
            _words(part)


def _relations(source: Part | Package) -> None:
    for relation in source.rels.values():
        kind = str(relation.reltype).rpartition("/")[2]
        if kind not in RELATIONS or relation.is_external != (kind == "hyperlink"):
            raise Forbidden(f"relationship {kind}")
        if relation.is_external and not tree.address(relation.target_ref):
            raise Forbidden("address")


def _words(part: XmlPart) -> None:
    root = part.element
    for _ in root.iter(*_ACTIVE):
        raise Forbidden("object")
    for instruction in elements.instructions(root):
        words = instruction.split()
        if not words or words[0].upper() not in FIELDS:
            raise Forbidden(f"field {words[:1]}")
