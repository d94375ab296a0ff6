"""Files below templates/ that no brief uses, with the name that was meant."""

from collections.abc import Iterable, Mapping
from functools import partial

from briefbook.assembly import kinship, shelf, templates
from briefbook.model.brief import KINDS, SECTIONS
from briefbook.model.diagnostic import Diagnostic, Severity
from briefbook.text import shape, toml

Table = Mapping[str, object]


def unused(
    own: Mapping[str, str],
    shipped: Mapping[str, str],
    briefs: Mapping[str, bytes],
    config: bytes = b"",
    strays: Iterable[str] = (),
) -> tuple[Diagnostic, ...]:
    """What lies below templates/ and changes nothing; `strays` are files there whose ending means nothing."""
    if not own and not strays:
        return ()
    known = _wanted(briefs, config) | {name for name in shipped if not name.startswith("themes/")}
    used = known | _drawn_on(own, known)
    found = []
    for path in own:
        at = shelf.place(path)
        if at.brief and at.brief not in briefs:
            hint = (
                shape.nearest(at.brief, briefs) or "; the folder below briefs/ is named after a brief's file"
            )
            found.append(_told(path, f"there is no brief {at.brief!r}{hint}"))
        elif at.name not in used:
            found.append(_told(path, _why(at, used | set(shipped))))
    for path in strays:
        name = shelf.place(path).name
        near = shape.nearest(name, used | {f"{each}.j2" for each in used})
        if near and not name.endswith("~"):
            found.append(_told(path, f"its name does not end as those of templates do{near}"))
    return tuple(found)


def _why(at: shelf.Place, known: Iterable[str]) -> str:
    folder, _, rest = at.name.rpartition("/")
    known = [name for name in known if name.endswith(at.name.rpartition(".")[2])]
    first = folder.partition("/")[0]
    if first and first not in shelf.FOLDERS:
        hint = shape.nearest(first, (*shelf.FOLDERS, shelf.BRIEFS)) or (
            f"; folders that count are {', '.join(shelf.FOLDERS)}, {shelf.BRIEFS}/<id> and those of languages"
        )
        return f"no brief uses it, and {first!r} is no folder of templates{hint}"
    if not folder:
        return f"no brief uses it: it stands in no folder{_meant(f'sections/{rest}', known)}"
    return f"no brief uses it{_meant(at.name, known)}"


def _meant(name: str, known: Iterable[str]) -> str:
    same = [each for each in known if each.partition("/")[0] == name.partition("/")[0]]
    return shape.nearest(name, same) or "; a brief names it, or a section has its name"


def _told(path: str, why: str) -> Diagnostic:
    return Diagnostic("template-unused", why, Severity.WARNING, f"templates/{path}")


def _wanted(briefs: Mapping[str, bytes], config: bytes) -> set[str]:
    """The names of templates and themes that the briefs of a workspace ask for."""
    tables = [toml.read(data, "")[0] or {} for data in briefs.values()]
    settings = (toml.read(config, "")[0] or {}).get("defaults") if config else None
    tables += [settings] if isinstance(settings, dict) else []
    found = {f"kinds/{kind}.md.j2" for kind in KINDS} | {f"sections/{key}.md.j2" for key in SECTIONS}
    for table in tables:
        take = partial(_texts, table)
        found |= {f"themes/{name}.toml" for name in (*take("theme"), "default", "compact")}
        found |= {f"notes/{name}.md.j2" for name in take("citation_style")}
        found |= {f"sections/{key}.md.j2" for key in take("sections")}
        for row in shape.tables(table.get("section")):
            found |= {f"sections/{key}.md.j2" for key in _texts(row, "key")} | set(_texts(row, "template"))
    return found


def _texts(table: Table, key: str) -> list[str]:
    value = table.get(key)
    items = value if isinstance(value, list) else [value]
    return [item.removeprefix(shelf.SHIPPED) for item in items if isinstance(item, str)]


def _drawn_on(own: Mapping[str, str], known: Iterable[str]) -> set[str]:
    """What the used templates and themes of a workspace draw on, through however many others."""
    reader = templates.environment({}, {})
    names: dict[str, set[str]] = {}
    for path, text in own.items():
        names.setdefault(shelf.place(path).name, set()).update(_named(path, text, reader))
    found: set[str] = set()
    pending = [name for name in names if name in known]
    while pending:
        more = names.get(pending.pop(), set()) - found
        found |= more
        pending += more
    return found


def _named(path: str, text: str, reader: templates.Environment) -> set[str]:
    if path.endswith(".toml"):
        table = toml.read(text.encode("utf-8"), "")[0] or {}
        return {f"themes/{name}.toml" for name in _texts(table, "extends")}
    return {name.removeprefix(shelf.SHIPPED) for name in kinship.named(reader, text)}
