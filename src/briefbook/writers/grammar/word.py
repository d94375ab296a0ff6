"""A Word file: an archive without anything beside its parts, and parts that say words and looks alone."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from briefbook.model.document import Attachment
from briefbook.writers.grammar import archive, images, tags, wordml
from briefbook.writers.grammar.found import Broken, Found, shown

_NAMES = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(?:core|app|custom)\.xml|customXml/item(?:Props)?1\.xml"
    r"|customXml/_rels/item1\.xml\.rels|word/theme/theme1\.xml"
    r"|word/(?:_rels/)?(?:document|styles|settings|numbering|fontTable|footnotes|header\d+|footer\d+)\.xml(?:\.rels)?"
    r"|word/theme/_rels/theme1\.xml\.rels|word/media/[a-z]+\d+\.[a-z]+"
)
_FIELD = re.compile(
    rb'<w:(?=fld|instr)(?:(fldSimple)\b[^<>]*\sw:instr="([^"<>]*)"|fldChar\b[^<>]*\sw:fldCharType="(\w+)"'
    rb"|instrText\b[^<>]*?(?:/>|>([^<>]*)))"
)
_ATTACHED = re.compile(rb"<attachment\b[^<>]*>")
_SIGN = re.compile(r"[^\w.-]")
_PARAGRAPH = b"</w:p>"
SMALL = 1 << 14
# bytes of a part that is remembered


def look(data: bytes, attachments: Sequence[Attachment] = ()) -> Found:
    """Walk a DOCX."""
    try:
        members = dict(_members(data))
    except Broken as broken:
        return Found((str(broken),), (("the file", data.decode("latin-1")),))
    faults: list[str] = []
    texts: list[tuple[str, str]] = []
    relations: dict[str, dict[str, str]] = {}
    for name in sorted(members, key=lambda name: not name.endswith(".rels")):
        content = members[name]
        try:
            if name.endswith((".xml", ".rels")):
                texts += _xml(name, content, members, relations, faults)
            else:
                texts.append((name, images.words(content)))
                faults += [f"{name}: {fault}" for fault in images.faults(name, content)]
        except (Broken, UnicodeDecodeError) as broken:
            texts.append((name, content.decode("latin-1")))
            faults.append(f"{name}: {broken}")
    faults += _linked(members, relations)
    faults += _attached(members.get("customXml/item1.xml", b""), attachments)
    return Found(tuple(faults), tuple(texts))


# ── the archive ──────────────────────────────────────────────────────────────


def _members(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Every part that may be there."""
    for name, content in archive.parts(data):
        if not _NAMES.fullmatch(name):
            raise Broken(f"the part {shown(name)} may not be in it")
        yield name, content


def _owner(name: str) -> str:
    folder, _, file = name.rpartition("_rels/")
    return folder + file.removesuffix(".rels")


# ── parts ────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Part:
    """What a part came to by itself."""

    text: str
    words: str = ""
    tags: frozenset[bytes] = frozenset()
    fault: str = ""


def _xml(
    name: str, data: bytes, members: Mapping[str, bytes], relations: dict[str, dict[str, str]],
    faults: list[str],
) -> Iterator[tuple[str, str]]:  # fmt: skip
    """Hold one part against the lists; its bytes, and its words where they are cut into runs."""
    part = _remembered(name, data) if len(data) < SMALL else _walked(name, data)
    yield name, part.text
    if part.fault:
        raise Broken(part.fault)
    if name.endswith(".rels"):
        relations[_owner(name)] = dict(_relations(name, part.tags, members, faults))
    elif name == "[Content_Types].xml":
        _types(part.tags, members)
    elif name.startswith("word/"):
        faults += _used(name, part.tags, relations.get(name, {}))
        yield name, part.words


@lru_cache(maxsize=64)
def _remembered(name: str, data: bytes) -> _Part:
    """The same, once for what is alike in many files: styles, settings, headers."""
    return _walked(name, data)


def _walked(name: str, data: bytes) -> _Part:
    text = data.decode("utf-8")
    text = unescape(text) if "&" in text else text
    try:
        body = data[data.index(b"?>") + 2 :] if data.startswith(b"<?xml ") else data
        if b"<!" in body or b"<?" in body:
            raise Broken("it holds a declaration, a comment or an instruction")
        unique = tags.unique(body)
        if strange := tags.entities(body):
            raise Broken(f"it holds the entity {strange}")
        words = tags.parse(data.replace(_PARAGRAPH, b"\n" + _PARAGRAPH))
        _named(name, unique)
        if name.startswith("word/") and (b"<w:fld" in body or b"<w:instrText" in body):
            _fields(body)
    except (Broken, ValueError) as broken:
        return _Part(text, fault=str(broken))
    return _Part(text, words, frozenset(unique))


def _named(name: str, unique: Set[bytes]) -> None:
    """Hold elements and attributes against the lists."""
    spaces: dict[str, set[str]] = {"xml": {"http://www.w3.org/XML/1998/namespace"}}
    declaring = {tag for tag in unique if b"xmlns" in tag}
    for key, uri in (*tags.values(declaring, b"xmlns:"), *tags.values(declaring, b"xmlns")):
        spaces.setdefault(key.removeprefix("xmlns").removeprefix(":"), set()).add(uri)
    used: set[str] = set()
    for shape in sorted(tags.shapes(unique)):
        prefix, as_words, as_other, around = _shape(shape, name in wordml.MAIN)
        if fault := as_words if wordml.W in spaces.get(prefix, ()) else as_other:
            raise Broken(fault)
        used |= around
    for uri in sorted({uri for prefix in used for uri in spaces.get(prefix, ())}):
        if uri not in wordml.OTHERS and not uri.startswith(wordml.FAMILIES):
            raise Broken(f"it speaks of the namespace {shown(uri)}")


