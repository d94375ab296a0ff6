"""What a template may name where: the kinds of values, and expressions held against them."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from typing import Any, Final, get_args, get_origin, get_type_hints

from jinja2 import nodes
from jinja2.tests import TESTS

from briefbook.assembly import filters, sandbox, trouble, views
from briefbook.text import shape, words

Kind = Any
# a class of views, str, int, Decimal; ("list", kind); one of the three below; None where it is not known
Scope = dict[str, Kind]
LOOP: Final = "a loop"
MACRO: Final = "a macro"
WORDS: Final = "the words of the language"
GLOBALS: Mapping[str, Scope] = {
    "sections": {"brief": views.BriefView, "section": views.SectionView, "words": WORDS},
    "kinds": {"brief": views.BriefView, "words": WORDS},
    "notes": {"note": views.NoteView, "words": WORDS},
}
SAME = (
    "list",
    "reverse",
    "sort",
    "unique",
    "select",
    "reject",
    "selectattr",
    "rejectattr",
    "tagged",
    "default",
)
# filters that give what they take
TEXTS = (
    "join",
    "upper",
    "lower",
    "cite",
    "quote",
    "chart",
    "table",
    "in_language",
    "listed",
    "number",
    "money",
)
KINDS: Mapping[type, str] = {str: "text", int: "number", Decimal: "number"}


@cache
def fields(view: type) -> Mapping[str, Kind]:
    """The kinds of a view's fields, of those that templates may read."""
    known = {each.__name__: each for each in views.READABLE}
    hints = get_type_hints(view, localns=known)
    return {name: _kind(hints[name]) for name in views.READABLE[view]}


def element(kind: Kind) -> Kind:
    """The kind of what stands in a list."""
    return kind[1] if isinstance(kind, tuple) else None


