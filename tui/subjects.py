"""What a reader can judge where the selection stands: a fact, an article, the words in it; any of them together."""

from __future__ import annotations

from dataclasses import dataclass

from store import FactRow, MarkRow, Reader


@dataclass(frozen=True, slots=True)
class Subject:
    """`words` are those of the claim or passage, to show; at most one of `claim_id` and `passage_id` is there."""

    fact: FactRow | None = None
    article_id: int | None = None
    article_title: str = ""
    outlet: str = ""
    claim_id: int | None = None
    passage_id: int | None = None
    words: str = ""

    def marks(self, reader: Reader) -> list[MarkRow]:
        """The marks in force now on anything of this, the latest first."""
        found: dict[int, MarkRow] = {}
        if self.fact is not None:
            found |= {mark.id: mark for mark in reader.marks_of_fact(self.fact.id)}
        if self.article_id is not None:
            found |= {mark.id: mark for mark in reader.marks_of_article(self.article_id)}
        return [found[mark_id] for mark_id in sorted(found, reverse=True)]
