"""The speakers of a whole text: pronouns resolved, quotations that run over several sentences."""

from __future__ import annotations

from story.attribution import Attribution, find_attributions
from story.items import Item, read_items
from story.lexicon import Lexicon
from story.quantities import mark_quantities
from story.quotations import Quotations
from story.tokens import cut, normal


class Speakers:
    """The attributions of a text's sentences, read when a claim asks for them."""

    def __init__(
        self, text: str, sentences: list[tuple[int, int]], lexicon: Lexicon, outlets: tuple[str, ...] = ()
    ) -> None:
        self.outlets = frozenset(name for outlet in outlets for name in outlet_spellings(outlet))
        self.text, self.sentences, self.lexicon = text, sentences, lexicon
        self.found: dict[int, list[Attribution]] = {}
        self.quotations: Quotations | None = None

    def remember(self, number: int, items: list[Item]) -> None:
        """Keep the attributions of a sentence whose items are at hand."""
        self.found[number] = find_attributions(self.text, items, self.lexicon, self.outlets)

    def of(self, number: int) -> list[Attribution]:
        """The attributions of a sentence."""
        if number not in self.found:
            start, end = self.sentences[number]
            self.remember(number, mark_quantities(read_items(self.text, start, end, self.lexicon), self.lexicon))
        return self.found[number]

    def name_behind_pronoun(self, number: int, at: int) -> str | None:
        """The last speaker named before item `at` of the sentence, or in the three sentences before."""
        here = [a for a in self.of(number) if a.at < at and not a.is_pronoun and a.source]
        if here:
            return here[-1].source
        for earlier in range(number - 1, max(-1, number - 4), -1):
            named = [a for a in self.of(earlier) if not a.is_pronoun and a.source]
            if named:
                return named[-1].source
        return None

    def of_quotation(self, number: int) -> Attribution | None:
        """The speaker of a quotation that began before the sentence or goes on after it, named beside it."""
        if self.quotations is None:
            self.quotations = Quotations(self.text)
        is_open_before, is_open_after = self.quotations.around(*self.sentences[number])
        if not is_open_before and not is_open_after:
            return None
        if is_open_after and number + 1 < len(self.sentences):
            for later in range(number + 1, min(len(self.sentences), number + 3)):
                spoken = [a for a in self.of(later) if a.first == 0]
                if spoken:
                    return spoken[0]
        if is_open_before:
            for earlier in range(number - 1, max(-1, number - 4), -1):
                if self.of(earlier):
                    return self.of(earlier)[-1]
        return None


def outlet_spellings(name: str) -> tuple[str, ...]:
    """An outlet's name as sentences hold it: in lower case, with and without the article it begins with."""
    whole = " ".join(match.group() for match in cut(normal(name), 0, len(name), False, False))
    first, _, rest = whole.partition(" ")
    return (whole, rest) if rest and len(first) <= 3 else (whole,)
