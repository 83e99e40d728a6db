"""Reads front matter: the fields in YAML or TOML that static sites and web clippers write before a Markdown text.

python-frontmatter does not say where the front matter stands, so its fences are found here. YAML is read by PyYAML with all values as
texts: "no" stays a language, and a date stays as it is written. Front matter that is long or no valid YAML, such as an unquoted title
with a colon, is read line by line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import tomli

from boilerstrip.readers.containers.field_names import KNOWN, TITLES, fold_key, fold_keys, read_stated
from boilerstrip.readers.containers.mask import blank_out, make_wrapping, name_fields
from boilerstrip.readers.containers.unwrapped import Unwrapped

# The fences, and the line that closes the front matter.
_OPENING = re.compile(r"\s{0,20}?^(---|\+\+\+)[ \t]{0,200}\r?$", re.M)
_CLOSINGS = {
    "---": re.compile(r"^(?:---|\.\.\.)[ \t]{0,200}\r?$", re.M),
    "+++": re.compile(r"^\+\+\+[ \t]{0,200}\r?$", re.M),
}
# Longer front matter is not looked for; longer than the second limit (in characters), it is read line by line, because PyYAML reads some
# 100 kB a second.
_MOST_CHARS, _MOST_PARSED_CHARS = 25_000_000, 20_000
# References and brackets inside YAML; more are a bomb.
_MOST_REFERENCES, _MOST_BRACKETS = 50, 500
_FIELD = re.compile(r"([A-Za-z_][\w .:-]{0,60}?)[ \t]*:(?:[ \t]+(.*)|[ \t]*)")
_TOML_FIELD = re.compile(r"([A-Za-z_][\w-]{0,60})[ \t]*=[ \t]*(.*)")
_ITEM = re.compile(r"[ \t]*-[ \t]+(.*)")
_MOST_LINES = 50_000


def unwrap_front_matter(text: str) -> Unwrapped | None:
    r"""The text with blanks in place of its front matter; `None` for a text without front matter.

    A text that merely begins with a rule is none: the lines between the two fences must be fields, a title or two other known fields among
    them.

    >>> unwrap_front_matter("---\ntitle: Ferry sinks\n---\nNobody was hurt.").stated.declared.titles
    ('Ferry sinks',)
    >>> unwrap_front_matter("---\nNobody was hurt.\n---\nThe end.") is None
    True
    """
    opening = _OPENING.match(text[:300])
    if opening is None:
        return None
    closing = _CLOSINGS[opening[1]].search(text, opening.end() + 1, _MOST_CHARS)
    if closing is None:
        return None
    inner = text[opening.end() : closing.start()]
    fields = _read_yaml(inner) if opening[1] == "---" else _read_toml(inner)
    if fields is None or not _is_about_text(fields):
        return None
    language = "YAML" if opening[1] == "---" else "TOML"
    evidence = f"is the {language} front matter of the text: {name_fields(map(str, fields))}"
    wrapping = make_wrapping(text, (0, closing.end()), "front-matter", evidence)
    stated = read_stated(fold_keys({**_flatten(fields), **fields}))
    return Unwrapped(blank_out(text, 0, closing.end()), "markdown", stated, (wrapping,))


def _is_about_text(fields: Mapping[Any, Any]) -> bool:
    """Whether fields are those of a text: a title among them, or two other known ones, or no unknown one."""
    keys = [fold_key(name) for name in fields if isinstance(name, str)]
    known = sum(key in KNOWN for key in keys)
    return known == len(fields) > 0 or known > 1 or (known == 1 and not set(TITLES).isdisjoint(keys))


def _flatten(fields: Mapping[Any, Any]) -> dict[Any, Any]:
    """The fields inside tables such as `params` and `extra`, where static sites keep fields of their own."""
    inner: dict[Any, Any] = {}
    for name in ("params", "extra", "taxonomies"):
        if isinstance(table := fields.get(name), dict):
            inner.update(table)
    return inner


def _read_toml(text: str) -> Mapping[Any, Any] | None:
    """The fields of TOML, with dates as texts; `None` where it has none."""
    if len(text) <= _MOST_PARSED_CHARS:
        try:
            return {name: _to_text(value) for name, value in tomli.loads(text.replace("\r", "")).items()}
        except (ValueError, RecursionError):  # as for YAML, the lines may be clear all the same
            pass
    return _read_lines(text, _TOML_FIELD)


def _to_text(value: Any) -> Any:
    return value if isinstance(value, str | list | dict) else str(value)


def _read_yaml(text: str) -> Mapping[Any, Any] | None:
    """The fields of YAML; `None` where it has none."""
    is_small = len(text) <= _MOST_PARSED_CHARS and text.count("[") + text.count("{") <= _MOST_BRACKETS
    if is_small and text.count("*") + text.count("&") <= _MOST_REFERENCES:
        import yaml  # loaded on first use, as few texts have front matter

        try:
            fields = yaml.load(text, Loader=yaml.BaseLoader)  # all values are texts; nothing can be executed
        except (yaml.YAMLError, ValueError, RecursionError):
            return _read_lines(text, _FIELD)
        return fields if isinstance(fields, dict) else None
    return _read_lines(text, _FIELD)


def _read_lines(text: str, field: re.Pattern[str]) -> dict[str, Any] | None:
    """The fields that are one line each, or a name and the items of a list; `None` where another line stands among them.

    Lines that are indented continue the field before.
    """
    fields: dict[str, Any] = {}
    name = ""
    for line in text.splitlines()[:_MOST_LINES]:
        bare = line.strip()
        if not bare or bare[0] == "#":
            continue
        if line[0] in " \t-]})[":
            item = _ITEM.fullmatch(line)
            if not name:
                return None
            if item and isinstance(fields[name], list):
                fields[name].append(_strip_quotes(item[1]))
            continue
        match = field.fullmatch(line.rstrip())
        if match is None:
            return None
        name, value = match[1], match[2] or ""
        fields[name] = _read_value(value) if value else []
    return fields or None


def _read_value(value: str) -> str | list[str]:
    value = value.strip()
    if value[:1] == "[" and value[-1:] == "]" and value[:2] != "[[":
        return [_strip_quotes(item) for item in value[1:-1].split(",")]
    return _strip_quotes(value)


def _strip_quotes(value: str) -> str:
    value = value.strip()
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value
