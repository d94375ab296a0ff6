"""Mistakes in a workspace's templates, found by reading them: each with file, line and the nearest name."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError

from briefbook.assembly import kinship, marks, shelf, templates, vocabulary
from briefbook.assembly.vocabulary import Kind, Scope
from briefbook.model.diagnostic import Diagnostic, Severity
from briefbook.text import shape

MAX_FOUND = 20
# of one file
PRINTING = (
    "join",
    "upper",
    "lower",
    "listed",
    "number",
    "money",
    "date",
    "plural",
    "first",
    "last",
    "default",
)
# filters that print what they are given
Labels = Mapping[str, str]


@dataclass(slots=True)
class _File:
    """A template that is being looked at."""

    name: str
    path: str
    reader: vocabulary.Reader
    family: kinship.Family
    found: list[Diagnostic] = field(default_factory=list)
    figures: dict[str, str] = field(default_factory=dict)
    # names that {% set %} gave a text with a figure in it

    def report(self, code: str, message: str, node: nodes.Node, severity: Severity = Severity.ERROR) -> None:
        """Add a diagnostic at the line of a node."""
        text = f"the template cannot be used: {message}" if severity is Severity.ERROR else message
        self.found.append(Diagnostic(code, text[:400], severity, self.path, node.lineno))


def all_of(
    own: Mapping[str, str],
    shipped: Mapping[str, str],
    labels: Labels = MappingProxyType({}),
    only: Iterable[str] = (),
) -> tuple[Diagnostic, ...]:
    """Look at every template of a workspace, or at those named by path; `labels` are a theme's own words."""
    written = tuple(sorted((path, text) for path, text in own.items() if path.endswith(".j2")))
    wanted = frozenset(only)
    found = _all_of(written, tuple(sorted(shipped.items())), frozenset(labels)) if written else ()
    return tuple(item for path, items in found if not wanted or path in wanted for item in items)


@lru_cache(maxsize=8)
def _all_of(
    own: tuple[tuple[str, str], ...], shipped: tuple[tuple[str, str], ...], labels: frozenset[str]
) -> tuple[tuple[str, tuple[Diagnostic, ...]], ...]:
    mine, theirs = dict(own), dict(shipped)
    return tuple((path, _one(path, mine, theirs, labels)) for path in mine)


def _one(
    path: str, own: Mapping[str, str], shipped: Mapping[str, str], labels: frozenset[str]
) -> tuple[Diagnostic, ...]:
    at = shelf.place(path)
    made = templates.environment(own, shipped, at.brief, at.lang)
    found: list[Diagnostic] = []
    shown = f"templates/{path}"
    with templates.explained(found):
        try:
            tree = templates.admitted(made, own[path], at.name, shown)
            family = kinship.Family(made, at.name, tree)
            file = _File(at.name, shown, vocabulary.Reader(at.name, tree, labels), family)
            _look(file, tree)
            found += file.found[:MAX_FOUND]
            if not any(item.is_error for item in found):
                # what reading alone does not find, Jinja's compiler may
                made.compile(own[path], at.name, shown)
        except (RecursionError, MemoryError):
            raise TemplateSyntaxError("nested too deeply", 1, at.name, shown) from None
    return tuple(found)


def _look(file: _File, tree: nodes.Template) -> None:
    scope = file.reader.top()
    _body(tree.body, scope, file)
    told: set[int] = set()
    for message, node in file.reader.problems:
        # one mistake of a line often brings others with it
        if node.lineno not in told:
            file.report(_code(message), message, node)
        told.add(node.lineno)
    for code, message, node, severity in file.family.problems():
        file.report(code, message, node, severity)
    _cites(tree, file)


def _code(message: str) -> str:
    return (
        "template-syntax"
        if message.startswith(("there is no filter", "there is no test"))
        else "template-error"
    )


def _body(body: Iterable[nodes.Node], scope: Scope, file: _File) -> None:
    for node in body:
        _statement(node, scope, file)


def _statement(node: nodes.Node, scope: Scope, file: _File) -> None:
    read = file.reader.read
    if isinstance(node, nodes.Output):
        for child in node.nodes:
            if not isinstance(child, nodes.TemplateData):
                read(child, scope)
                _printed(child, file)
    elif isinstance(node, nodes.For):
        element = vocabulary.element(read(node.iter, scope))
        inner = Scope(scope) | file.reader.named(node.target, element) | {"loop": vocabulary.LOOP}
        if node.test is not None:
            read(node.test, inner)
        _body(node.body, inner, file)
        _body(node.else_, Scope(scope), file)
    elif isinstance(node, nodes.If):
        read(node.test, scope)
        _body((*node.body, *node.elif_, *node.else_), scope, file)
    elif isinstance(node, nodes.Assign):
        kind = read(node.node, scope)
        scope.update(file.reader.named(node.target, kind))
        figure = _figure(node.node, file)
        if figure and isinstance(node.target, nodes.Name):
            file.figures[node.target.name] = figure
    elif isinstance(node, nodes.AssignBlock):
        _body(node.body, Scope(scope), file)
        scope.update(file.reader.named(node.target, str))
    elif isinstance(node, nodes.Macro | nodes.CallBlock):
        _called(node, scope, file)
    elif isinstance(node, nodes.Block):
        outside = scope if node.scoped else file.reader.top()
        _body(node.body, Scope(outside) | {"super": None, "self": None}, file)
    elif isinstance(node, nodes.With):
        inner = Scope(scope)
        for target, value in zip(node.targets, node.values, strict=True):
            inner.update(file.reader.named(target, read(value, scope)))
        _body(node.body, inner, file)
    elif isinstance(node, nodes.FilterBlock):
        file.reader.filter(node.filter, scope)
        _body(node.body, Scope(scope), file)
    else:
        _else(node, scope, file)


