"""What a file says of itself: properties, XMP, output intent, attachments, names."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from typing import Any

from briefbook.model.document import Attachment, Document
from briefbook.writers.pdf import canvas as canvases
from briefbook.writers.pdf import runs, tagging
from briefbook.writers.pdf.backend import pdfdoc
from briefbook.writers.pdf.canvas import Raw, Stream, TaggedCanvas
from briefbook.writers.pdf.runs import clean

CREATOR = "Briefbook"
PRODUCER = "Briefbook on ReportLab"


def describe(canvas: TaggedCanvas, document: Document) -> None:
    """Write properties, metadata stream, output intent, attachments and named destinations."""
    file = canvas._doc
    catalog = file.Catalog
    catalog.__NoDefault__ = [*pdfdoc.PDFCatalog.__NoDefault__, "OutputIntents", "AF", "PageLabels"]
    catalog.Metadata = Stream(_xmp(document), "/Type/Metadata/Subtype/XML", compress=False)
    catalog.ViewerPreferences = Raw("<</DisplayDocTitle true>>")
    catalog.PageLabels = Raw(_page_labels(canvas))
    profile = Stream(_srgb(), "/N 3")
    file.Reference(profile)
    number = file.objectcounter
    catalog.OutputIntents = (
        "[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB IEC61966-2.1)"
        f"/Info(sRGB IEC61966-2.1)/RegistryName(http://www.color.org)/DestOutputProfile {number} 0 R>>]"
    )
    files = sorted((_attach(file, item, _stamp(document)) for item in document.attachments), key=_first)
    if files:
        catalog.AF = "[" + " ".join(f"{number} 0 R" for _, number in files) + "]"
    catalog.Names = Raw(_names(canvas, files))
    file.info = Raw(_info(document))


def title(document: Document) -> str:
    """Give the title; PDF/UA-1 (7.1) wants one."""
    return clean(document.title).strip() or "Untitled"


def _page_labels(canvas: TaggedCanvas) -> str:
    """The numbers of the pages as they are printed (ISO 32000-1, 12.4.2)."""
    ranges = [
        f"{page}<</S/D/P{canvases.text(clean(words))}/St {page + 1}>>"
        for page, words in canvas.labels.items()
    ]
    return f"<</Nums[0<</S/D>>{''.join(ranges)}]>>"


def _first(pair: tuple[str, int]) -> str:
    return pair[0]


def _info(document: Document) -> str:
    entries = [("Title", title(document)), ("Creator", CREATOR), ("Producer", PRODUCER)]
    if author := _author(document):
        entries.append(("Author", author))
    if document.subject:
        entries.append(("Subject", clean(document.subject)))
    if document.keywords:
        entries.append(("Keywords", _keywords(document)))
    stamp = _stamp(document)
    entries += [("CreationDate", stamp), ("ModDate", stamp)]
    return "<<" + "".join(f"/{key}{canvases.text(value)}" for key, value in entries) + "/Trapped/False>>"


def _author(document: Document) -> str:
    return clean(document.author).strip()


def _keywords(document: Document) -> str:
    return clean(", ".join(document.keywords))


def _day(document: Document) -> tuple[int, int, int]:
    date = document.date
    if date is None:
        return (2000, 1, 1)
    return (date.year, date.month or 1, date.day or 1)


def _stamp(document: Document) -> str:
    return "D:{:04d}{:02d}{:02d}000000Z".format(*_day(document))


def _attach(file: Any, item: Attachment, stamp: str) -> tuple[str, int]:
    kind = "".join(
        char if char.isascii() and (char.isalnum() or char in "-+.") else f"#{ord(char) & 0xFF:02X}"
        for char in item.media_type
    )
    entries = f"/Type/EmbeddedFile/Subtype/{kind}/Params<</Size {len(item.data)}/ModDate({stamp})>>"
    file.Reference(Stream(item.data, entries))
    stream = file.objectcounter
    name, description = canvases.text(clean(item.name)), canvases.text(clean(item.description or item.name))
    file.Reference(
        Raw(
            f"<</Type/Filespec/F{name}/UF{name}/Desc{description}/AFRelationship/Data"
            f"/EF<</F {stream} 0 R/UF {stream} 0 R>>>>"
        )
    )
    return (name, file.objectcounter)


def _names(canvas: TaggedCanvas, files: list[tuple[str, int]]) -> str:
    index = canvas._doc.idToObjectNumberAndVersion
    pages = [index[f"Page{page + 1}"][0] for page in range(canvas.page)]
    named = {canvases.text(clean(name)): place for name, place in canvas.names.items()}
    out = ""
    if named:
        pairs = "\n".join(f"{name}{tagging.destination(named[name], pages)}" for name in sorted(named))
        out += f"/Dests<</Names[{pairs}]>>"
    if files:
        out += "/EmbeddedFiles<</Names[" + " ".join(f"{name} {number} 0 R" for name, number in files) + "]>>"
    return f"<<{out}>>"


@lru_cache(maxsize=1)
def _srgb() -> bytes:
    from PIL import ImageCms

    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    # The profile carries the time of its making (from byte 24) and an id over it (from 84).
    profile[24:36] = bytes.fromhex("07D000010001000000000000")
    profile[84:100] = bytes(16)
    return bytes(profile)


def _xmp(document: Document) -> bytes:
    stamp = "{:04d}-{:02d}-{:02d}T00:00:00Z".format(*_day(document))
    name = escape(title(document), quote=False)
    author = subject = keywords = ""
    if person := escape(_author(document), quote=False):
        author = f"<dc:creator><rdf:Seq><rdf:li>{person}</rdf:li></rdf:Seq></dc:creator>"
    if document.subject:
        words = f'<rdf:li xml:lang="x-default">{escape(clean(document.subject), quote=False)}</rdf:li>'
        subject = f"<dc:description><rdf:Alt>{words}</rdf:Alt></dc:description>"
    if document.keywords:
        keywords = f"<pdf:Keywords>{escape(_keywords(document), quote=False)}</pdf:Keywords>"
    return _XMP.format(
        mark="\ufeff",
        title=name,
        author=author,
        subject=subject,
        keywords=keywords,
        lang=runs.language(document.lang),
        stamp=stamp,
        creator=CREATOR,
        producer=PRODUCER,
    ).encode()


_XMP = """<?xpacket begin="{mark}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
{author}{subject}<dc:language><rdf:Bag><rdf:li>{lang}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{creator}</xmp:CreatorTool><xmp:CreateDate>{stamp}</xmp:CreateDate>
<xmp:ModifyDate>{stamp}</xmp:ModifyDate><pdf:Producer>{producer}</pdf:Producer>{keywords}
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates which part of ISO 14289 is followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
