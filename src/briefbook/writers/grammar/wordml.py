"""The closed lists of a Word file: namespaces, elements, parts, relationships and fields."""

from __future__ import annotations

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = f"{_OFFICE}/relationships"
TYPES = f"{_PACKAGE}/content-types"
FACTS = "urn:briefbook:facts:1"
OTHERS = frozenset(
    (
        FACTS, "http://www.w3.org/XML/1998/namespace", "http://purl.org/dc/elements/1.1/",
        "http://purl.org/dc/terms/", "http://purl.org/dc/dcmitype/", "http://www.w3.org/2001/XMLSchema-instance",
    )
)  # fmt: skip
FAMILIES = (
    "http://schemas.openxmlformats.org/", "http://schemas.microsoft.com/office/", "urn:schemas-microsoft-com:"
)  # fmt: skip
# a letterhead may use what Word and LibreOffice write; what is active among it is named below

_ELEMENTS = """
    numIdMacAtCleanup paperSrc formProt noEndnote noColumnBalance
    abstractNum abstractNumId adjustLineHeightInTable adjustRightInd autoHyphenation autoSpaceDE
    autoSpaceDN b bCs basedOn bdr bidi bidiVisual body bookmarkEnd bookmarkStart bottom between bar br
    cantSplit caps characterSpacingControl charset altName clrSchemeMapping cnfStyle col color cols
    compat compatSetting consecutiveHyphenLimit contextualSpacing continuationSeparator cr cs
    decimalSymbol defaultTabStop defaultTableStyle divId doNotExpandShiftReturn doNotHyphenateCaps
    docDefaults docGrid docPartGallery docPartObj docPartUnique document drawing dstrike eastAsianLayout
    effect em emboss end endnotePr evenAndOddHeaders family fitText fldChar fldSimple font fonts
    footerReference footnote footnotePr footnoteRef footnoteReference footnotes framePr ftr gridAfter
    gridBefore gridCol gridSpan hMerge hdr headerReference hideMark highlight hyperlink hyphenationZone
    i iCs id ilvl imprint ind insideH insideV instrText isLgl jc keepLines keepNext kern kinsoku lang
    latentStyles left legacy link listSeparator lnNumType lock locked lsdException lvl lvlJc lvlOverride
    lvlPicBulletId lvlRestart lvlText mirrorIndents mirrorMargins multiLevelType name next noBreakHyphen
    noProof noWrap notTrueType nsid num numFmt numId numPicBullet numPr numRestart numStart numStyleLink
    numbering outline outlineLvl overflowPunct p pBdr pPr pPrDefault pStyle pageBreakBefore panose1
    pgBorders pgMar pgNum pgNumType pgSz pict pitch pos position ptab qFormat r rFonts rPr rPrDefault
    rStyle right rtl rtlGutter ruby rubyAlign rubyBase rubyPr rt hps hpsBaseText hpsRaise gutterAtTop
    sdt sdtContent sdtEndPr sdtPr alias tag text picture sectPr semiHidden separator settings shadow shd
    sig smallCaps snapToGrid softHyphen spacing specVanish start startOverride strike style styleLink
    styles suff suppressAutoHyphens suppressLineNumbers suppressOverlap sym sz szCs t tab tabs tbl
    tblBorders tblCaption tblCellMar tblCellSpacing tblDescription tblGrid tblHeader tblInd tblLayout
    tblLook tblOverlap tblPr tblPrEx tblStyle tblStyleColBandSize tblStylePr tblStyleRowBandSize tblW
    tblpPr tc tcBorders tcFitText tcMar tcPr tcW textAlignment textDirection textboxTightWrap
    themeFontLang titlePg tl2br tmpl top topLinePunct tr tr2bl trHeight trPr txbxContent type u
    uiPriority unhideWhenUsed updateFields vAlign vMerge vanish vertAlign view wAfter wBefore w
    webHidden widowControl wordWrap zoom aliases autoRedefine hidden personal personalCompose
    personalReply rsid bookFoldPrinting noLineBreaksAfter noLineBreaksBefore embedRegular embedBold
    embedItalic embedBoldItalic embedTrueTypeFonts saveSubsetFonts embedSystemFonts temporary group
    equation richText citation bibliography drawingGridHorizontalSpacing drawingGridVerticalSpacing
    displayHorizontalDrawingGridEvery displayVerticalDrawingGridEvery useFELayout spaceForUL
    balanceSingleByteDoubleByteWidth doNotLeaveBackslashAlone ulTrailSpace footnoteLayoutLikeWW8
    alignBordersAndEdges bordersDoNotSurroundHeader bordersDoNotSurroundFooter dayLong dayShort
    monthLong monthShort yearLong yearShort date dateFormat lid storeMappedDataAs calendar fullDate
    background displayBackgroundShape
"""
ELEMENTS = frozenset(_ELEMENTS.split())
# of WordprocessingML, those that say what stands on a page and how it looks; none runs, fetches or embeds

