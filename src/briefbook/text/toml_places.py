"""Where the tables of a TOML file begin and end, so that lines can be added and all others stay."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from briefbook.text import toml


@dataclass(frozen=True, slots=True)
class Place:
    """One table of an array of tables, in bytes of its file."""

    head: int
    # after the line [[…]]
    plain: int
    # after the line on which its last key = value ends, its own tables not counted
    end: int
    # after the line on which its last key ends, those of its own tables counted
    values: Mapping[str, tuple[int, int]]
    # where the value of a key begins and ends


def tables(data: bytes, name: str) -> tuple[Place, ...]:
    """The tables written `[[name]]`, in order; those written in one line with others are not among them."""
    import tree_sitter
    import tree_sitter_toml

    parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_toml.language()))
    found: list[Place] = []
    within = False
    for node in parser.parse(data).root_node.children:
        if node.type not in ("table", "table_array_element"):
            continue
        parts = toml.key_parts(next((child for child in node.children if child.is_named), None))
        last = _line_end(data, max(child.end_byte for child in _lines(node)))
        if parts == [name] and node.type == "table_array_element":
            within = True
            found.append(_place(data, node, last))
        elif parts[:1] == [name] and within and found:
            whole = found.pop()
            found.append(Place(whole.head, whole.plain, last, whole.values))
        else:
            within = False
    return tuple(found)


def edited(data: bytes, changes: Mapping[tuple[int, int], bytes]) -> bytes:
    """The file with stretches of it replaced; an empty stretch is a place where something comes in."""
    for (start, end), new in sorted(changes.items(), reverse=True):
        data = data[:start] + new + data[end:]
    return data


def _place(data: bytes, node: Any, last: int) -> Place:
    pairs = [child for child in node.children if child.type == "pair"]
    values = {}
    for pair in pairs:
        key, *value = [child for child in pair.children if child.is_named and child.type != "comment"]
        if value:
            values[".".join(toml.key_parts(key))] = (value[0].start_byte, value[0].end_byte)
    head = next(child for child in node.children if child.type == "]]")
    return Place(_line_end(data, head.end_byte), last, last, values)


def _lines(node: Any) -> list[Any]:
    """What of a table is its own: its head and its pairs, without the comments after them."""
    return [child for child in node.children if child.type == "pair" or child.type in ("]]", "]")]


def _line_end(data: bytes, at: int) -> int:
    """The offset after the line in which an offset lies."""
    found = data.find(b"\n", at)
    return len(data) if found < 0 else found + 1