def _called(node: nodes.Macro | nodes.CallBlock, scope: Scope, file: _File) -> None:
    inner = Scope(scope)
    if isinstance(node, nodes.CallBlock):
        file.reader.read(node.call, scope)
    else:
        scope[node.name] = vocabulary.MACRO
        inner = Scope(file.reader.top()) | {
            name: kind for name, kind in scope.items() if kind is vocabulary.MACRO
        }
        inner |= {"varargs": None, "kwargs": None, "caller": vocabulary.MACRO}
    for argument in node.args:
        inner[argument.name] = None
    for value in node.defaults:
        file.reader.read(value, scope)
    _body(node.body, inner, file)


def _else(node: nodes.Node, scope: Scope, file: _File) -> None:
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.Expr):
            file.reader.read(child, scope)
        else:
            _statement(child, scope, file)


def _printed(node: nodes.Expr, file: _File) -> None:
    """What is printed by {{ }}: figures in texts of the template's own."""
    if figure := _figure(node, file):
        message = (
            f"the template itself writes the figure {figure[:40]} in {{{{ }}}}, where no note can prove it; "
            "print a fact with its cite"
        )
        file.report("uncited-figure", message, node, Severity.WARNING)


def _figure(node: nodes.Node | None, file: _File) -> str:
    """A figure that a printed expression holds as its own text, or ""."""
    if isinstance(node, nodes.Const):
        shown = str(node.value) if isinstance(node.value, str | int | float) else ""
        found = marks.NUMBER.search(shown) if not isinstance(node.value, bool) else None
        return found[0] if found else ""
    if isinstance(node, nodes.Name):
        return file.figures.get(node.name, "")
    if isinstance(node, nodes.Filter):
        return _figure(node.node, file) if node.name in PRINTING else ""
    if isinstance(node, nodes.Concat):
        return next(filter(None, (_figure(each, file) for each in node.nodes)), "")
    if isinstance(node, nodes.List | nodes.Tuple):
        return next(filter(None, (_figure(each, file) for each in node.items)), "")
    if isinstance(node, nodes.CondExpr):
        return _figure(node.expr1, file) or _figure(node.expr2, file)
    if isinstance(node, nodes.Call):
        return next(filter(None, (_figure(each, file) for each in node.args)), "")
    if isinstance(node, nodes.BinExpr):
        return _figure(node.left, file) and _figure(node.right, file)
    return ""


def _cites(tree: nodes.Template, file: _File) -> None:
    """Statements without their cite in the same body, and cites joined by ~."""
    for concat in tree.find_all(nodes.Concat):
        if any(each.name in ("cite", "quote") for each in concat.find_all(nodes.Filter)):
            message = "~ stands beside a cite; write {{ fact.statement }}{{ fact | cite }}, without ~"
            file.report("template-cite", message, concat, Severity.WARNING)
    bodies = (nodes.For, nodes.Macro, nodes.CallBlock, nodes.Block)
    for holder in (tree, *(each for kind in bodies for each in tree.find_all(kind))):
        own = list(_outputs(holder, bodies))
        cited = {
            _key(each.node)
            for holder_ in own
            for each in holder_.find_all(nodes.Filter)
            if each.name == "cite"
        }
        for output in own:
            for child in output.nodes:
                said = _said(child)
                if said and _key(said.node) not in cited and not isinstance(said.node, nodes.Call):
                    name = _key(said.node)
                    message = (
                        f"{name}.statement is printed without its note; write "
                        f"{{{{ {name}.statement }}}}{{{{ {name} | cite }}}}"
                    )
                    file.report("template-cite", message, said, Severity.WARNING)


def _outputs(holder: nodes.Node, bodies: tuple[type[nodes.Node], ...]) -> Iterator[nodes.Output]:
    for child in holder.iter_child_nodes():
        if isinstance(child, nodes.Output):
            yield child
        elif not isinstance(child, bodies):
            yield from _outputs(child, bodies)


def _said(node: nodes.Node | None) -> nodes.Getattr | None:
    while isinstance(node, nodes.Filter):
        node = node.node
    return node if isinstance(node, nodes.Getattr) and node.attr == "statement" else None


def _key(node: nodes.Node | None) -> str:
    """An expression as it may be written: point.fact."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{_key(node.node)}.{node.attr}"
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        return f"{_key(node.node)}[{shape.shown(node.arg.value)}]"
    if isinstance(node, nodes.Filter):
        return f"({_key(node.node)} | {node.name})"
    return "…"


__all__ = ["Kind", "all_of"]
