"""What sort of speaker somebody is, by the words that an article has for them."""

from __future__ import annotations

from story import tags
from story.lexicon import Lexicon
from story.model import SpeakerClass
from story.tokens import normal


def speaker_class(words: str, lexicon: Lexicon) -> tuple[SpeakerClass, str]:
    """The class of a speaker by its words and the word that says so.

    A word before the first preposition wins ("the president of the hospital"), then the longest phrase, then the
    language's head: the last word in English ("an official document"), the first in French.
    """
    padded = f" {normal(words)} "
    if lexicon.elision:
        padded = padded.replace("' ", "'")
    for mark in ',;:()[]"“”«»':
        padded = padded.replace(mark, " ")
    for ending in lexicon.possessives:
        padded = padded.replace(f"{ending} ", f" {ending} ")
    head_end = end_of_head(padded, lexicon)
    best, cue, rank = SpeakerClass.UNKNOWN, "", (False, False, 0, 0)
    for name, listed in lexicon.speakers:
        for word in listed:
            at = padded.rfind(f" {word} ", 0, head_end + 1) if lexicon.head_is_last else padded.find(f" {word} ")
            if at < 0:
                at = padded.find(f" {word} ")
            if at < 0 and lexicon.elision:
                at = padded.find(f"'{word} ")
            if at >= 0:
                place = at if lexicon.head_is_last else -at
                this = (name is not SpeakerClass.UNKNOWN, at < head_end, word.count(" ") + 1, place)
                if not cue or this > rank:
                    best, cue, rank = name, word, this
    return best, cue


def end_of_head(padded: str, lexicon: Lexicon) -> int:
    """Where the head of a name ends, at its first preposition: "the governor | of the province"."""
    at = 0
    for number, word in enumerate(padded.split()):
        at = padded.find(word, at)
        known = lexicon.phrases.get(word)
        if number and known is not None and known.alone.tags & (tags.OF | tags.PREPOSITION):
            return at
        at += len(word)
    return len(padded)
