"""Statements: what named speakers are quoted as saying, or reported to have said, beside figures.

A statement is one sentence of a quotation, or the clause that a sentence reports of a speaker: outlets cut speeches at
sentences and clauses, so these are what they have in common.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from story.agencies import agency_in, outlet_key
from story.folding import fold_name
from story.model import FactType, Passage, SpeakerClass
from story.own_names import own_name
from story.reading.items import QUOTES, Item
from story.reading.passages.document import Document
from story.reading.passages.named import Names, is_named, named_aside
from story.reading.passages.reported import reported_clause
from story.reading.people.telling import has_phrase
from story.reading.speakers.attribution import Attribution
from story.reading.speakers.speaker_classes import speaker_class
from story.reading.speakers.via import OUTLETS

MOST_STATEMENTS = 500  # of one text; no article has so many
MOST_READ = 200_000  # code points of sentences that may hold one; far more than any article has
MOST_SPEAKERS = 12  # of one sentence
SHORTEST_QUOTATION = 4  # words; what is shorter is a title or a turn of phrase
SHORTEST_CLAUSE = 5
LEAST_BESIDE_FIGURES = 4  # words of a quotation that stand in none of its claims
WORD = re.compile(r"[^\W_]+")
AROUND = "".join(QUOTES) + "’ \t\n\r\u00a0\u2009\u202f,;:-–—"

Span = tuple[int, int]  # offsets in the text


def read_statements(document: Document) -> tuple[Passage, ...]:
    """The statements of a text, in order of where they start; only the first ones of a text that never ends."""
    found: list[Passage] = []
    reader, read = StatementReader(document), 0
    for number, (start, end) in enumerate(document.sentences):
        if len(found) >= MOST_STATEMENTS or read > MOST_READ:
            break
        if document.text[start:end].isupper():
            continue  # nothing tells names
        quoted = reader.quoted_in(start, end)
        if quoted or has_phrase(document.text, start, end, document.lexicon.saying, document.lexicon):
            read += end - start
            reader.remember_asides(number)
            found += reader.quotations(number, quoted) or reader.attributed(number)
    return tuple(found)


class StatementReader:
    """Reads the statements of one text, sentence by sentence, and remembers which speakers have a name."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.quoted = document.speakers.quoted()
        self.claims = sorted((claim.start, claim.end) for claim in document.claims)
        self.known: dict[str, tuple[SpeakerClass, bool]] = {}
        self.names = Names(document.text, document.lexicon)
        self.asides: dict[str, str] = {}  # "the army chief of staff" -> "General Oumar Diarra"
        names = document.context.outlets if document.context is not None else ()
        self.outlets = {outlet_key(name) for name in names}

    def quoted_in(self, start: int, end: int) -> list[Span]:
        """What text[start:end] quotes, without the marks, where that is long enough to be a statement."""
        starts, ends, text = self.quoted.starts, self.quoted.ends, self.document.text
        found = []
        for at in range(max(0, bisect_left(starts, start) - 1), bisect_left(starts, end)):
            span = trimmed(text, max(start, starts[at] + 1), min(end, ends[at]))
            if count_words(text, span) >= SHORTEST_QUOTATION and not closes_another(text, starts[at]):
                found.append(span)
        return found

    def remember_asides(self, number: int) -> None:
        """Keep the names that stand between commas behind the speakers of a sentence."""
        items = self.document.items(number)
        for said in self.document.speakers.of(number):
            name = named_aside(items, said.name, self.document.lexicon) if not said.is_pronoun else None
            if name is not None and said.source is not None and not self.speaker(said.source)[1]:
                self.asides[said.source] = self.document.text[items[name[0]].start : items[name[1] - 1].end]

    def quotations(self, number: int, quoted: list[Span]) -> list[Passage]:
        """The quotations of named speakers in a sentence."""
        if not quoted:
            return []
        items = self.document.items(number)
        found: list[Passage] = []
        for span in quoted:
            first, last = items_in(items, span)
            if first > last or self.words_beside_claims(span) < LEAST_BESIDE_FIGURES:
                continue
            said = self.document.speakers.quoting(number, items, first, last)
            if said is None or self.holds_speaker(number, span, said):
                continue
            passage = self.passage(number, span, said, "quotation")
            if passage is not None:
                found.append(passage)
        return found

    def holds_speaker(self, number: int, span: Span, said: Attribution) -> bool:
        """Whether marks hold the speaker as well as what was said, since one of them is missing or misplaced."""
        quoted = self.document.text[slice(*span)]
        if own_name(said.source or "")[-1] in fold_name(quoted).split():
            return True
        here = [a for a in self.document.speakers.of(number) if a.source is not None and not a.is_pronoun]
        inside = [a for a in here if span[0] <= a.offset < span[1]]
        is_told_here = any(a.cue == said.cue and a.offset == said.offset for a in here if a not in inside)
        return any(a.is_final or (not is_told_here and self.speaker(a.source or "")[1]) for a in inside)

    def attributed(self, number: int) -> list[Passage]:
        """What a sentence reports named speakers to have said, in clauses that hold no figure."""
        items = self.document.items(number)
        found: list[Passage] = []
        attributions = self.document.speakers.of(number)[:MOST_SPEAKERS]
        for at, attribution in enumerate(attributions):
            following = attributions[at + 1] if at + 1 < len(attributions) else None
            clause = reported_clause(self.document, items, attribution, following)
            if clause is None:
                continue
            span = trimmed(self.document.text, items[clause[0]].start, items[clause[1] - 1].end)
            if count_words(self.document.text, span) < SHORTEST_CLAUSE or self.has_claim(span):
                continue
            first, last = items_in(items, span)
            if first <= attribution.at <= last:  # "denied that …"
                first = max(attribution.at + 1, attribution.name[1])
            said = self.document.speakers.telling(number, items, first, last) if first <= last else None
            passage = self.passage(number, span, said, "attributed")
            if passage is not None and all(span[0] >= other.end for other in found):
                found.append(passage)
        return found

    def passage(self, number: int, span: Span, said: Attribution | None, topic: str) -> Passage | None:
        """The statement that text[span] is if a named speaker says it."""
        if said is None or said.source is None:
            return None
        speaker, has_name = self.speaker(said.source)
        source = said.source
        if not has_name and source in self.asides:
            source, has_name = " ".join(self.asides[source].split()), True
        if (
            not has_name
            or self.document.text[slice(*span)] in source
            or (speaker in OUTLETS and topic != "quotation")
            or speaker is SpeakerClass.AGENCY
        ):
            return None
        text = self.document.text
        start, end = self.document.sentences[number]
        return Passage(
            type=FactType.STATEMENT,
            topic=topic,
            text=text[slice(*span)],
            start=span[0],
            end=span[1],
            sentence=text[start:end],
            sentence_start=start,
            sentence_end=end,
            source=source,
            via=said.via,
            speaker_class=speaker,
            rule=f"{topic} of “{source}” by “{said.cue}”",
        )

    def speaker(self, source: str) -> tuple[SpeakerClass, bool]:
        """The class of a speaker, and whether it has a name."""
        if source not in self.known:
            lexicon = self.document.lexicon
            if outlet_key(source) in self.outlets:
                speaker = SpeakerClass.NEWS_OUTLET if agency_in(source) is None else SpeakerClass.AGENCY
            else:
                speaker = speaker_class(source, lexicon)[0]
            self.known[source] = speaker, is_named(source, speaker, self.names)
        return self.known[source]

    def has_claim(self, span: Span) -> bool:
        """Whether text[span] holds a part of a claim."""
        return any(start < span[1] and span[0] < end for start, end in self.claims_near(span))

    def words_beside_claims(self, span: Span) -> int:
        """How many words of text[span] stand in no claim."""
        text, at, count = self.document.text, span[0], 0
        for start, end in self.claims_near(span):
            if start < span[1] and at < end:
                count += count_words(text, (at, start))
                at = end
        return count + count_words(text, (at, span[1]))

    def claims_near(self, span: Span) -> list[Span]:
        """The claims that may reach into text[span], in order."""
        return self.claims[max(0, bisect_left(self.claims, (span[0], 0)) - 3) : bisect_left(self.claims, (span[1], 0))]


def closes_another(text: str, mark: int) -> bool:
    """Whether the mark that opens a quotation rather closed one whose own opening mark is missing."""
    return (
        text[mark] == '"' and not text[mark - 1 : mark].isspace() and text[mark + 1 : mark + 2].isspace() and mark > 0
    )


def trimmed(text: str, start: int, end: int) -> Span:
    """The stretch without the marks and the space around it."""
    while start < end and text[start] in AROUND:
        start += 1
    while end > start and text[end - 1] in AROUND:
        end -= 1
    return start, end


def count_words(text: str, span: Span) -> int:
    """How many words stand in text[span]."""
    return len(WORD.findall(text, *span)) if span[0] < span[1] else 0


def items_in(items: list[Item], span: Span) -> tuple[int, int]:
    """The first and the last item that stand in text[span]; the first is greater when none does."""
    inside = [at for at, item in enumerate(items) if span[0] <= item.start and item.end <= span[1]]
    return (inside[0], inside[-1]) if inside else (1, 0)
