"""Words that are hard to read, and words that may hurt."""

import pytest

from clinic.plans.policy.reading import hurtful_words, plain_words
from clinic.plans.policy.reading.hurtful import ENGLISH, SPANISH
from clinic.plans.policy.reading.plain import ENGLISH as PLAIN_EN
from clinic.plans.policy.reading.plain import SPANISH as PLAIN_ES

LONG = 100_000
HURT_EN = """
I am an addict|Clean|Stay clean|I want to stay CLEAN.|6 months clean|clean and sober
I've been clean since May|I'm clean|a clean test|a dirty test|tested dirty|he is a drunk|Junkies
substance abuse is over|I abuse drugs|I was non-compliant|She is an alcoholic|alcoholics
I failed treatment|failed to show|drug users|He refused care|I AM A DIRTY ADDICT|commit suicide
"""
KIND_EN = """
Clean the kitchen|clean clothes|I clean my room on Mondays|I get clean sheets|dirty dishes
Alcoholics Anonymous|Adult Children of Alcoholics|Substance Abuse Services, 5 Pier Road
He said “you are an addict”|She calls me "junkie" and I leave|get drunk less|drunk driving class
non-alcoholic drinks|sexual abuse|I survived abuse and got help|I failed math|an addiction class
cleaner|I do not use|Go home|The junky car|National Institute on Drug Abuse
"""
HURT_ES = """
Soy adicto|Soy una drogadicta|Mantenerme limpia|3 meses limpio|Limpio|orinas sucias|un borracho
abuso de drogas|Es alcohólica|ALCOHOLICO|los yonquis|se negó a hablar
"""
KIND_ES = """
Limpio la cocina|ropa limpia|Alcohólicos Anónimos|bebidas alcohólicas|platos sucios|Me dijo «adicto»
Sin consumir|abuso sexual
"""
SAME = [
    "adicto",
    "addict",
    "ADDICT",
    "add\N{FULLWIDTH LATIN SMALL LETTER I}ct",
    "ad\N{SOFT HYPHEN}dict",
    "add\N{ZERO WIDTH SPACE}ict",
]


def lines(block):
    return [each for line in block.strip().splitlines() for each in line.split("|")]


@pytest.mark.parametrize("text", lines(HURT_EN))
def test_a_word_that_hurts_is_found(text):
    assert hurtful_words(text, "en")


@pytest.mark.parametrize("text", lines(KIND_EN))
def test_the_same_word_in_a_harmless_place_is_not(text):
    assert hurtful_words(text, "en") == []


@pytest.mark.parametrize("text", lines(HURT_ES))
def test_a_spanish_word_that_hurts_is_found(text):
    assert hurtful_words(text, "es")


@pytest.mark.parametrize("text", lines(KIND_ES))
def test_the_same_spanish_word_in_a_harmless_place_is_not(text):
    assert hurtful_words(text, "es") == []


@pytest.mark.parametrize("word", SAME[1:])
def test_how_a_word_is_typed_hides_nothing(word):
    assert [found.better for found in hurtful_words(f"an {word}.", "en")] == ["person who uses"]


def test_an_accent_typed_apart_hides_nothing():
    assert hurtful_words("toxico\N{COMBINING ACUTE ACCENT}mano", "es")


def test_each_word_is_said_once_as_it_was_written():
    found = hurtful_words("Junkie. I was a junkie.\nNon-compliant.", "en")

    assert [each.says for each in found] == ["junkie", "Non-compliant"]


def test_two_lines_are_not_one_phrase():
    assert hurtful_words("I want to stay\nclean the house", "en") == []


@pytest.mark.parametrize(
    ("text", "language", "says", "better"),
    [
        ("I utilize it", "en", "utilize", "use"),
        ("Utilizing it", "en", "Utilizing", "use"),
        ("my medications", "en", "medications", "medicine"),
        ("Commence prior to work", "en", "Commence", "start"),
        ("1 bid", "en", "bid", "2 times a day"),
        ("1 b.i.d.", "en", "bid", "2 times a day"),
        ("Two coping strategies", "en", "coping strategies", "what helps me"),
        ("If I relapse", "en", "relapse", "using again"),
        ("Tell my physician", "en", "physician", "doctor"),
        ("Utilizo esto", "es", "Utilizo", "usar"),
        ("los medicamentos", "es", "medicamentos", "medicina"),
        ("Si hay una recaida", "es", "recaida", "consumir otra vez"),
    ],
)
def test_a_hard_word_has_a_plain_one(text, language, says, better):
    assert (says, better) in plain_words(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [("I use my medicine and start today.", "en"), ("Uso mi medicina y empiezo hoy.", "es")],
)
def test_plain_words_have_no_hint(text, language):
    assert plain_words(text, language) == hurtful_words(text, language) == []


def test_another_language_has_none():
    assert plain_words("utilize", "vi") == hurtful_words("addict", "vi") == []


@pytest.mark.parametrize("table", [PLAIN_EN, PLAIN_ES])
def test_there_are_sixty_plain_words_and_more(table):
    assert len(table) >= 60
    assert not set(table.values()) & set(table)


@pytest.mark.parametrize(("terms", "language"), [(ENGLISH, "en"), (SPANISH, "es")])
def test_no_better_word_hurts(terms, language):
    assert not [each.better for each in terms if hurtful_words(each.better, language)]


@pytest.mark.parametrize(
    "text",
    [
        *("a" * LONG, "“" * LONG, '"' * LONG, "a'" * LONG, "a.b." * LONG, "clean " * LONG),
        *("Addict of " * LONG, "\N{SOFT HYPHEN}" * LONG, "\N{COMBINING ACUTE ACCENT}" * LONG),
    ],
    ids=lambda text: ascii(text[:6]),
)
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_text_far_longer_than_any_field_is_read_to_its_end(text, language):
    """Whoever looks ahead from each letter never gets here."""
    found = plain_words(f"{text} utilize utilizar", language)

    assert found
    assert found == plain_words("utilize utilizar", language)
    assert hurtful_words(f"{text} addict adicto", language)[-1].says in ("addict", "adicto")
