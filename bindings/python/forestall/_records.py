# SPDX-License-Identifier: Apache-2.0
"""What all records have: repr, replace, to_dict, copies and pickles. They never change, so a copy is the record itself."""

import enum
from typing import Any, Dict, Iterator, List, Tuple

from . import _forestall

LONG = 60  # characters of a text, and
MANY = 3  # items of a list, that a repr shows


def _is_record(value: Any) -> bool:
    return hasattr(type(value), "__match_args__") and type(value).__module__ == "forestall"


def _fields(record: Any) -> Iterator[Tuple[str, Any]]:
    for name in type(record).__match_args__:
        yield name, getattr(record, name)


def _short(value: Any) -> str:
    if isinstance(value, enum.Enum):
        return repr(value.value)
    if isinstance(value, str) and len(value) > LONG:
        return f"{value[:LONG]!r}… ({len(value)} characters)"
    if isinstance(value, tuple):
        shown = [_short(item) for item in value[:MANY]]
        more = [f"… {len(value)} in all"] if len(value) > MANY else []
        return "(" + ", ".join(shown + more) + ("," if len(value) == 1 else "") + ")"
    return repr(value)


def _repr(self: Any) -> str:
    """The fields that differ from the default."""
    default = type(self)()
    shown = []
    for name in type(self).__match_args__:
        try:
            value = getattr(self, name)
        except OverflowError as error:  # a time before the year 1 or after 9999
            shown.append(f"{name}=<{error}>")
            continue
        if value != getattr(default, name):
            shown.append(f"{name}={_short(value)}")
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _replace(self: Any, **changes: Any) -> Any:
    """A copy with other values for these fields."""
    return type(self)(**{**dict(_fields(self)), **changes})


def _plain(value: Any) -> Any:
    if _is_record(value):
        return {name: _plain(item) for name, item in _fields(value)}
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value


def _to_dict(self: Any) -> Dict[str, Any]:
    """The fields as plain dicts, lists, str, numbers and datetimes."""
    plain: Dict[str, Any] = _plain(self)
    return plain


def _restore(record: Any, values: Dict[str, Any]) -> Any:
    return record(**values)


def _reduce(self: Any) -> Tuple[Any, Tuple[Any, Dict[str, Any]]]:
    return _restore, (type(self), dict(_fields(self)))


def _same(self: Any, *_: Any) -> Any:
    return self


def record_classes(scope: Any = _forestall) -> List[Any]:
    """Every class of the module that is a record, the nested ones too."""
    found = []
    for name, value in vars(scope).items():
        if isinstance(value, type) and not name.startswith("_") and not issubclass(value, (enum.Enum, Exception)):
            if "__match_args__" in vars(value):
                found.append(value)
            found += record_classes(value)
    return found


def _settle(scope: Any) -> None:
    """Classes say that they are of forestall, which is where one finds them."""
    for name, value in vars(scope).items():
        if isinstance(value, type) and not name.startswith("_") and value.__module__ == "forestall._forestall":
            value.__module__ = "forestall"
            _settle(value)


def complete() -> None:
    _settle(_forestall)
    methods = {
        "__repr__": _repr,
        "replace": _replace,
        "__replace__": _replace,
        "to_dict": _to_dict,
        "__reduce__": _reduce,
        "__copy__": _same,
        "__deepcopy__": _same,
    }
    for record in record_classes():
        for name, method in methods.items():
            setattr(record, name, method)
