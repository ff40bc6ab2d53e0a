#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Checks JSON documents against the schemas in a directory.

Usage: validate.py SCHEMAS DOCUMENTS

Each file of DOCUMENTS is named SCHEMA.WHATEVER and is one JSON document, or, with the ending .jsonl,
one a line. Prints a line for each: its name, then "ok" or what is wrong. Checks the schemas themselves
first. Exit code 1 when anything is wrong.
"""
import json
import pathlib
import sys

from jsonschema import Draft202012Validator


def undescribed(schema, path):
    """Keys of a schema that nothing is said about."""
    for key, part in schema.get("properties", {}).items():
        if "description" not in part and "$ref" not in part:
            yield f"{path}/{key}"
    for key, part in schema.items():
        if isinstance(part, dict):
            yield from undescribed(part, f"{path}/{key}")


def main():
    schemas = {}
    all_well = True
    for file in sorted(pathlib.Path(sys.argv[1]).glob("*.json")):
        schema = json.loads(file.read_text(encoding="utf-8"))
        Draft202012Validator.check_schema(schema)
        for key in undescribed(schema, file.name):
            print(f"{key}: has no description")
            all_well = False
        schemas[file.stem] = schema
    for file in sorted(pathlib.Path(sys.argv[2]).iterdir()):
        # What others refer to is bundled with each, as the standard has it.
        schema = schemas[file.name.split(".")[0]]
        schema = schema | {"$defs": {k: other for k, other in schemas.items() if other is not schema}}
        validator = Draft202012Validator(schema)
        text = file.read_text(encoding="utf-8")
        documents = text.splitlines() if file.suffix == ".jsonl" else [text]
        errors = [e for one in documents for e in validator.iter_errors(json.loads(one))]
        told = "; ".join(f"{e.json_path}: {e.message[:200]}" for e in errors[:3])
        print(f"{file.name}: {told or 'ok'}")
        all_well = all_well and not errors and bool(documents)
    return 0 if all_well else 1


sys.exit(main())