_BODY = """
    alias docPartGallery docPartObj docPartUnique id sdt sdtContent sdtPr tag rtlGutter textDirection
    b bCs bidi body bookmarkEnd bookmarkStart bottom br cantSplit cols col continuationSeparator docGrid
    document drawing end fldChar footerReference footnote footnotePr footnoteRef footnoteReference
    footnotes formProt gridCol gridSpan headerReference hyperlink i iCs ilvl ind instrText jc keepLines
    keepNext lang left lnNumType noEndnote numFmt numId numPr numRestart numStart p pBdr pPr pStyle
    pageBreakBefore paperSrc pgBorders pgMar pgNumType pgSz pos r rPr rStyle right rtl rtlGutter sectPr
    separator shd spacing start suppressAutoHyphens sz szCs t tab tabs tbl tblBorders tblCaption
    tblCellMar tblDescription tblGrid tblHeader tblInd tblLayout tblLook tblPr tblStyle tblW tc
    tcBorders tcMar tcPr tcW textDirection titlePg top tr trPr type vAlign vertAlign color u bidiVisual
    between noProof widowControl snapToGrid
"""
BODY = frozenset(_BODY.split())
# what we write ourselves into the body and the footnotes

_ACTIVE = """
    OLEObject OLELink control object altChunk subDoc audioFile videoFile quickTimeFile wavAudioFile
    audioCd snd script ActiveX oleObj externalData contentPart model3d webVideoPr ink
"""
ACTIVE = frozenset(_ACTIVE.split())
# in any namespace
DIRECT = frozenset(("src", "href", "althref", "action", "link", "macro", "textlink", "onclick"))
# attributes of any namespace that lead out by themselves, without a relationship
MAIN = ("word/document.xml", "word/footnotes.xml")
# what we write alone, letterhead or not
_DRAWN = """
    inline extent effectExtent docPr cNvGraphicFramePr graphicFrameLocks graphic graphicData pic nvPicPr
    cNvPr cNvPicPr picLocks blipFill blip stretch fillRect spPr xfrm off ext prstGeom avLst
"""
DRAWN = frozenset(_DRAWN.split())
# of DrawingML, a picture in the line
_ATTRIBUTES = """
    w:after w:afterLines w:anchor w:before w:beforeLines w:bottom w:char w:charSpace w:code w:color
    w:cols w:count w:display w:eastAsia w:equalWidth w:fill w:first w:firstColumn w:firstLine w:firstRow
    w:fldCharType w:fmt w:footer w:frame w:gutter w:h w:hanging w:hAnchor w:header w:history w:hRule
    w:id w:lastColumn w:lastRow w:leader w:left w:line w:linePitch w:lineRule w:name w:noHBand w:noVBand
    w:num w:offsetFrom w:orient w:other w:pos w:right w:sep w:shadow w:space w:start w:sz w:themeColor
    w:themeShade w:themeTint w:themeFill w:tooltip w:top w:type w:val w:w w:zOrder w:bidi w:chapStyle
    w:chapSep w:countBy w:restart w:distance w:instr r:id r:embed xml:space cx cy descr distB distL
    distR distT id name prst uri x y noChangeAspect l t r b title
"""
ATTRIBUTES = frozenset(_ATTRIBUTES.split())
# of both; with the prefixes that we use

KINDS = frozenset(
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

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
CONTENT_TYPES = frozenset(
    (
        "application/xml",
        "application/vnd.openxmlformats-package.relationships+xml",
        "application/vnd.openxmlformats-package.core-properties+xml",
        *(_WORD + f"{each}+xml" for each in (
            "document.main", "footnotes", "styles", "settings", "numbering", "fontTable", "header", "footer",
        )),
        *(f"application/vnd.openxmlformats-officedocument.{each}+xml" for each in (
            "theme", "extended-properties", "custom-properties", "customXmlProperties",
        )),
        "application/vnd.openxmlformats-officedocument.obfuscatedFont",
        "image/png", "image/jpeg", "image/gif", "image/bmp", "image/tiff", "image/x-wmf", "image/x-emf",
        "image/wmf", "image/emf",
    )
)  # fmt: skip
