"""What a template makes of invented facts: a section, a kind of document or a style of notes."""

import re
from collections.abc import Mapping
from dataclasses import replace

from briefbook import resources
from briefbook.assembly import kinship, shelf, templates
from briefbook.model import document as d
from briefbook.model.brief import KINDS, SECTIONS
from briefbook.model.diagnostic import Diagnostic
from briefbook.model.inputs import Collection, File, Inputs
from briefbook.model.theme import Theme
from briefbook.pipeline import compose
from briefbook.text import shape
from briefbook.writers import write

SAMPLE = "harbour-visit"
# the example of `briefbook init`: its states, people and papers are invented
ALONE = "{% for section in brief.sections %}{% include section.template %}\n\n\n{% endfor %}"
# a document that is one section and nothing else
MAX_DRAWN = 500
_SECTION = re.compile(rb'^section = "[^"]*"', re.MULTILINE)


def show(
    name: str, own: Mapping[str, str], lang: str = "", brief: str = ""
) -> tuple[str, tuple[Diagnostic, ...]]:
    """A template's Markdown over invented facts; "" with diagnostics where it cannot be made."""
    at = shelf.place(name.removeprefix("templates/").removeprefix(shelf.SHIPPED))
    brief, lang = at.brief or brief, at.lang or lang or "en"
    made = templates.environment(own, resources.templates(), brief, lang)
    if problem := _unfit(at.name, name, templates.names(made)):
        return "", (problem,)
    folder, _, rest = at.name.partition("/")
    stem = rest.removesuffix(".md.j2")
    drawn = _drawn_on(made, at.name)
    mine = {path: text for path, text in own.items() if folder == "kinds" or shelf.place(path).name in drawn}
    if folder == "sections":
        mine |= {"kinds/visit-brief.md.j2": ALONE}
    composed = compose(_inputs(_files(folder, stem, lang), mine, brief or SAMPLE, stem))
    found = tuple(
        item
        for item in composed.outcome.diagnostics
        if item.path.removeprefix("(shipped) ")[:10] == "templates/"
    )
    if composed.document is None:
        return "", found or composed.outcome.diagnostics
    return _page(composed.document, folder), found


def _unfit(name: str, said: str, known: frozenset[str]) -> Diagnostic | None:
    """Why a template cannot be shown."""
    folder, _, rest = name.partition("/")
    if name not in known:
        hint = shape.nearest(name, known) or "; briefbook templates list shows what there is"
        return Diagnostic("unknown-template", f"no template {shape.shown(said)}{hint}")
    if folder not in ("sections", "kinds", "notes") or not rest.endswith(".md.j2"):
        message = f"{name} is no section, kind or note template; preview one that includes it"
        return Diagnostic("unknown-template", message, path=f"templates/{name}")
    if folder == "kinds" and rest.removesuffix(".md.j2") not in KINDS:
        message = f"no brief can be of the kind {rest.removesuffix('.md.j2')!r}; kinds are {', '.join(KINDS)}"
        return Diagnostic("unknown-template", message, path=f"templates/{name}")
    return None


def _drawn_on(made: templates.Environment, name: str) -> set[str]:
    """A template and those that it extends or includes."""
    found, pending = {name}, [name]
    while pending and len(found) < MAX_DRAWN:
        text = templates.source(made, pending.pop())
        more = kinship.named(made, text) - found if text is not None else set()
        found |= more
        pending += more
    return {each.removeprefix(shelf.SHIPPED) for each in found}


def _files(folder: str, stem: str, lang: str) -> dict[str, bytes]:
    """The example's files, its brief asking for what is to be shown."""
    files = resources.example()
    path, facts = f"briefs/{SAMPLE}.toml", f"seeds/{SAMPLE}/facts.toml"
    text = files[path].decode("utf-8").replace('lang = "en"', f'lang = "{lang}"', 1)
    if folder == "sections":
        text = re.sub(r"^sections = .*$", f'sections = ["{stem}"]', text, count=1, flags=re.MULTILINE)
        text += f'\n[[section]]\nkey = "{stem}"\ntemplate = "sections/{stem}.md.j2"\n'
        if stem not in SECTIONS:
            # a section of the officer's own: let it have every sort of fact
            files[facts] = _SECTION.sub(f'section = "{stem}"'.encode(), files[facts])
    elif folder == "notes":
        text = f'citation_style = "{stem}"\n{text}'
    else:
        text = f'kind = "{stem}"\n{text}'
    return {**files, path: text.encode("utf-8")}


def _inputs(files: Mapping[str, bytes], own: Mapping[str, str], brief: str, key: str) -> Inputs:
    held = {path: File(path, data) for path, data in files.items()}
    folder = f"seeds/{SAMPLE}"
    sources = {path: file for path, file in held.items() if path.startswith(folder) and path.endswith(".txt")}
    collection = Collection(
        SAMPLE, folder, held[f"{folder}/sources.toml"], held[f"{folder}/facts.toml"], sources
    )
    return Inputs(brief, held[f"briefs/{SAMPLE}.toml"], (collection,), (*SECTIONS, key), own)


def _page(document: d.Document, folder: str) -> str:
    """The Markdown of a document without its annex and properties; of a style of notes, the notes alone."""
    ends = (
        number
        for number, block in enumerate(document.blocks)
        if isinstance(block, d.Heading) and block.id.startswith("annex-")
    )
    kept = document.blocks[: next(ends, len(document.blocks))]
    text = write("md", replace(document, blocks=kept), Theme(), "preview").data.decode("utf-8")
    _, _, page = text.removeprefix("---\n").partition("\n---\n")
    if folder == "notes":
        return "".join(f"{line}\n\n" for line in page.split("\n") if line.startswith("[^"))
    return page.lstrip("\n")
