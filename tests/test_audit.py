"""The audit of dependencies: what it tells of pins, licences and advisories; this environment passes it."""

import importlib.util
import json
import subprocess
import sys
from email.message import Message
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
AUDIT = ROOT / ".ci" / "audit.py"


@pytest.fixture(scope="module")
def audit() -> ModuleType:
    spec = importlib.util.spec_from_file_location("audit", AUDIT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_version_that_differs_a_missing_pin_and_one_of_nothing_are_told(audit: ModuleType) -> None:
    pins = {"httpx": "1.0", "left-over": "2.0", "colorama": "1.0"}
    versions = {"httpx": "1.1", "click": "8.0", "unrelated": "9"}
    wanted = {"storywatch": "", "httpx": "storywatch", "click": "storywatch", "lxml": "trafilatura"}
    assert audit.pin_problems(pins, versions, wanted, {"colorama"}) == [
        "click 8.0: needed by storywatch, not in constraints.txt; add click==8.0",
        "httpx: 1.1 is installed, constraints.txt says 1.0; install again",
        "lxml: needed by trafilatura, not installed; install again",
        "left-over: in constraints.txt, needed by nothing; take it out",
    ]


def test_constraints_hold_names_and_versions_and_nothing_else(audit: ModuleType) -> None:
    assert audit.read_constraints("Foo_Bar==1.2  # why\n\nzip.it==3\n") == {"foo-bar": "1.2", "zip-it": "3"}
    for line in ("foo>=1", "foo @ somewhere", "--option", "foo==1 ; python_version < '4'"):
        with pytest.raises(ValueError, match="is not name==version"):
            audit.read_constraints(line)
    audit.read_constraints((ROOT / "constraints.txt").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("licence", "is_allowed"),
    [
        ("MIT", True),
        ("Apache-2.0 AND CNRI-Python", True),
        ("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", True),
        ("GNU Library or Lesser General Public License (LGPL)", True),
        ("GPL-3.0-or-later", False),
        ("AGPL-3.0-only", False),
        ("Proprietary", False),
        ("", False),
    ],
)
def test_licences_that_we_may_build_on_are_told_from_others(audit: ModuleType, licence: str, is_allowed: bool) -> None:
    assert (audit.licence_problems({"thing": licence}) == []) is is_allowed


def test_a_licence_is_read_wherever_a_package_states_it(audit: ModuleType) -> None:
    def package(**fields: str) -> Any:
        metadata = Message()
        metadata["Name"] = "thing"
        for name, value in fields.items():
            metadata[name.replace("_", "-")] = value
        return type("Package", (), {"metadata": metadata})()

    assert audit.licence_of(package(License_Expression="MIT")) == "MIT"
    assert audit.licence_of(package(Classifier="License :: OSI Approved :: BSD License")) == "BSD License"
    assert audit.licence_of(package(License="Apache 2.0\nand its whole text")) == "Apache 2.0"
    assert audit.licence_of(package()) == ""


def test_holes_are_told_with_the_version_that_mends_them_and_silence_is_no_answer(audit: ModuleType) -> None:
    hole = {"id": "X-1", "fix_versions": ["1.2"], "aliases": [], "description": "long"}
    answer = {
        "dependencies": [
            {"name": "good", "version": "1", "vulns": []},
            {"name": "bad", "version": "1.1", "vulns": [hole, {**hole, "id": "X-2", "fix_versions": []}]},
            {"name": "unknown", "skip_reason": "not found"},
        ]
    }
    assert audit.advisories(json.dumps(answer)) == (
        ["bad 1.1: X-1, mended in 1.2", "bad 1.1: X-2, mended in no version yet"],
        ["unknown"],
    )


@pytest.mark.parametrize("output", ["", 'echo \'{"dependencies": [{"name": "a", "skip_reason": "?"}]}\'', "exit 3"])
def test_a_service_that_cannot_be_asked_is_loud_and_wrong_only_when_strict(output: str, tmp_path: Path) -> None:
    tool = tmp_path / "pip-audit"
    tool.write_text(f"#!/bin/sh\n{output}\n")
    tool.chmod(0o700)
    for arguments, code in (([], 0), (["--strict"], 1)):
        done = subprocess.run(
            [sys.executable, AUDIT, "--pip-audit", tool, *arguments], capture_output=True, text=True, check=False
        )
        assert "KNOWN VULNERABILITIES WERE NOT LOOKED UP" in done.stderr
        assert done.returncode == code, done.stderr


def test_a_known_hole_is_wrong(tmp_path: Path) -> None:
    tool = tmp_path / "pip-audit"
    answer = {"dependencies": [{"name": "a", "version": "1", "vulns": [{"id": "X-1", "fix_versions": ["2"]}]}]}
    tool.write_text(f"#!/bin/sh\necho '{json.dumps(answer)}'\nexit 1\n")
    tool.chmod(0o700)
    done = subprocess.run([sys.executable, AUDIT, "--pip-audit", tool], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "a 1: X-1, mended in 2" in done.stderr
