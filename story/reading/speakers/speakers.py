"""The speakers of a whole text: pronouns resolved, quotations that run over several sentences."""

from __future__ import annotations

from dataclasses import replace

from story.model import SpeakerClass
from story.reading.items import Item, read_items
from story.reading.lexicon import Lexicon
from story.reading.numbers.quantities import mark_quantities
from story.reading.speakers.attribution import Attribution, find_attributions
from story.reading.speakers.quotations import Quotations
from story.reading.speakers.reach import attribution_for
from story.reading.speakers.speaker_classes import speaker_class
from story.reading.speakers.speaker_names import leading_speaker
from story.reading.tokens import cut, normal

# What speaks under such words is named by them, whoever spoke before: "the report" is no official.
OF_THEIR_OWN = (SpeakerClass.DOCUMENT, SpeakerClass.DIPLOMAT, SpeakerClass.MEDICAL)


MOST_KEPT = 5_000  # sentences; no article has so many
LEAD = 8  # items of a sentence in which its subject may be told


class Speakers:
    """The attributions of a text's sentences, read when a claim asks for them."""

    def __init__(
        self, text: str, sentences: list[tuple[int, int]], lexicon: Lexicon, outlets: tuple[str, ...] = ()
    ) -> None:
        self.outlets = frozenset(name for outlet in outlets for name in outlet_spellings(outlet, lexicon))
        self.text, self.sentences, self.lexicon = text, sentences, lexicon
        self.found: dict[int, list[Attribution]] = {}
        self.items: dict[int, list[Item]] = {}
        self.quotations: Quotations | None = None

    def remember(self, number: int, items: list[Item]) -> None:
        """Keep the items of a sentence that is being read, so that nobody reads it again; of the first MOST_KEPT."""
        if len(self.items) < MOST_KEPT:
            self.items[number] = items

    def of(self, number: int) -> list[Attribution]:
        """The attributions of a sentence."""
        if number not in self.found:
            self.found[number] = find_attributions(self.text, self.words(number), self.lexicon, self.outlets)
        return self.found[number]

    def words(self, number: int) -> list[Item]:
        """The items of a sentence."""
        if number not in self.items:
            start, end = self.sentences[number]
            self.items[number] = mark_quantities(read_items(self.text, start, end, self.lexicon), self.lexicon)
        return self.items[number]

    def telling(self, number: int, items: list[Item], first: int, last: int) -> Attribution | None:
        """Who tells what items first..last of a sentence say, a pronoun replaced by the name that it stands for."""
        said = attribution_for(self.of(number), items, first, last, self.lexicon)
        if said is None:
            said = self.of_quotation(number) or self.of_quoted(number, items[first].start)
            said = said or self.of_reported(number, items)
        elif said.is_pronoun and self.quoted().holds(said.offset):
            said = (
                self.around_quotation(number, said) or self.of_quotation(number) or said
            )  # "we", by whoever is quoted
        return self.resolved(number, said)

    def quoting(self, number: int, items: list[Item], first: int, last: int) -> Attribution | None:
        """Who is quoted with items first..last: told outside the quotation, a pronoun replaced as by `telling`."""
        outside = [a for a in self.of(number) if not self.quoted().holds(a.offset)]
        said = attribution_for(outside, items, first, last, self.lexicon)
        said = said or self.of_quotation(number) or self.of_quoted(number, items[first].start)
        return self.resolved(number, said)

    def resolved(self, number: int, said: Attribution | None) -> Attribution | None:
        """An attribution of a sentence, a pronoun replaced by the name that it stands for."""
        if said is None or not said.is_pronoun:
            return said
        source, via = self.behind_pronoun(number, said)
        if source is None or is_of_another_class(said.own_words, source, self.lexicon):
            source, via = said.own_words, None
        return replace(said, source=source, via=said.via or via)

    def quoted(self) -> Quotations:
        """The text's quotations, found when they are first asked for."""
        if self.quotations is None:
            self.quotations = Quotations(self.text)
        return self.quotations

    def around_quotation(self, number: int, said: Attribution) -> Attribution | None:
        """The attribution of a sentence that stands outside its quotations, the next after `said` before others."""
        outside = [a for a in self.of(number) if not self.quoted().holds(a.offset)]
        return next((a for a in outside if a.at > said.at), outside[-1] if outside else None)

    def behind_pronoun(self, number: int, said: Attribution) -> tuple[str | None, str | None]:
        """The last speaker named before a pronoun in its sentence or in the three before, and the outlet spoken to."""
        here = [a for a in self.of(number) if a.at < said.at and not a.is_pronoun and a.source]
        if here:
            return here[-1].source, here[-1].via
        for earlier in range(number - 1, max(-1, number - 4), -1):
            named = [a for a in self.of(earlier) if not a.is_pronoun and a.source]
            if named:
                return named[-1].source, named[-1].via
            items = self.words(earlier)
            subject = leading_speaker(items, LEAD, self.lexicon)
            if subject is not None:
                return self.text[items[subject[0]].start : items[subject[1] - 1].end], None
        return None, None

    def of_quoted(self, number: int, offset: int) -> Attribution | None:
        """The speaker of a quotation that stands alone: whoever the sentence before quotes or reports."""
        if not number or not self.quoted().holds(offset):
            return None
        found = self.of(number - 1)
        return found[-1] if found else None

    def of_reported(self, number: int, items: list[Item]) -> Attribution | None:
        """The speaker of the sentences before when a verb is in the mood of reported speech: "Zehn seien verletzt"."""
        if any(item.word in self.lexicon.reported_mood for item in items):
            for earlier in range(number - 1, max(-1, number - 3), -1):
                if self.of(earlier):
                    return self.of(earlier)[-1]
        return None

    def of_quotation(self, number: int) -> Attribution | None:
        """The speaker of a quotation that began before the sentence or goes on after it, named beside it."""
        is_open_before, is_open_after = self.quoted().around(*self.sentences[number])
        if not is_open_before and not is_open_after:
            return None
        if is_open_after and number + 1 < len(self.sentences):
            for later in range(number + 1, min(len(self.sentences), number + 3)):
                if not self.quoted().holds(self.sentences[later][0]):
                    break  # closed before it
                spoken = [a for a in self.of(later) if a.first == 0]
                if spoken:
                    return spoken[0]
        if is_open_before:
            for earlier in range(number - 1, max(-1, number - 4), -1):
                if self.of(earlier):
                    return self.of(earlier)[-1]
        return None


def is_of_another_class(words: str | None, name: str, lexicon: Lexicon) -> bool:
    """Whether words such as "the mayor" can't stand for the speaker named before, the police."""
    if words is None:
        return False
    own, other = speaker_class(words, lexicon)[0], speaker_class(name, lexicon)[0]
    return own is not other and (own in OF_THEIR_OWN or SpeakerClass.UNKNOWN not in (own, other))


def outlet_spellings(name: str, lexicon: Lexicon) -> tuple[str, ...]:
    """An outlet's name as sentences hold it: in lower case, with and without the article it begins with."""
    if lexicon.script is not None:
        return (" ".join(lexicon.script.words(name)),)
    whole = " ".join(match.group() for match in cut(normal(name), 0, len(name), lexicon.cutter))
    first, _, rest = whole.partition(" ")
    return (whole, rest) if rest and len(first) <= 3 else (whole,)
