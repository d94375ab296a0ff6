"""Small files of each kind that a source may be: what the fuzzers of the readers begin with."""

import io
import zipfile

PAGES = (
    "<!DOCTYPE html><html lang=en><head><title>Talks</title><meta charset=utf-8>"
    "<meta property='article:published_time' content='2031-04-02'>"
    '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Talks","datePublished":"2031-04-02"}</script>'
    "</head><body><nav><a href=/>Home</a></nav><article><h1>Talks</h1><p>They signed an accord &amp; left.</p>"
    "<ul><li>one<li>two</ul><table><tr><th>a<td>b</table><p hidden>no</p><p style='display:none'>no</p>"
    "<blockquote>Words</blockquote><figure><figcaption>A lake</figcaption></figure></article></body></html>",
    "<html><body><p>Exports reached $13.5&nbsp;million&#x202e;; &#8203;x &zwj; &lt;b&gt; <bdo dir=rtl>abc</bdo>"
    "<svg><text>x</text></svg><math><mi>x</mi></math><template>t</template><noscript>n</noscript>"
    "<select><option>a</select><textarea>b</textarea><pre> a\n  b</pre><!-- c --><![CDATA[x]]><?php x?></p>",
    "<?xml version='1.0' encoding='utf-8'?><!DOCTYPE html [<!ENTITY a 'b'>]>"
    "<html xmlns='http://www.w3.org/1999/xhtml'><body><p>&a; words</p></body></html>",
)
MAILS = (
    "From: Ilma Verrin <a@example.org>\nTo: b@example.org\nSubject: =?utf-8?B?VGFsa3M=?=\n"
    "Date: Wed, 02 Apr 2031 10:00:00 +0200\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=x\n\n"
    "--x\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
    "They signed an accord=20on fish.\n--x\nContent-Type: text/html; charset=iso-8859-1\n"
    "Content-Transfer-Encoding: base64\n\nPHA+VGhleSBzaWduZWQ8L3A+\n--x--\n",
    "From: a@example.org\nSubject: Talks\nDate: 2 Apr 2031\nContent-Type: message/rfc822\n\n"
    "From: b@example.org\nSubject: Inner\n\nThey met.\n> They said so.\n",
)
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = "http://schemas.openxmlformats.org"
PARTS: dict[str, bytes] = {
    name: text.encode()
    for name, text in {
        "word/document.xml": f"<w:document {_W}><w:body><w:p><w:pPr><w:pStyle w:val='Heading1'/><w:numPr>"
        "<w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>Talks</w:t></w:r></w:p><w:p><w:r>"
        "<w:rPr><w:vanish/></w:rPr><w:t>no</w:t></w:r><w:r><w:t xml:space='preserve'>They signed </w:t><w:tab/>"
        "<w:footnoteReference w:id='2'/></w:r><w:ins w:id='1' w:author='a'><w:r><w:t>in</w:t></w:r></w:ins><w:del "
        "w:id='2' w:author='a'><w:r><w:delText>out</w:delText></w:r></w:del><w:fldSimple w:instr='PAGE'><w:r>"
        "<w:t>1</w:t></w:r></w:fldSimple></w:p><w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr><w:p>"
        "<w:r><w:t>cell</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:sectPr/></w:body></w:document>",
        "word/styles.xml": f"<w:styles {_W}><w:style w:type='paragraph' w:styleId='Heading1'><w:name "
        "w:val='heading 1'/><w:basedOn w:val='Normal'/><w:pPr><w:outlineLvl w:val='0'/></w:pPr></w:style>"
        "<w:style w:type='paragraph' w:styleId='Normal'><w:name w:val='Normal'/><w:rPr><w:vanish w:val='0'/>"
        "</w:rPr></w:style></w:styles>",
        "word/numbering.xml": f"<w:numbering {_W}><w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:start "
        "w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.'/></w:lvl></w:abstractNum><w:num w:numId='1'>"
        "<w:abstractNumId w:val='0'/></w:num></w:numbering>",
        "word/footnotes.xml": f"<w:footnotes {_W}><w:footnote w:id='2'><w:p><w:r><w:t>A note.</w:t></w:r></w:p>"
        "</w:footnote></w:footnotes>",
        "docProps/core.xml": f"<cp:coreProperties xmlns:cp='{_R}/package/2006/metadata/core-properties' "
        "xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:dcterms='http://purl.org/dc/terms/'>"
        "<dc:title>Talks</dc:title><dcterms:created>2031-04-02T10:00:00Z</dcterms:created></cp:coreProperties>",
        "word/_rels/document.xml.rels": f"<Relationships xmlns='{_R}/package/2006/relationships'>"
        + "".join(
            f"<Relationship Id='r{name}' Type='{_R}/officeDocument/2006/relationships/{name}' Target='{name}.xml'/>"
            for name in ("styles", "numbering", "footnotes")
        )
        + "</Relationships>",
        "_rels/.rels": f"<Relationships xmlns='{_R}/package/2006/relationships'><Relationship Id='r1' "
        f"Type='{_R}/officeDocument/2006/relationships/officeDocument' Target='word/document.xml'/></Relationships>",
        "[Content_Types].xml": f"<Types xmlns='{_R}/package/2006/content-types'><Default Extension='rels' "
        "ContentType='application/vnd.openxmlformats-package.relationships+xml'/><Default Extension='xml' "
        "ContentType='application/xml'/><Override PartName='/word/document.xml' "
        "ContentType='application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'/></Types>",
    }.items()
}
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
    b"4 0 obj<</Length 68>>stream\nBT /F 12 Tf 20 200 Td (They signed) Tj 0 -14 Td (an accord.) Tj ET\nendstream\n"
    b"endobj\n5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
)


def word(data: bytes) -> bytes:
    """A Word file with the part that the first byte chooses replaced by the rest; or the rest alone."""
    parts, names = dict(PARTS), list(PARTS)
    chosen = data[0] % (len(names) + 1) if data else 0
    if chosen == len(names):
        return data[1:]
    if data:
        parts[names[chosen]] = data[1:]
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return made.getvalue()
