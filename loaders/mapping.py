"""A mapping tells what the columns of a table mean: read from YAML, or proposed from the headers of a table.

Everything in the YAML is text: a header `Nee` stays "Nee", `012` keeps its zero. Anchors, tags and deep nesting
have no use here and are refused, so that no mapping can grow when it is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from loaders.lezen import kort
from loaders.mapping_proposal import voorstel
from loaders.mapping_schema import Afbeelding, MappingError, Mappingfout, Pad, afbeelding

__all__ = ["Afbeelding", "MappingError", "Mappingfout", "afbeelding", "lees_mapping", "voorstel"]

MAX_BYTES = 65_536
MAX_DEPTH = 5
MAX_NODES = 5_000
_NOTHING = ("", "~", "null", "Null", "NULL")


def lees_mapping(text: str) -> Mapping[str, object]:
    """Read a mapping in YAML as plain data, checked against the schema; raises MappingError with every mistake."""
    if len(text.encode("utf-8", errors="replace")) > MAX_BYTES:
        nl, en = f"groter dan {MAX_BYTES} bytes", f"larger than {MAX_BYTES} bytes"
        raise MappingError([Mappingfout(None, "bestand", nl, en)])
    try:
        _refuse_what_grows(text)
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _no_yaml(None if mark is None else mark.line + 1, error.problem or "") from error
    except yaml.YAMLError as error:
        raise _no_yaml(None, str(error)) from error
    lines: dict[Pad, int] = {(): 1}
    mistakes: list[Mappingfout] = []
    data = _plain(root, (), lines, mistakes) if root is not None else None
    if not isinstance(data, dict):
        nl = "een mapping bestaat uit sleutels met waarden, zoals 'versie: 1'"
        raise MappingError(
            [Mappingfout(1, "bestand", nl, "a mapping consists of keys with values, as 'versie: 1'")]
        )
    try:
        afbeelding(data, lines)
    except MappingError as error:
        raise MappingError([*mistakes, *error.fouten]) from None
    if mistakes:
        raise MappingError(mistakes)
    return data


def _refuse_what_grows(text: str) -> None:
    """Look at the events before anything is built: aliases, tags, depth and count."""
    depth = 0
    for number, event in enumerate(yaml.parse(text, Loader=yaml.SafeLoader)):
        line = event.start_mark.line + 1 if event.start_mark else None
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            nl, en = (
                "ankers en verwijzingen (& en *) kunnen hier niet",
                "anchors and aliases (& and *) cannot be used",
            )
        elif isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag is not None:
            nl, en = "typeaanduidingen (!) kunnen hier niet", "tags (!) cannot be used"
        elif depth > MAX_DEPTH:
            nl, en = f"dieper dan {MAX_DEPTH} lagen", f"nested deeper than {MAX_DEPTH} levels"
        elif number > MAX_NODES:
            nl, en = f"meer dan {MAX_NODES} onderdelen", f"more than {MAX_NODES} parts"
        else:
            continue
        raise MappingError([Mappingfout(line, "bestand", nl, en)])


def _plain(node: yaml.Node, path: Pad, lines: dict[Pad, int], mistakes: list[Mappingfout]) -> Any:
    """Turn nodes into dicts, lists and texts, and note the line of each."""
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        made: dict[str, Any] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            name = key.value if isinstance(key, yaml.ScalarNode) else "?"
            if name in made:
                shown = ".".join(str(step) for step in (*path, name))
                nl, en = "deze sleutel staat er twee keer", "this key stands here twice"
                mistakes.append(Mappingfout(line, shown, nl, en))
            lines[(*path, name)] = line
            made[name] = _plain(value, (*path, name), lines, mistakes)
        return made
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*path, str(i)), lines, mistakes) for i, item in enumerate(node.value, start=1)]
    plain = getattr(node, "style", None) is None
    return "" if plain and node.value in _NOTHING else node.value


def _no_yaml(line: int | None, problem: str) -> MappingError:
    nl = f"geen geldige YAML ({kort(problem)}); let op inspringen met spaties en op aanhalingstekens"
    en = f"not valid YAML ({kort(problem)}); mind indenting by spaces, and quotes"
    return MappingError([Mappingfout(line, "bestand", nl, en)])
