"""Packs as files: what a county's pack leaves unsaid its city's says, and what that leaves unsaid its province's.

Layers are laid over each other before anything is checked, piece by piece as they are named: mappings by key, lists of
mappings by the first key of each (``rule``, ``feed``, ``group``, ``valid_from``) where these differ; any other list
replaces the one below it. Every piece remembers its file and line, so that a refusal can name them.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

Location = tuple[int | str, ...]


class PackRefused(ValueError):
    """A pack that cannot be read, does not have the form of one, or contradicts itself; says in which line."""


def read_layer(text: str, name: str) -> MappingNode:
    """The pieces of one file; PackRefused when it is no YAML mapping or says a key twice."""
    loader = yaml.SafeLoader(text)
    loader.name = name
    try:
        node = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        line = f" 第 {error.problem_mark.line + 1} 行" if error.problem_mark else ""
        raise PackRefused(f"{name}{line}：不是 YAML（{error.problem}）") from None
    if not isinstance(node, MappingNode):
        raise PackRefused(f"{name}：应为“名称: 内容”的 YAML，没有找到内容")
    for twice in _said_twice(node):
        raise PackRefused(f"{place_of(twice)}：{twice.value} 写了两次，请只留一处")
    return node


def lay_over(layers: Sequence[MappingNode]) -> MappingNode:
    """One mapping of them all, the widest area first; what a later layer says counts."""
    found: Node = layers[0]
    for layer in layers[1:]:
        found = _merged(found, layer)
    assert isinstance(found, MappingNode)  # noqa: S101 -- mappings make a mapping
    return found


def content_of(node: Node) -> Any:
    """The plain values of a piece."""
    return yaml.SafeLoader("").construct_document(node)


def locate(node: Node, location: Location) -> str:
    """``<file> 第 <line> 行`` of what stands at ``location`` (keys and positions), or of the nearest around it."""
    for part in location:
        inner = _inner(node, part)
        if inner is None:
            break
        node = inner
    return place_of(node)


def place_of(node: Node) -> str:
    """``<file> 第 <line> 行``."""
    mark = node.start_mark
    return f"{Path(mark.name).name} 第 {mark.line + 1} 行"


def _inner(node: Node, part: int | str) -> Node | None:
    if isinstance(node, MappingNode):
        return next((value for key, value in node.value if key.value == str(part)), None)
    if isinstance(node, SequenceNode) and isinstance(part, int) and part < len(node.value):
        found: Node = node.value[part]
        return found
    return None


def _merged(below: Node, above: Node) -> Node:
    if isinstance(below, MappingNode) and isinstance(above, MappingNode):
        said = {key.value: (key, value) for key, value in below.value}
        for key, value in above.value:
            said[key.value] = (key, _merged(said[key.value][1], value) if key.value in said else value)
        return MappingNode(above.tag, list(said.values()), above.start_mark, above.end_mark)
    if (
        isinstance(below, SequenceNode)
        and isinstance(above, SequenceNode)
        and all(map(_are_named, (below.value, above.value)))
    ):
        named = {_name(item): item for item in below.value}
        for item in above.value:
            named[_name(item)] = _merged(named[_name(item)], item) if _name(item) in named else item
        return SequenceNode(above.tag, list(named.values()), above.start_mark, above.end_mark)
    return above


def _are_named(items: Sequence[Node]) -> bool:
    if not all(isinstance(item, MappingNode) and item.value for item in items):
        return False
    return len({_name(item) for item in items}) == len(items)


def _name(item: Node) -> tuple[str, str]:
    key, value = item.value[0]
    return key.value, str(value.value)


def _said_twice(node: Node) -> Iterator[ScalarNode]:
    if isinstance(node, MappingNode):
        seen = set()
        for key, value in node.value:
            if key.value in seen:
                yield key
            seen.add(key.value)
            yield from _said_twice(value)
    if isinstance(node, SequenceNode):
        for item in node.value:
            yield from _said_twice(item)
