"""The forms a word of a table may have in a text. Too many do no harm: nobody writes them."""

from __future__ import annotations

from collections.abc import Iterator

_SPANISH = {
    "ar": "ar o a as an amos ando ado ada e en aron aba aban é ó aré ará arán",
    "er": "er o e es en emos iendo ido ida a an í ió ieron ía ían eré erá erán",
    "ir": "ir o e es en imos iendo ido ida a an í ió ieron ía ían iré irá irán",
}


def english_nouns(word: str) -> Iterator[str]:
    """Yield a word, and its plurals."""
    yield from (word, f"{word}s", f"{word}es", f"{word}'s")
    if word.endswith("y"):
        yield f"{word[:-1]}ies"


def english(word: str) -> Iterator[str]:
    """Yield a word, its plurals, and its forms as a verb."""
    yield from english_nouns(word)
    stem = word[:-1] if word.endswith("e") else word
    yield from (f"{stem}ed", f"{stem}ing")
    if word.endswith("y"):
        yield f"{word[:-1]}ied"


def spanish_nouns(word: str) -> Iterator[str]:
    """Yield a word, its plurals, and those of its other gender."""
    yield from (word, f"{word}s", f"{word}es")
    if word.endswith("z"):
        yield f"{word[:-1]}ces"
    if word.endswith("o"):
        yield from (f"{word[:-1]}a", f"{word[:-1]}as")
    if word.endswith("or"):
        yield from (f"{word}a", f"{word}as")


def spanish(word: str) -> Iterator[str]:
    """Yield a word, its plurals and genders, and its commonest forms as a verb."""
    yield from spanish_nouns(word)
    for ending in _SPANISH.get(word[-2:], "").split():
        yield word[:-2] + ending
