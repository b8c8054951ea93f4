"""What is read of claims that others have made: the sort of speaker, by the words that they give for it."""

from __future__ import annotations

from functools import lru_cache

from story.model import SpeakerClass
from story.reading.loading import load_lexicon
from story.reading.packs import known_languages
from story.reading.speakers.speaker_classes import speaker_class


@lru_cache(maxsize=4096)
def class_of_speaker(words: str, *langs: str) -> SpeakerClass:
    """The class of a speaker by its words, read as the first of these languages (BCP 47) has them that tells a class.

    Raises PackError if the pack of a language that has one can't be used.
    """
    for code in dict.fromkeys(lang.replace("_", "-").split("-")[0].lower() for lang in langs):
        if code in known_languages():
            found, _ = speaker_class(words, load_lexicon(code))
            if found is not SpeakerClass.UNKNOWN:
                return found
    return SpeakerClass.UNKNOWN
