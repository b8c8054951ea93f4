"""Sentences that go on about what the sentence before them told: "Six years ago came Sars. That too killed 800"."""

from __future__ import annotations

from story.reading import tags
from story.reading.items import Item, read_items
from story.reading.judging.anchors import Anchor
from story.reading.judging.events import is_event
from story.reading.judging.scope import is_news_day, time_of_sentence
from story.reading.lexicon import Lexicon
from story.reading.numbers.quantities import mark_quantities

OPENER = 3  # items in which a sentence says that it goes on
FURTHEST = 2  # sentences back


class Continued:
    """The time of another event that a sentence takes over from the one before."""

    def __init__(self, text: str, sentences: list[tuple[int, int]], anchor: Anchor, lexicon: Lexicon) -> None:
        self.text, self.sentences, self.anchor, self.lexicon = text, sentences, anchor, lexicon

    def time(self, number: int, items: list[Item], reach: int = FURTHEST) -> str:
        """The cue of the sentence before that puts it into another time, where this sentence goes on about it."""
        if not number or not reach or not self.goes_on(items):
            return ""
        start, end = self.sentences[number - 1]
        before = mark_quantities(read_items(self.text, start, end, self.lexicon), self.lexicon)
        tells_event = any(item.tags & tags.TRIGGER or is_event(item.word, self.lexicon) for item in before)
        if not tells_event:
            return ""
        return time_of_sentence(before, self.anchor, self.lexicon) or self.time(number - 1, before, reach - 1)

    def goes_on(self, items: list[Item]) -> bool:
        """Whether a sentence opens with a word for what was told before, or a figure, and with nobody who speaks."""
        opening, openers = items[:OPENER], self.lexicon.openers
        if not any(item.tags & (tags.QUANTITY | tags.THEM) for item in opening):
            words = [item.word for item in opening]
            if openers.isdisjoint(words) and not any(" ".join(words[:size]) in openers for size in (2, 3)):
                return False
        return not any(item.tags & tags.SPEECH or is_news_day(item, self.lexicon) for item in items)
