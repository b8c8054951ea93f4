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
from story.reading import tags
from story.reading.items import QUOTES, Item
from story.reading.passages.document import Document
from story.reading.passages.named import Names, is_named, named_aside
from story.reading.passages.reported import FINITE, reported_clause
from story.reading.people.telling import has_phrase
from story.reading.speakers.attribution import Attribution
from story.reading.speakers.speaker_classes import speaker_class
from story.reading.speakers.via import OUTLETS

MOST_STATEMENTS = 500  # of one text; no article has so many
MOST_READ = 200_000  # code points of sentences that may hold one; far more than any article has
MOST_SPEAKERS = 12  # of one sentence
SHORTEST_QUOTATION = 4  # words; what is shorter is a title or a turn of phrase
SHORTEST_CLAUSE = 5
WHOLE = 10  # words of a quotation that says something even without a verb that the pack knows
LEAST_BESIDE_FIGURES = 4  # words of a quotation that stand in none of its claims
FURTHEST = 3  # sentences from a pronoun to whom it stands for
LONGEST_SUBJECT = 8  # items before the comma behind which a subject's name stands
WORD = re.compile(r"[^\W_]+")
FIRST_WORD = re.compile(r"\W*(\w+)")
AROUND = "".join(QUOTES) + "’ \t\n\r\u00a0\u2009\u202f,;:-–—"

Span = tuple[int, int]  # offsets in the text


class StatementReader:
    """Reads the statements of one text, sentence by sentence, and remembers which speakers have a name.

    `found` are the statements in order of where they start; only the first ones of a text that never ends.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.quoted = document.speakers.quoted()
        self.claims = sorted((claim.start, claim.end) for claim in document.claims)
        self.known: dict[str, tuple[SpeakerClass, bool]] = {}
        self.names = Names(document.text, document.lexicon)
        self.asides: dict[str, str] = {}  # "the army chief of staff" -> "General Oumar Diarra"
        names = document.context.outlets if document.context is not None else ()
        self.outlets = {outlet_key(name) for name in names}
        self.found: list[Passage] = []
        self.seen = 0  # code points of sentences that may hold a statement

    def read(self, number: int, words: set[str]) -> None:
        """Read the sentence `number`; `words` are its words (story.reading.people.telling.words_of)."""
        start, end = self.document.sentences[number]
        if len(self.found) >= MOST_STATEMENTS or self.seen > MOST_READ or self.document.text[start:end].isupper():
            return  # of a sentence in capitals nothing tells names
        quoted = self.quoted_in(start, end)
        if quoted or (
            has_phrase(words, self.document.lexicon.saying, self.document.lexicon) and self.may_name(start, end, words)
        ):
            self.seen += end - start
            self.remember_asides(number)
            self.found += self.quotations(number, quoted) or self.attributed(number)

    def may_name(self, start: int, end: int, words: set[str]) -> bool:
        """Whether a sentence may tell its speaker's name, at a look: by a capital, a pronoun, or beside quotations."""
        lexicon = self.document.lexicon
        if lexicon.capitals != "names" or lexicon.drops_pronouns or self.asides:
            return True
        if not words.isdisjoint(lexicon.pronouns) or self.quoted.touches(start, end):
            return True
        first = FIRST_WORD.match(self.document.text, start, end)
        if first is None or not self.document.text[first.end() : end].islower():
            return True
        return self.names.is_seen(first.group(1))

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

    def remember_subject(self, number: int, source: str) -> None:
        """Keep the name between commas behind the subject of a sentence before, for whom a pronoun stands here.

        "The mayor of Brassac, Luc Ferrand, resigned. "I could not go on," he said."
        """
        text = self.document.text
        for earlier in range(number - 1, max(-1, number - 1 - FURTHEST), -1):
            if not text.startswith(source, self.document.sentences[earlier][0]):
                continue
            items = self.document.items(earlier)
            comma = next((at for at, item in enumerate(items[:LONGEST_SUBJECT]) if item.tags & tags.COMMA), 0)
            name = named_aside(items, (0, comma), self.document.lexicon) if comma else None
            if name is not None:
                self.asides[source] = text[items[name[0]].start : items[name[1] - 1].end]
            return

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
            if is_fragment(items[first : last + 1], self.document.text[span[0]]):
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
            if attribution.is_pronoun and self.quoted.holds(attribution.offset):
                continue  # only somebody who is quoted says so: "what he thought was right"
            following = attributions[at + 1] if at + 1 < len(attributions) else None
            clause = reported_clause(self.document, items, attribution, following)
            if clause is None:
                continue
            span = trimmed(self.document.text, items[clause[0]].start, items[clause[1] - 1].end)
            span = with_closing_mark(self.document.text, span, self.document.sentences[number][1])
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
        if not has_name and said.is_pronoun and source not in self.asides:
            self.remember_subject(number, source)
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


def is_fragment(quoted: list[Item], letter: str) -> bool:
    """Whether a few quoted words begin in mid-sentence and hold no verb: « à 11H00 devant la porte arrière »."""
    words = [item for item in quoted if item.word[0].isalnum()]
    return letter.islower() and len(words) < WHOLE and not any(item.tags & FINITE for item in words)


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


def with_closing_mark(text: str, span: Span, limit: int) -> Span:
    """The stretch with the mark behind it that closes a quotation opened inside: spoke of a "first step"."""
    start, end = span
    opened = text.count('"', start, end) % 2 or text.count("“", start, end) > text.count("”", start, end)
    opened = opened or text.count("«", start, end) > text.count("»", start, end)
    mark = end
    while mark < limit and (text[mark].isspace() or text[mark] in ".,!?"):
        mark += 1
    return (start, mark + 1) if opened and mark < limit and text[mark] in '"”»' else span


def count_words(text: str, span: Span) -> int:
    """How many words stand in text[span]."""
    return len(WORD.findall(text, *span)) if span[0] < span[1] else 0


def items_in(items: list[Item], span: Span) -> tuple[int, int]:
    """The first and the last item that stand in text[span]; the first is greater when none does."""
    inside = [at for at, item in enumerate(items) if span[0] <= item.start and item.end <= span[1]]
    return (inside[0], inside[-1]) if inside else (1, 0)
