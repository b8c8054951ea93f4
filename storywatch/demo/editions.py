"""The demo's articles and the editions they go through, as articles/*.toml tells them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class Edition:
    """What an article says from `at` until its next edition. `shows_modified`: whether the page owns up to the edit."""

    at: datetime
    title: str
    paragraphs: tuple[str, ...]
    shows_modified: bool = False


@dataclass(frozen=True, slots=True)
class DemoArticle:
    """One article with all its editions, the first at its publication.

    `copied_from` is the outlet that an aggregator names in RSS <source>. `credit` is the credit line under the
    text ("Source : ASP"), empty if there is none. `is_off_story`: another event, which must not match.
    """

    slug: str
    published: datetime
    byline: str
    editions: tuple[Edition, ...]
    copied_from: str | None = None
    credit: str = ""
    is_off_story: bool = False

    @property
    def path(self) -> str:
        """Its address on its outlet's server."""
        return f"/{self.published:%Y/%m/%d}/{self.slug}"

    def edition_at(self, now: datetime) -> Edition:
        """The edition that stands at story time `now`; the first one before publication."""
        return [edition for edition in self.editions if edition.at <= now or edition is self.editions[0]][-1]

    def modified_shown_at(self, now: datetime) -> datetime | None:
        """The modification time that the page shows at `now`, None when it was not edited or doesn't say so."""
        shown = [edition.at for edition in self.editions[1:] if edition.at <= now and edition.shows_modified]
        return shown[-1] if shown else None


@cache
def load_articles(outlet_slug: str) -> tuple[DemoArticle, ...]:
    """An outlet's articles in order of publication; none for an outlet without a file."""
    file = resources.files("storywatch.demo.articles").joinpath(f"{outlet_slug}.toml")
    if not file.is_file():
        return ()
    rows = tomllib.loads(file.read_text(encoding="utf-8"))["articles"]
    return tuple(sorted((_read_article(row) for row in rows), key=lambda article: article.published))


def _read_article(row: dict[str, Any]) -> DemoArticle:
    editions = [Edition(row["published"], row["title"], _paragraphs(row["text"]))]
    for edit in row.get("edits", ()):
        last = editions[-1]
        paragraphs = _paragraphs(edit["text"]) if "text" in edit else last.paragraphs
        shows_modified = edit["shows_modified"]
        editions.append(Edition(edit["at"], edit.get("title", last.title), paragraphs, shows_modified))
    return DemoArticle(
        slug=row["slug"],
        published=row["published"],
        byline=row.get("byline", ""),
        editions=tuple(editions),
        copied_from=row.get("copied_from"),
        credit=row.get("credit", ""),
        is_off_story=row.get("off_story", False),
    )


def _paragraphs(text: str) -> tuple[str, ...]:
    """Paragraphs stand between blank lines; the line breaks inside one are the file's, not the article's."""
    return tuple(" ".join(block.split("\n")).strip() for block in text.strip().split("\n\n") if block.strip())
