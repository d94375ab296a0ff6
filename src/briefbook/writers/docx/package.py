"""The package: its parts and their relationships, its properties, and the same bytes at every build."""

from __future__ import annotations

import io
import uuid
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.opc.parts.coreprops import CorePropertiesPart
from docx.oxml.coreprops import CT_CoreProperties
from docx.package import Package
from lxml import etree

from briefbook.model.document import Attachment, Document
from briefbook.writers import deflate, tree
from briefbook.writers.docx import elements

_STAMP = (1980, 1, 1, 0, 0, 0)
# the earliest that a zip can hold
_PROPERTY_LIMIT = 255
# characters of a core property in Word
FACTS = "urn:briefbook:facts:1"
# namespace of the attachments
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_STORE = f"{_OFFICE}/customXml"
_STORE_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_STORE_RELATION = f"{_OFFICE}/relationships/customXmlProps"
_EXTENDED = f"{_OFFICE}/extended-properties"
_CUSTOM = f"{_OFFICE}/custom-properties"
_VARIANT = f"{_OFFICE}/docPropsVTypes"
_USER_DEFINED = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
# the set of properties that users name (ECMA-376 part 1, 22.3.2.2)
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"


def relate(source: Part | Package, part: Part, kind: str) -> str:
    """Add a relationship and give its id."""
    identity: str = source.relate_to(part, kind)
    return identity


class Written(Part):
    """A part whose bytes come last: what it shows is related to it while it is being written."""

    data = b""

    @property
    def blob(self) -> bytes:
        """The bytes of the part."""
        return self.data


def begin(source: Part | Package, name: str, content_type: str, kind: str) -> Written:
    """Add a part that is still to be written, and the relationship to it."""
    package = source if isinstance(source, Package) else source.package
    part = Written(PackURI(name), content_type, None, package)
    relate(source, part, kind)
    return part


def add(source: Part | Package, name: str, content_type: str, kind: str, data: bytes) -> Written:
    """Add a part and the relationship to it."""
    part = begin(source, name, content_type, kind)
    part.data = data
    return part


def describe(package: Package, document: Document, lang: str) -> None:
    """Add the properties; they come from the document alone and name no machine or hour."""
    part = CorePropertiesPart(
        PackURI("/docProps/core.xml"), CONTENT_TYPE.OPC_CORE_PROPERTIES, CT_CoreProperties.new(), package
    )
    properties = part.core_properties
    properties.title = _property(document.title)
    if document.subject:
        properties.subject = _property(document.subject)
    if document.keywords:
        properties.keywords = _property("; ".join(document.keywords))
    if document.author:
        properties.author = _property(document.author)
    properties.language = lang
    properties.created = properties.modified = _date(document)
    relate(package, part, RELATIONSHIP_TYPE.CORE_PROPERTIES)
    root = _root("Properties", _EXTENDED)
    etree.SubElement(root, f"{{{_EXTENDED}}}Application").text = "Briefbook"
    kind, content_type = RELATIONSHIP_TYPE.EXTENDED_PROPERTIES, CONTENT_TYPE.OFC_EXTENDED_PROPERTIES
    add(package, "/docProps/app.xml", content_type, kind, elements.written(root))
    _customise(package, document)


def _customise(package: Package, document: Document) -> None:
    """Add the properties that Word has no name for: the brief's own date and its marking."""
    values = {"Date of the brief": str(document.date) if document.date else "", "Marking": document.marking}
    root = _root("Properties", _CUSTOM)
    for identity, (name, value) in enumerate(((n, v) for n, v in values.items() if v), start=2):
        attributes = {"fmtid": _USER_DEFINED, "pid": str(identity), "name": name}
        holder = etree.SubElement(root, f"{{{_CUSTOM}}}property", attributes)
        text = etree.SubElement(holder, f"{{{_VARIANT}}}lpwstr", nsmap={"vt": _VARIANT})
        text.text = _property(value)
    if len(root):
        kind, content_type = RELATIONSHIP_TYPE.CUSTOM_PROPERTIES, CONTENT_TYPE.OFC_CUSTOM_PROPERTIES
        add(package, "/docProps/custom.xml", content_type, kind, elements.written(root))