@lru_cache(maxsize=2000)
def _shape(shape: bytes, own: bool) -> tuple[str, str, str, frozenset[str]]:
    """The prefix of a tag, what is wrong with it as an element of Word and as another, all prefixes in it."""
    tag, attributes = tags.parts(shape)
    prefix, _, local = tag.removeprefix("/").rpartition(":")
    words = as_words = as_other = ""
    for key in attributes:
        if not key.startswith("xmlns") and (
            (own and key not in wordml.ATTRIBUTES) or key.rpartition(":")[2] in wordml.DIRECT
        ):
            words = f"the attribute {shown(key)} may not stand in it"
    fault = f"the element {shown(tag.removeprefix('/'))} may not stand in it"
    if local in wordml.ACTIVE or local not in (wordml.BODY if own else wordml.ELEMENTS):
        as_words = fault
    if local in wordml.ACTIVE or (own and local not in wordml.DRAWN):
        as_other = fault
    around = {key.partition(":")[0] for key in attributes if ":" in key and not key.startswith("xmlns")}
    return prefix, as_words or words, as_other or words, frozenset((*around, prefix))


def _fields(data: bytes) -> None:
    """Hold the instruction of every field against the list; one that is left open is none of ours."""
    around: list[str | None] = []
    # the instructions of the fields around, None once their result has begun
    for simple, direct, mark, words in _FIELD.findall(data):
        if simple:
            _field(unescape(direct.decode()))
        elif mark == b"begin":
            around.append("")
        elif not around or (not mark and around[-1] is None):
            raise Broken("it holds a part of a field outside of one")
        elif mark in (b"separate", b"end"):
            if (instruction := around[-1]) is not None:
                _field(instruction)
            around[-1] = None
            if mark == b"end":
                around.pop()
        else:
            around[-1] = (around[-1] or "") + unescape(words.decode())
    if around:
        raise Broken("it holds a field without an end")


def _field(instruction: str) -> None:
    words = instruction.split()
    kind = words[0].upper() if words else ""
    if kind not in wordml.FIELDS:
        raise Broken(f"the field {shown(kind)} may not stand in it")
    if kind == "HYPERLINK" and "\\l" not in words:
        target = words[1].strip('"') if len(words) > 1 else ""
        if not tags.is_address(target):
            raise Broken(f"a field leads to {shown(target)}")


# ── what belongs together ────────────────────────────────────────────────────


def _relations(
    name: str, unique: Set[bytes], members: Mapping[str, bytes], faults: list[str]
) -> Iterator[tuple[str, str]]:
    """The relationships of a part by their ids: the parts that they name, "" for an address."""
    folder = posixpath.dirname(_owner(name))
    for each in sorted(unique):
        tag, said = tags.parts(each)
        if tag != "Relationship":
            continue
        kind, target = said.get("Type", "").rpartition("/")[2], said.get("Target", "")
        outside = said.get("TargetMode", "Internal") != "Internal"
        if kind not in wordml.KINDS or outside != (kind == "hyperlink"):
            faults.append(f"{name}: the relationship {shown(kind)} may not stand in it")
        elif outside:
            if not tags.is_address(target):
                faults.append(f"{name}: a link leads to {shown(target)}")
        else:
            path = (
                target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            )
            if path not in members:
                faults.append(f"{name}: a relationship leads to {shown(target)}, which is not in the file")
            yield said.get("Id", ""), path
            continue
        yield said.get("Id", ""), ""


def _types(unique: Set[bytes], members: Mapping[str, bytes]) -> None:
    """Every part says what it is, and none is what a brief may not hold."""
    told = set()
    for each in unique:
        tag, said = tags.parts(each)
        if "ContentType" in said and said["ContentType"] not in wordml.CONTENT_TYPES:
            raise Broken(f"the type {shown(said['ContentType'])} may not stand in it")
        if tag == "Override":
            told.add(said.get("PartName", "")[1:])
    if wild := sorted(told - set(members)):
        raise Broken(f"it names the part {shown(wild[0])}, which is not in the file")


def _used(name: str, unique: Set[bytes], known: Mapping[str, str]) -> Iterator[str]:
    """Every id that a part uses is that of a relationship of it."""
    for key, identity in tags.values({tag for tag in unique if b" r:" in tag}, b"r:"):
        if identity and identity not in known:
            yield f"{name}: {key} names {shown(identity)}, which is no relationship of it"
        if key == "r:link":
            yield f"{name}: a picture from outside may not stand in it"


def _linked(members: Mapping[str, bytes], relations: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """Nothing lies in the archive that no other part refers to."""
    used = {"[Content_Types].xml", *(path for told in relations.values() for path in told.values())}
    for name in members:
        if name not in used and (not name.endswith(".rels") or _owner(name) not in ("", *members)):
            yield f"{name}: nothing refers to this part"


def _attached(data: bytes, attachments: Sequence[Attachment]) -> Iterator[str]:
    """What is attached is what the document declares, and nothing else."""
    # control signs in a name are dropped by who writes it
    there = sorted(_SIGN.sub("", name) for _, name in tags.values({*_ATTACHED.findall(data)}, b"name"))
    named = (each.name for each in attachments if each.media_type == "application/json")
    declared = sorted(_SIGN.sub("", name) for name in named)
    if there != declared:
        told = f"{shown(', '.join(there))}, declared is {shown(', '.join(declared))}"
        yield f"customXml/item1.xml: it attaches {told}"
