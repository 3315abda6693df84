# SPDX-License-Identifier: Apache-2.0
"""The module holds all that the public headers declare, and the stubs all that the module holds."""

import ast
import os
import pathlib
import re

import pytest

import forestall

ROOT = pathlib.Path(__file__).resolve().parents[3]
HEADERS = ROOT / "include/forestall"
STUB = pathlib.Path(forestall.__file__).parent / "_forestall.pyi"
# C++ names for which Python has another way.
ELSEWHERE = {
    "to_string": "enum members are str, str(datetime) and to_json",
    "kind_from": "Kind(name)",
    "body_format_from": "BodyFormat(name)",
    "facet_from": "Facet.By(name)",
    "validate": "done by whatever takes the record",
    "Searcher::snapshot": "internal",
    "operator": "==",
    "Error::code": "an attribute",
    "kKinds": "len(Kind)",
    "kMeasures": "len(Measure)",
    "kSignals": "len(Signals.__match_args__)",
    "kVersionMajor": "version()",
    "kVersionMinor": "version()",
    "kVersionPatch": "version()",
    "kFormatVersion": "FORMAT_VERSION",
    "kOldestFormat": "OLDEST_FORMAT",
}
STRUCT = re.compile(r"^(?P<indent> *)(?:struct|class)(?: FORESTALL_EXPORT)? (?P<name>\w+)(?: : [\w:<>, ]+)? \{")
ENUM = re.compile(r"^ *enum (?:class )?(?P<name>\w+)(?: : [\w:]+)? \{(?P<rest>.*)")
FUNCTION = re.compile(r"^FORESTALL_EXPORT [\w:<>,&* ]+? [&*]?(?P<name>\w+)\(")
METHOD = re.compile(r"^\s+(?:static |explicit )?[\w:<>,&* ]+?[ &*](?P<name>[a-z]\w*)\([^;]*(?:[;{]|$)")
FIELD = re.compile(
    r"^\s+(?:[\w:<>, ]+(?:\([^)]*\)>)?) (?P<names>\w+(?: ?=[^;,]*|\{[^}]*\})?(?:, \w+(?: ?=[^;,]*|\{[^}]*\})?)*);"
)
CONSTANT = re.compile(r"^inline constexpr [\w:]+ (?P<name>k\w+) ")


def declared():
    """(path of names, sort) for each public name of the headers, a line at a time: they are formatted by a tool."""
    for header in sorted(HEADERS.glob("*.h")):
        scope, enum, private, nesting = [], None, False, 0
        for line in header.read_text(encoding="utf-8").splitlines():
            line = re.sub(r"\s*//.*$", "", line)
            if enum is not None or ENUM.match(line):
                match = ENUM.match(line)
                if match:
                    enum, text = scope + [match["name"]], match["rest"]
                    yield enum, "enum"
                else:
                    text = line
                for member in re.findall(r"([a-z]\w*)(?: = \d+)?\s*(?:,|\}|$)", text.split("}")[0] + ","):
                    yield enum + [member], "member"
                enum = None if "}" in text else enum
                continue
            match = STRUCT.match(line)
            if match:
                scope.append(match["name"])
                private = False
                yield list(scope), "class"
                continue
            if not scope:
                for pattern, sort in ((FUNCTION, "function"), (CONSTANT, "constant")):
                    if pattern.match(line):
                        yield [pattern.match(line)["name"]], sort
                continue
            indent = len(scope) * 2
            if re.match(rf"^ {{{indent - 2}}}\}}", line) if indent > 2 else line.startswith("}"):
                scope.pop()
                continue
            if line.strip() in ("private:", "public:"):
                private = line.strip() == "private:"
            if private or not re.match(rf"^ {{{indent}}}\S", line):
                continue
            match = METHOD.match(line)
            if match and "operator" not in line:
                yield scope + [match["name"]], "method"
            elif (
                FIELD.match(line)
                and "using" not in line
                and "(" not in line.split("=")[0].split("{")[0].replace("std::function<void(", "")
            ):
                for name in re.findall(r"(\w+)(?: ?=[^;,]*|\{[^}]*\})?(?:,|$)", FIELD.match(line)["names"]):
                    yield scope + [name], "field"


DECLARED = [(tuple(path), sort) for path, sort in declared()]


def reachable(path):
    place = forestall
    for name in path:
        place = getattr(place, name, None)
        if place is None:
            return False
    return True


def test_the_reading_of_the_headers_finds_what_is_known_to_be_there():
    found = dict(DECLARED)
    for path, sort in {
        ("SearchOptions", "snippet_length"): "field",
        ("Index", "open_or_create"): "method",
        ("Facet", "By", "tag"): "member",
        ("ErrorCode", "locked"): "member",
        ("import_jsonl",): "function",
        ("Stats", "segments"): "field",
        ("Calibration", "Point", "coverage"): "field",
        ("kFormatVersion",): "constant",
        ("IndexOptions", "log"): "field",
        ("ImportOptions", "refused"): "field",
        ("Batch", "Put", "document"): "field",
        ("Budget", "time"): "field",
        ("Measure", "success_5"): "member",
        ("Kind", "known_issue"): "member",
    }.items():
        assert found.get(path) == sort, path
    assert len(found) > 250