class Reader:
    """Reads the expressions of one template and remembers what is wrong with them."""

    def __init__(self, name: str, tree: nodes.Template, labels: frozenset[str]) -> None:
        self.problems: list[tuple[str, nodes.Node]] = []
        folder = name.partition("/")[0]
        self._globals = GLOBALS.get(folder)
        # a piece that others include sees what stands around the include
        self._open = self._globals is None
        self._labels = labels | frozenset(words.load("en").labels)
        self._excused = {
            each.node.name
            for each in tree.find_all(nodes.Test)
            if each.name in ("defined", "undefined") and isinstance(each.node, nodes.Name)
        }
        self._macros = {each.name: MACRO for each in tree.find_all(nodes.Macro)}
        self._set = {
            each.name: None
            for assign in tree.body
            if isinstance(assign, nodes.Assign | nodes.AssignBlock)
            for each in assign.find_all(nodes.Name)
            if each.ctx == "store"
        }

    def top(self) -> Scope:
        """The names that are known at the top of the template and in its blocks."""
        outside = self._globals or {"brief": views.BriefView, "section": views.SectionView, "words": WORDS}
        return {"self": None, **outside, **self._macros, **self._set}

    def named(self, target: nodes.Node, kind: Kind) -> Scope:
        """What a loop or {% set %} calls its values."""
        if isinstance(target, nodes.Name):
            return {target.name: kind}
        return {each.name: None for each in target.find_all(nodes.Name)}

    def read(self, node: nodes.Node, scope: Scope, *, excused: bool = False) -> Kind:
        """The kind of an expression; what is wrong in it is added to the problems."""
        readers: dict[type, Callable[[Any, Scope], Kind]] = {
            nodes.Name: self._name,
            nodes.Getattr: self._attribute,
            nodes.Getitem: self._item,
            nodes.Filter: self.filter,
            nodes.Test: self._test,
            nodes.Call: self._call,
        }
        if reading := readers.get(type(node)):
            before = len(self.problems)
            kind = reading(node, scope)
            if excused:
                del self.problems[before:]
            return kind
        kinds = [self.read(child, scope) for child in node.iter_child_nodes()]
        if isinstance(node, nodes.Const):
            return type(node.value) if isinstance(node.value, str | int) else None
        if isinstance(node, nodes.List):
            return ("list", kinds[0] if len(set(map(str, kinds))) == 1 else None)
        return str if isinstance(node, nodes.Concat) else None

    def filter(self, node: nodes.Filter, scope: Scope) -> Kind:
        """The kind of what a filter gives."""
        if node.name not in filters.table():
            self._say(f"No filter named '{node.name}'", node)
        kind = self.read(node.node, scope, excused=node.name == "default") if node.node is not None else None
        for child in (*node.args, *(pair.value for pair in node.kwargs)):
            self.read(child, scope)
        if node.name == "map":
            attribute = next((pair.value for pair in node.kwargs if pair.key == "attribute"), None)
            inner = element(kind)
            if isinstance(attribute, nodes.Const) and inner in views.READABLE:
                return ("list", self._field(inner, str(attribute.value), node))
            return ("list", None)
        if node.name in ("selectattr", "rejectattr") and node.args and element(kind) in views.READABLE:
            first = node.args[0]
            if isinstance(first, nodes.Const):
                self._field(element(kind), str(first.value), node)
        if node.name in SAME:
            return kind
        if node.name in ("first", "last"):
            return element(kind)
        if node.name in TEXTS:
            return str
        return int if node.name in ("length", "count") else None

    def _name(self, node: nodes.Name, scope: Scope) -> Kind:
        if node.name in scope:
            return scope[node.name]
        if not self._open and node.name not in self._excused and node.ctx == "load":
            self._say(f"'{node.name}' is undefined", node, scope)
        return None

    def _attribute(self, node: nodes.Getattr, scope: Scope) -> Kind:
        kind = self.read(node.node, scope)
        return self._field(kind, node.attr, node)

    def _item(self, node: nodes.Getitem, scope: Scope) -> Kind:
        kind = self.read(node.node, scope)
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            return self._field(kind, node.arg.value, node)
        self.read(node.arg, scope)
        if kind is str:
            self.problems.append(("a text is printed whole: no part of it can be picked out", node))
        return kind if isinstance(node.arg, nodes.Slice) else element(kind)

    def _test(self, node: nodes.Test, scope: Scope) -> Kind:
        if node.name not in TESTS:
            self._say(f"No test named '{node.name}'", node)
        self.read(node.node, scope, excused=node.name in ("defined", "undefined"))
        for child in node.args:
            self.read(child, scope)
        return None

    def _call(self, node: nodes.Call, scope: Scope) -> Kind:
        for child in (*node.args, *(pair.value for pair in node.kwargs)):
            self.read(child, scope)
        target = node.node
        if isinstance(target, nodes.Getattr):
            kind = self.read(target.node, scope)
            if not (isinstance(target.node, nodes.Name) and target.node.name in ("self", "loop")):
                if kind is not None:
                    self._say("x is not safely callable", node)
                return None
            return None
        kind = self.read(target, scope)
        if kind not in (None, MACRO):
            self._say("x is not safely callable", node)
        return None

    def _field(self, kind: Kind, name: str, node: nodes.Node) -> Kind:
        """The kind of a field; a wrong name is a problem."""
        first, _, rest = name.partition(".") if kind is not WORDS else (name, "", "")
        if kind in views.READABLE:
            if first not in views.READABLE[kind]:
                self._say(f"'{kind.__name__} object' has no attribute '{first}'", node)
                return None
            found = fields(kind)[first]
            return self._field(found, rest, node) if rest else found
        if kind is LOOP:
            if first not in sandbox.LOOP:
                self._say(f"'LoopContext object' has no attribute '{first}'", node)
        elif kind is WORDS:
            if name not in self._labels:
                hint = shape.nearest(name, self._labels)
                self.problems.append((f"there is no word {name!r} in the language{hint}", node))
            return str
        elif kind is str or isinstance(kind, tuple):
            said = "str object" if kind is str else "tuple object"
            self._say(f"'{said}' has no attribute '{first}'", node)
        return None

    def _say(self, message: str, node: nodes.Node, scope: Scope | None = None) -> None:
        told = trouble.said(message, filters.table())
        if scope is not None and isinstance(node, nodes.Name) and "did you mean" not in told:
            told += shape.nearest(node.name, scope)
        self.problems.append((told, node))


def _kind(hint: Any) -> Kind:
    if get_origin(hint) is tuple:
        return ("list", _kind(get_args(hint)[0]))
    return hint
