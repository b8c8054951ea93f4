"""Numbers written as one word: "siebenundsiebzig", "zweihundertfünfzig", "dreitausend"."""

from __future__ import annotations

from story.reading.lexicon import Lexicon

LONGEST = 60  # letters


def joined_value(word: str, lexicon: Lexicon) -> int | None:
    """The value of a word that is made of number words and nothing else; None for every other word.

    The unit may stand before the ten ("sieben|und|siebzig") or after it ("settanta|sette"). The longest part that
    leaves a number behind it is taken: "hundert" isn't read as something with a joiner inside, "cent|ottanta" isn't
    read as "cento" and a rest.
    """
    if word[:2] not in lexicon.number_parts or len(word) > LONGEST:
        return None
    total = current = 0
    for value, is_scale in parts_from(word, 0, lexicon, set()) or ():
        if is_scale and value > 100:
            total, current = total + max(current, 1) * value, 0
        elif is_scale:
            current = max(current, 1) * value
        else:
            current += value
    return total + current or None


def parts_from(word: str, at: int, lexicon: Lexicon, hopeless: set[int]) -> list[tuple[int, bool]] | None:
    """The values of the parts of word[at:], each with whether it is a scale; None when something else is left."""
    if at == len(word):
        return []
    if at in hopeless:
        return None
    for part, value, is_scale in lexicon.number_parts.get(word[at : at + 2], ()):
        if word.startswith(part, at):
            rest = parts_from(word, at + len(part), lexicon, hopeless)
            if rest is not None:
                return [(value, is_scale), *rest]
    hopeless.add(at)
    return None
