"""Letters and words as they are compared: what only looks different is the same."""

from __future__ import annotations

import re
import unicodedata

#: A word: letters and digits, with apostrophes inside, straight or curly.
WORD = r"[^\W_]+(?:['\u2019][^\W_]+)*"
#: "b.i.d." and "e.g." are read as one word.
_DOTTED = re.compile(r"\b([^\W\d_])\.([^\W\d_])\.(?:([^\W\d_])\.)?")


def bare(word: str) -> str:
    """Return a word in small letters without accents, its apostrophes straight."""
    word = word.casefold()
    if word.isascii():
        return word
    apart = unicodedata.normalize("NFD", word.replace("\u2019", "'"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def tidy(text: str) -> str:
    """Return a text without invisible letters, full-width ones or the dots of "b.i.d."."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
        text = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    return _DOTTED.sub(lambda dots: "".join(filter(None, dots.groups())), text)
