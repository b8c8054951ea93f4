"""Passages as rows: what a passage's columns hold, and the passage that they give back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from store.cleaning import storable
from story import FactType, Passage, Scope, SpeakerClass

PASSAGE_COLUMNS = (
    "passages.type, passages.topic, passages.text, passages.text_start, passages.text_end, passages.sentence, "
    "passages.sentence_start, passages.sentence_end, passages.source, passages.actor, passages.via, "
    "passages.speaker_class, passages.scope, passages.rule"
)


def storable_passage(passage: Passage, text: str) -> Passage:
    """The passage as it can be kept, its words those of the stored text.

    A passage whose offsets don't lie in the text, or whose words aren't there, raises ValueError: it would be a fact
    without evidence.
    """
    is_inside = 0 <= passage.start < passage.end <= len(text)
    if not is_inside or not 0 <= passage.sentence_start < passage.sentence_end <= len(text):
        raise ValueError(f"a passage outside its text of {len(text)} characters: {passage!r}")
    words = text[passage.start : passage.end]
    sentence = text[passage.sentence_start : passage.sentence_end]
    if words != storable(passage.text) or sentence != storable(passage.sentence):
        raise ValueError(f"a passage whose words aren't at its offsets: {passage!r}")
    return replace(
        passage,
        text=words,
        sentence=sentence,
        source=storable(passage.source),
        actor=storable(passage.actor),
        via=storable(passage.via),
        topic=storable(passage.topic),
        rule=storable(passage.rule),
    )


def passage_columns(passage: Passage) -> dict[str, object]:
    """The columns of table passages, but for its keys."""
    return {
        "type": passage.type.value,
        "topic": passage.topic,
        "text": passage.text,
        "text_start": passage.start,
        "text_end": passage.end,
        "sentence": passage.sentence,
        "sentence_start": passage.sentence_start,
        "sentence_end": passage.sentence_end,
        "source": passage.source,
        "actor": passage.actor,
        "via": passage.via,
        "speaker_class": passage.speaker_class.value,
        "scope": passage.scope.value,
        "rule": passage.rule,
    }


def passage_of(columns: tuple[Any, ...]) -> Passage:
    """The passage from the PASSAGE_COLUMNS of a row."""
    return Passage(
        type=FactType(columns[0]),
        topic=columns[1],
        text=columns[2],
        start=columns[3],
        end=columns[4],
        sentence=columns[5],
        sentence_start=columns[6],
        sentence_end=columns[7],
        source=columns[8],
        actor=columns[9],
        via=columns[10],
        speaker_class=SpeakerClass(columns[11]),
        scope=Scope(columns[12]),
        rule=columns[13],
    )
