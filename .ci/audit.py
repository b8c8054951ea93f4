"""What the project depends on: pinned as constraints.txt says, under licences that allow it, without known holes.

Run in the project's environment: `python .ci/audit.py`. Exit code 1 if something is wrong. Known vulnerabilities are
asked of an advisory service by pip-audit, which `make audit` puts into an environment of its own; if it isn't there or
the service can't be reached, one loud line says so, and with `--strict` that is wrong too.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import Distribution, distribution, distributions
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
PROJECT, EXTRA = "storywatch", "dev"
WITHOUT_PIN = {PROJECT, "pip", "setuptools", "wheel"}  # ourselves, and what made the environment
ALLOWED = re.compile(  # whole words of a licence's name, in any of the spellings that packages use
    r"\b(MIT|BSD|Apache|ISC|PSF|Python Software Foundation|CNRI|MPL|Mozilla|LGPL|Lesser General|zlib|0BSD|Unlicense"
    r"|Public Domain|CC0)\b",
    re.IGNORECASE,
)
STATED_ELSEWHERE = {"pysqlite3": "zlib"}  # in the package's files, where its metadata is silent
PATIENCE = 120  # seconds for the advisory service


def canonical(name: str) -> str:
    """A package's name as it is compared."""
    return re.sub(r"[-_.]+", "-", name).lower()


def read_constraints(text: str) -> dict[str, str]:
    """Versions by name. Raises ValueError for a line that isn't `name==version`."""
    pins = {}
    for line in filter(None, (line.partition("#")[0].strip() for line in text.splitlines())):
        name, sign, version = line.partition("==")
        if not sign or not re.fullmatch(r"[\w.+!-]+", version):
            raise ValueError(f"constraints.txt: {line!r} is not name==version")
        pins[canonical(name)] = version
    return pins


def needed(project: str, extra: str) -> tuple[dict[str, str], set[str]]:
    """What a project needs on this machine, by way of whom, and what it would need on another one only."""
    found: dict[str, str] = {}
    elsewhere: set[str] = set()
    todo = [(project, frozenset({extra}), "")]
    seen = set()
    while todo:
        name, extras, by = todo.pop()
        if (canonical(name), extras) in seen:
            continue
        seen.add((canonical(name), extras))
        found.setdefault(canonical(name), by)
        for text in _requirements(name):
            requirement = Requirement(text)
            if requirement.marker is None or any(
                requirement.marker.evaluate({"extra": each}) for each in ("", *extras)
            ):
                todo.append((requirement.name, frozenset(requirement.extras), name))
            else:
                elsewhere.add(canonical(requirement.name))
    return found, elsewhere - set(found)


def _requirements(name: str) -> Iterable[str]:
    return (distribution(name).requires or ()) if canonical(name) in installed() else ()


@cache
def installed() -> dict[str, Distribution]:
    """Every package of this environment by its canonical name."""
    return {canonical(each.metadata["Name"]): each for each in distributions()}


def pin_problems(
    pins: Mapping[str, str], versions: Mapping[str, str], wanted: Mapping[str, str], elsewhere: Iterable[str]
) -> list[str]:
    """Where the environment, what is needed and the constraints disagree, a line each."""
    problems = []
    for name, by in sorted(wanted.items()):
        if name in WITHOUT_PIN:
            continue
        if name not in versions:
            problems.append(f"{name}: needed by {by}, not installed; install again")
        elif name not in pins:
            problems.append(
                f"{name} {versions[name]}: needed by {by}, not in constraints.txt; add {name}=={versions[name]}"
            )
        elif pins[name] != versions[name]:
            problems.append(f"{name}: {versions[name]} is installed, constraints.txt says {pins[name]}; install again")
    unused = set(pins) - set(wanted) - set(elsewhere)
    return problems + [f"{name}: in constraints.txt, needed by nothing; take it out" for name in sorted(unused)]


def licence_of(package: Distribution) -> str:
    """What a package says of its licence, in its own words; "" if nothing."""
    metadata = package.metadata
    classifiers = [
        text.rpartition(" :: ")[2] for text in metadata.get_all("Classifier") or () if text.startswith("License ::")
    ]
    stated = metadata.get("License-Expression") or "; ".join(classifiers) or metadata.get("License") or ""
    stated = stated.strip() or STATED_ELSEWHERE.get(canonical(metadata["Name"]), "")
    return stated.partition("\n")[0]


def licence_problems(licences: Mapping[str, str]) -> list[str]:
    """Packages whose licence is missing or not one that we may build on."""
    return [
        f"{name}: its licence is {licence or 'not stated'}; leave the package, or allow it in .ci/audit.py"
        for name, licence in sorted(licences.items())
        if not ALLOWED.search(licence)
    ]


def advisories(answer: str) -> tuple[list[str], list[str]]:
    """Known vulnerabilities in pip-audit's JSON, a line each, and the packages that it couldn't ask about."""
    problems, skipped = [], []
    for package in json.loads(answer)["dependencies"]:
        if "skip_reason" in package:
            skipped.append(package["name"])
        for hole in package.get("vulns", ()):
            mended = ", ".join(hole["fix_versions"]) or "no version yet"
            problems.append(f"{package['name']} {package['version']}: {hole['id']}, mended in {mended}")
    return problems, skipped


def ask_advisories(pip_audit: Path) -> tuple[list[str], str | None]:
    """Known vulnerabilities of what constraints.txt names, and why nobody could be asked, None if somebody was."""
    if not pip_audit.exists():
        return [], "pip-audit isn't installed; `make audit` does that"
    command = [pip_audit, "--requirement", ROOT / "constraints.txt", "--no-deps", "--disable-pip", "--format", "json"]
    command += ["--vulnerability-service", "osv", "--progress-spinner", "off", "--timeout", "15"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
        problems, skipped = advisories(done.stdout)
    except subprocess.TimeoutExpired:
        return [], f"no answer within {PATIENCE} s"
    except (ValueError, KeyError):
        lines = done.stderr.strip().splitlines() or ["it said nothing"]
        return [], f"the advisory service can't be asked ({lines[-1][:200]})"
    if skipped and not problems:
        return [], f"it knows nothing of {', '.join(skipped[:5])}{' and others' if len(skipped) > 5 else ''}"
    return problems, None


def main() -> int:
    """Look at pins, licences and advisories; 1 if something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--strict", action="store_true", help="fail also if nobody can be asked for vulnerabilities")
    parser.add_argument("--pip-audit", type=Path, default=ROOT / ".venv" / "audit" / "bin" / "pip-audit")
    asked = parser.parse_args()
    wanted, elsewhere = needed(PROJECT, EXTRA)
    packages = installed()
    pins = read_constraints((ROOT / "constraints.txt").read_text(encoding="utf-8"))
    problems = pin_problems(pins, {name: each.version for name, each in packages.items()}, wanted, elsewhere)
    problems += licence_problems({name: licence_of(packages[name]) for name in wanted if name in packages})
    holes, unasked = ask_advisories(asked.pip_audit)
    for problem in problems + holes:
        print(f"audit: {problem}", file=sys.stderr)
    if strangers := sorted(set(packages) - set(wanted) - WITHOUT_PIN):
        print(f"audit: not the project's, and not looked at: {', '.join(strangers)}", file=sys.stderr)
    if unasked is not None:
        print(f"audit: KNOWN VULNERABILITIES WERE NOT LOOKED UP: {unasked}", file=sys.stderr)
    return 1 if problems or holes or (asked.strict and unasked is not None) else 0


if __name__ == "__main__":
    sys.exit(main())
