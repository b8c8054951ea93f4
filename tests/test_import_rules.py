"""Who may import whom, as docs/architecture.md says."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAY_IMPORT = {
    "story": set(),
    "fetchers": {"story"},
    "store": {"story"},
    "tui": {"story", "store"},
    "storywatch": {"story", "fetchers", "store", "tui"},
}
READING = {  # the parts of story/reading, and which of each other they know
    "numbers": set(),
    "people": {"numbers"},
    "speakers": {"numbers", "people"},
    "judging": {"numbers", "people"},
    "passages": {"numbers", "people", "speakers", "judging"},
}
SCREEN = {"textual", "rich"}


def imported_packages(path: Path) -> set[str]:
    """The top-level packages that a file imports, wherever in the file it does."""
    packages = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            packages |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            packages.add(node.module.split(".")[0])
    return packages


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_a_package_imports_only_what_the_house_allows(package: str) -> None:
    files = sorted((ROOT / package).rglob("*.py"))
    assert files
    for path in files:
        ours = imported_packages(path) & set(MAY_IMPORT)
        assert ours - {package} <= MAY_IMPORT[package], f"{path.relative_to(ROOT)} imports {ours}"


@pytest.mark.parametrize("package", sorted(set(MAY_IMPORT) - {"tui"}))
def test_only_the_dashboard_knows_the_screen(package: str) -> None:
    for path in (ROOT / package).rglob("*.py"):
        assert not imported_packages(path) & SCREEN, f"{path.relative_to(ROOT)} imports the screen's libraries"


def test_outsiders_import_from_a_packages_face() -> None:
    for package in MAY_IMPORT:
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ImportFrom) and node.module and "." in node.module:
                    owner = node.module.split(".")[0]
                    assert owner not in MAY_IMPORT or owner == package, f"{path.relative_to(ROOT)}: from {node.module}"


@pytest.mark.parametrize("part", READING)
def test_the_parts_of_the_reader_know_each_other_one_way(part: str) -> None:
    files = sorted((ROOT / "story" / "reading" / part).glob("*.py"))
    assert files
    for path in files:
        modules = (
            node.module
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.ImportFrom)
        )
        known = {module.split(".")[2] for module in modules if module and module.startswith("story.reading.")}
        assert known & set(READING) - {part} <= READING[part], f"{path.relative_to(ROOT)} imports {known}"
