"""Statements as facts: which passages of different articles give one and the same statement.

Outlets cut one sentence of a speech differently, translate it anew or tell it in their own words; a speaker, on the
other hand, says many sentences on one topic. So two statements are one when the same named speaker says the same
words, in order, or when most of their telling words are shared. The thresholds were set on the pairs of
tests/story/statement_pairs.toml and on the articles about the Bamako attack: the highest recall without a wrong pair.
"""

from __future__ import annotations

from story.model import Passage, StoryContext
from story.names import without_article
from story.own_names import is_same_speaker, own_name
from story.voices import named_party, voice
from story.wording import Wording, are_opposed, cover, names_differ, shared_weight, wording

LEAST_WORDS = 3  # of a statement that is compared at all
LEAST_TOLD = 1.8  # weight of telling words in common, for words in the same order
SAME_ORDER = 0.8  # part of the shorter one's words that stand in the longer one in their order
SAME_WORDS = 0.75  # part of the shorter one's telling words that stand in the longer one
RETOLD, RETOLD_WORDS, RETOLD_ORDER = 2.5, 0.9, 0.5  # the same three where one is told in another tense
PARAPHRASE_TOLD = 4.0  # weight of telling words in common, for a statement told in other words
PARAPHRASE_COVER = 0.7  # part of the shorter one's telling words, for two quotations
REPORTED_COVER = 0.36  # the same, if an outlet tells one of them in its own words
PART = 0.7  # a text with fewer of another's words may be only a part of it
MOST_BLOCKS = 6
LONGEST_LABEL = 80  # code points


def statement_blocks(passage: Passage, lang: str, context: StoryContext | None = None) -> tuple[str, ...]:
    """The keys under which a statement is filed: two that may be the same have one in common.

    One for each of its MOST_BLOCKS longest telling words, with the language and the speaker's last name.
    """
    name = speaker_of(passage, context)[-1]
    weights = wording(passage.text, lang).weights
    stems = sorted(weights, key=lambda stem: (-weights[stem], -len(stem), stem))[:MOST_BLOCKS]
    return tuple(f"statement|{lang.partition('-')[0]}|{name}|{stem}" for stem in sorted(stems))


def same_statement(one: Passage, other: Passage, lang: str, context: StoryContext | None = None) -> bool:
    """Whether two statements of texts in the language `lang` are one: the same named speaker, the same words."""
    if not is_same_speaker(speaker_of(one, context), speaker_of(other, context)):
        return False
    first, second = wording(one.text, lang), wording(other.text, lang)
    short, long = sorted((first, second), key=lambda said: len(said.words))
    if len(short.words) < LEAST_WORDS or contradict(short, long):
        return False
    if short.words == long.words:
        return True
    told, covered, order = shared_weight(short, long), cover(short, long), in_order(short, long)
    if told >= LEAST_TOLD and covered >= SAME_WORDS and order >= SAME_ORDER:
        return True
    is_reported = "attributed" in (one.topic, other.topic)
    if is_reported and told >= RETOLD and covered >= RETOLD_WORDS and order >= RETOLD_ORDER:
        return True
    return told >= PARAPHRASE_TOLD and covered >= (REPORTED_COVER if is_reported else PARAPHRASE_COVER)


def contradict(short: Wording, long: Wording) -> bool:
    """Whether the names, the numbers, the negations or opposite words of two texts tell different things."""
    if names_differ(short, long) or are_opposed(short, long):
        return True
    if short.numbers and long.numbers and not short.numbers <= long.numbers:
        return True
    if len(short.words) < PART * len(long.words):
        return not set(short.negations) <= set(long.negations)
    return len(short.negations) != len(long.negations)


def in_order(short: Wording, long: Wording) -> float:
    """The part of the shorter text's words that stand in the longer one in the same order; 0 if only one is denied."""
    from rapidfuzz.distance import LCSseq

    same = [block for block in LCSseq.opcodes(short.words, long.words) if block.tag == "equal"]
    if not same:
        return 0.0
    window = long.words[same[0].dest_start : same[-1].dest_end]
    if sum(word in long.negations for word in window) != len(short.negations):
        return 0.0
    return sum(block.src_end - block.src_start for block in same) / len(short.words)


def speaker_of(passage: Passage, context: StoryContext | None) -> tuple[str, ...]:
    """The words of the speaker's own name; a party of the story has one for all its spellings."""
    source = passage.source or ""
    party = named_party(source, context.parties) if context is not None else None
    return own_name(source) if party is None else (f"party:{party.name}",)


def statement_label(passage: Passage, context: StoryContext | None = None) -> str:
    """A statement for lists: "“…” — Wassim Nasr", cut to LONGEST_LABEL characters at a word.

    A party of the story has its own name: "the al Qaeda affiliate JNIM" is JNIM.
    """
    text = " ".join(passage.text.split()).rstrip(".")
    words = text if passage.topic == "attributed" else f"“{text}”"
    if len(words) > LONGEST_LABEL:
        kept = text[: LONGEST_LABEL - 3]
        kept = kept[: kept.rfind(" ")] if " " in kept else kept
        words = f"{kept}…" if passage.topic == "attributed" else f"“{kept}…”"
    return f"{words} — {speaker_label(passage, context)}" if passage.source else words


def speaker_label(passage: Passage, context: StoryContext | None = None) -> str:
    """The speaker of a statement for lists: a party by its own name, others without an article."""
    spoken = voice(passage, context)
    return spoken.label if spoken.key.startswith("party:") else without_article(passage.source or "")