def attach(source: Part, attachments: Iterable[Attachment]) -> None:
    """Add the attached JSON as one item of custom XML, which Word keeps when it saves."""
    wanted = [item for item in attachments if item.media_type == "application/json"]
    if not wanted:
        return
    root = _root("attachments", FACTS)
    for item in wanted:
        element = etree.SubElement(root, f"{{{FACTS}}}attachment", name=tree.legal(item.name))
        if item.description:
            element.set("description", tree.legal(item.description))
        element.text = tree.legal(item.data.decode("utf-8", "replace"), lines=True)
    kept = add(
        source, "/customXml/item1.xml", CONTENT_TYPE.XML, RELATIONSHIP_TYPE.CUSTOM_XML, elements.written(root)
    )
    store = _root("datastoreItem", _STORE, "ds")
    # one item in a package, so that its id may be the same in all
    store.set(f"{{{_STORE}}}itemID", f"{{{str(uuid.uuid5(uuid.NAMESPACE_URL, FACTS)).upper()}}}")
    schemas = etree.SubElement(store, f"{{{_STORE}}}schemaRefs")
    etree.SubElement(schemas, f"{{{_STORE}}}schemaRef").set(f"{{{_STORE}}}uri", FACTS)
    add(kept, "/customXml/itemProps1.xml", _STORE_TYPE, _STORE_RELATION, elements.written(store))


def save(package: Package) -> bytes:
    """Zip a package: parts in the order of their names, the content types first, fixed stamps."""
    parts = sorted(package.iter_parts(), key=lambda part: str(part.partname))
    members = {"_rels/.rels": package.rels.xml}
    for part in parts:
        members[part.partname.membername] = part.blob
        if len(part.rels):
            members[PackURI(part.partname.rels_uri).membername] = part.rels.xml
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        _member(archive, "[Content_Types].xml", _content_types(parts))
        for name in sorted(members):
            _member(archive, name, members[name])
    return buffer.getvalue()


def _member(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    member = zipfile.ZipInfo(name, _STAMP)
    # a picture of ours is packed already
    drawn = name.startswith("word/media/chart")
    member.compress_type = zipfile.ZIP_STORED if drawn else zipfile.ZIP_DEFLATED
    # the system of the writer would be its own otherwise
    member.create_system = 3
    member.external_attr = 0o644 << 16
    archive.writestr(member, data, compresslevel=deflate.LEVEL)


def _content_types(parts: Iterable[Part]) -> bytes:
    root = _root("Types", _TYPES)
    for extension, content_type in (("rels", CONTENT_TYPE.OPC_RELATIONSHIPS), ("xml", CONTENT_TYPE.XML)):
        etree.SubElement(root, f"{{{_TYPES}}}Default", Extension=extension, ContentType=content_type)
    for part in parts:
        if part.content_type != CONTENT_TYPE.XML:
            attributes = {"PartName": str(part.partname), "ContentType": part.content_type}
            etree.SubElement(root, f"{{{_TYPES}}}Override", attributes)
    return elements.written(root)


def _root(tag: str, namespace: str, prefix: str = "") -> etree._Element:
    """Make a root that declares its namespace, without a prefix unless its attributes need one."""
    declared, name = (f":{prefix}", f"{prefix}:{tag}") if prefix else ("", tag)
    return etree.fromstring(f'<{name} xmlns{declared}="{namespace}"/>')


def _property(text: str) -> str:
    return tree.legal(text)[:_PROPERTY_LIMIT]


def _date(document: Document) -> datetime:
    date = document.date
    if date is None:
        return datetime(*_STAMP, tzinfo=UTC)
    return datetime(date.year, date.month or 1, date.day or 1, tzinfo=UTC)
