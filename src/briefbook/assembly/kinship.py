"""How templates hang together: who extends whom, blocks without a place, calls without an end."""

from collections.abc import Iterator
from dataclasses import dataclass

from jinja2 import TemplateError, nodes

from briefbook.assembly import shelf, templates
from briefbook.model.diagnostic import Severity
from briefbook.text import shape

MAX_PARENTS = 50
Problem = tuple[str, str, nodes.Node, Severity]


@dataclass(frozen=True, slots=True)
class Family:
    """A template and those that it draws on."""

    made: templates.Environment
    name: str
    tree: nodes.Template

    def problems(self) -> Iterator[Problem]:
        """Names that reach nothing, what is never printed, what never ends."""
        yield from self._missing()
        yield from self._endless()
        yield from self._loose()
        yield from self._macros()

    def _missing(self) -> Iterator[Problem]:
        known = templates.names(self.made)
        for node, named in references(self.tree):
            plain = named.removeprefix(shelf.SHIPPED)
            if templates.source(self.made, named) is None and not getattr(node, "ignore_missing", False):
                hint = shape.nearest(plain, known) or "; briefbook templates list shows what there is"
                yield "template-error", f"there is no template {named!r}{hint}", node, Severity.ERROR

    def _endless(self) -> Iterator[Problem]:
        """Templates that extend or include themselves, whatever the facts."""
        for node, named in references(self.tree, always=True):
            if named == self.name or self.name in self._reach(named):
                what = "extends" if isinstance(node, nodes.Extends) else "includes"
                cure = f'; write {{% {what} "default/…" %}} for the shipped one'.replace(
                    "includes", "include"
                )
                yield "template-error", f"it never ends, because it {what} itself{cure}", node, Severity.ERROR

    def _reach(self, name: str) -> set[str]:
        """The templates that one always draws on, itself or through others."""
        found: set[str] = set()
        pending = [name]
        while pending and len(found) < MAX_PARENTS:
            tree = self._tree(pending.pop())
            more = [named for _, named in references(tree, always=True)] if tree else []
            pending += [each for each in more if each not in found]
            found.update(more)
        return found

    def _tree(self, name: str) -> nodes.Template | None:
        text = templates.source(self.made, name)
        try:
            return self.made.parsed(text, name, name) if text is not None else None
        except (TemplateError, RecursionError):
            return None

    def _loose(self) -> Iterator[Problem]:
        """In a template that extends another: blocks that no parent has, and what stands outside."""
        parent = next((node for node in self.tree.body if isinstance(node, nodes.Extends)), None)
        if parent is None or not isinstance(parent.template, nodes.Const):
            return
        blocks = self._blocks(str(parent.template.value))
        if blocks is None:
            return
        for node in self.tree.body:
            if isinstance(node, nodes.Block) and node.name not in blocks:
                hint = shape.nearest(node.name, blocks) or f"; it has {', '.join(sorted(blocks)) or 'none'}"
                above = f"{parent.template.value} has no such block"
                message = f"the block {node.name!r} is never printed: {above}{hint}"
                yield "template-unreachable", message, node, Severity.WARNING
            elif isinstance(node, nodes.Output) and (first := _first(node)):
                message = (
                    "what stands outside of a block is never printed in a template that extends another; "
                    "put it between {% block … %} and {% endblock %}"
                )
                yield "template-unreachable", message, first, Severity.WARNING

    def _blocks(self, name: str) -> set[str] | None:
        """The blocks of a template and of those that it extends."""
        found: set[str] = set()
        for _ in range(MAX_PARENTS):
            tree = self._tree(name)
            if tree is None:
                return None
            found |= {block.name for block in tree.find_all(nodes.Block)}
            parent = next((node for node in tree.body if isinstance(node, nodes.Extends)), None)
            if parent is None or not isinstance(parent.template, nodes.Const):
                return found
            name = str(parent.template.value)
        return None

    def _macros(self) -> Iterator[Problem]:
        """Macros that call themselves on every way through them."""
        macros = {macro.name: macro for macro in self.tree.find_all(nodes.Macro)}
        calls = {name: _calls(macro) & set(macros) for name, macro in macros.items()}
        for name, macro in macros.items():
            seen, pending = set[str](), list(calls[name])
            while pending:
                each = pending.pop()
                if each not in seen:
                    seen.add(each)
                    pending += calls[each]
            if name in seen:
                message = (
                    f"it never ends, because the macro {name!r} always calls itself; put the call into an if"
                )
                yield "template-error", message, macro, Severity.ERROR


def references(tree: nodes.Template, *, always: bool = False) -> Iterator[tuple[nodes.Node, str]]:
    """The templates that one names outright; `always`, only those outside of any condition or loop."""
    found = _certain(tree) if always else tree.find_all((nodes.Extends, nodes.Include))
    for node in found:
        if not isinstance(node, nodes.Extends | nodes.Include):
            continue
        items = (
            node.template.items if isinstance(node.template, nodes.List | nodes.Tuple) else [node.template]
        )
        if always and len(items) != 1:
            continue
        for item in items:
            if isinstance(item, nodes.Const) and isinstance(item.value, str):
                yield node, item.value


def named(made: templates.Environment, text: str) -> set[str]:
    """The templates that a text names outright; none where it cannot be read."""
    try:
        return {name for _, name in references(made.parsed(text, None, None))}
    except (TemplateError, RecursionError, ValueError):
        return set()


def _calls(macro: nodes.Macro) -> set[str]:
    return {
        node.node.name
        for node in _certain(macro)
        if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name)
    }


def _certain(holder: nodes.Node) -> Iterator[nodes.Node]:
    """What is run on every way through a template or macro."""
    pending = list(holder.iter_child_nodes())
    while pending:
        node = pending.pop()
        if isinstance(node, nodes.If | nodes.CondExpr):
            pending.append(node.test)
        elif isinstance(node, nodes.For):
            pending.append(node.iter)
        elif isinstance(node, nodes.And | nodes.Or):
            pending.append(node.left)
        elif not isinstance(node, nodes.Macro):
            yield node
            pending += node.iter_child_nodes()


def _first(output: nodes.Output) -> nodes.Node | None:
    """The first thing that an output would show."""
    for child in output.nodes:
        if not isinstance(child, nodes.TemplateData):
            return child
        if child.data.strip():
            child.lineno += len(child.data) - len(child.data.lstrip()) and child.data[
                : len(child.data) - len(child.data.lstrip())
            ].count("\n")
            return child
    return None