@pytest.mark.parametrize("path", [path for path, _ in DECLARED], ids="::".join)
def test_python_has_the_public_name(path):
    if path[-1] in ELSEWHERE or "::".join(path) in ELSEWHERE or path == ("Error", "Error"):
        return
    assert reachable(path), f"{'::'.join(path)} is declared in C++ and missing in Python"


def stub_classes(body, outer=()):
    for node in body:
        if isinstance(node, ast.ClassDef):
            yield outer + (node.name,), node
            yield from stub_classes(node.body, outer + (node.name,))


def test_the_stub_names_every_field_keyword_and_member_of_the_module():
    tree = ast.parse(STUB.read_text(encoding="utf-8"))
    classes = dict(stub_classes(tree.body))
    for path, node in classes.items():
        if path[-1].startswith("_"):
            continue
        place = forestall
        for name in path:
            place = getattr(place, name)
        fields = getattr(place, "__match_args__", None)
        if fields is not None and issubclass(place, object):
            init = next(item for item in node.body if isinstance(item, ast.FunctionDef) and item.name == "__init__")
            assert tuple(argument.arg for argument in init.args.args[1:]) == fields, path
        elif hasattr(place, "__members__"):
            assert [item.targets[0].id for item in node.body if isinstance(item, ast.Assign)] == list(
                place.__members__
            ), path
    wanted = {
        "search": "SearchOptions",
        "explain": "SearchOptions",
        "solutions_for": "SuggestOptions",
        "open": "IndexOptions",
        "create": "IndexOptions",
        "open_or_create": "IndexOptions",
        "import_jsonl": "ImportOptions",
        "learn_jsonl": "ImportOptions",
        "parse_document": "JsonOptions",
        "vote": "Vote",
    }
    seen = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name in wanted and node.args.kwonlyargs:
            seen.add(node.name)
            assert (
                tuple(one.arg for one in node.args.kwonlyargs) == getattr(forestall, wanted[node.name]).__match_args__
            )
    assert seen == set(wanted)


def offered_by_stub(node, classes):
    """Public names that a class of the stub has, those of its bases too."""
    names = set()
    for item in node.body:
        if isinstance(item, (ast.FunctionDef, ast.ClassDef)):
            names.add(item.name)
        elif isinstance(item, ast.Assign):
            names |= {target.id for target in item.targets}
        elif isinstance(item, ast.AnnAssign):
            names.add(item.target.id)
    for base in node.bases:
        if isinstance(base, ast.Name) and (base.id,) in classes:
            names |= offered_by_stub(classes[base.id,], classes)
    return {name for name in names if not name.startswith("_")}


def test_the_stub_names_every_method_of_the_module_and_no_other():
    tree = ast.parse(STUB.read_text(encoding="utf-8"))
    classes = dict(stub_classes(tree.body))
    for path, node in classes.items():
        place = forestall
        if path[-1].startswith("_"):
            continue
        for name in path:
            place = getattr(place, name)
        if issubclass(place, Exception):
            continue
        outside = set(dir(str)) if issubclass(place, str) else set()
        offered = {name for name in dir(place) if not name.startswith("_")} - outside
        assert offered_by_stub(node, classes) - {"name", "value"} - outside == offered - {"name", "value"}, path
    functions = {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")}
    runtime = {name for name in forestall.__all__ if callable(getattr(forestall, name)) and name[0].islower()}
    assert functions == runtime


def test_every_name_of_the_module_is_offered_by_the_package():
    from forestall import _forestall  # pylint: disable=import-outside-toplevel

    public = {name for name in vars(_forestall) if not name.startswith("_")}
    assert public | {"__version__"} == set(forestall.__all__)
    for name in forestall.__all__:
        assert getattr(forestall, name).__doc__ or name in ("__version__",), name


def test_defaults_are_those_of_the_headers():
    text = (HEADERS / "options.h").read_text(encoding="utf-8")
    assert f"std::size_t limit = {forestall.SearchOptions().limit};" in text
    assert f"double min_confidence = {forestall.SuggestOptions().min_confidence};" in text
    assert forestall.Schema() == forestall.Schema(title=forestall.FieldWeight(5.0, 0.65))
    assert forestall.IndexOptions().durability == "batched" and forestall.Reader().principals == ("public",)
    assert forestall.__version__ == forestall.version()
    assert os.path.exists(pathlib.Path(forestall.__file__).parent / "py.typed")
