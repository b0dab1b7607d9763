"""How hard a text is to read."""

import pytest

from clinic.plans.document import sample
from clinic.plans.policy.reading import level_of
from clinic.plans.policy.reading.level import Counts, counts, fernandez_huerta, flesch_kincaid
from clinic.plans.policy.rules import SAFETY_EN, SAFETY_ES, Rules

HARD = (
    "Utilize individualized coping strategies to facilitate maintenance of abstinence and "
    "participate in recommended psychoeducational programming."
)
DIFICIL = (
    "La implementación de estrategias de afrontamiento individualizadas facilitará la consecución "
    "de los objetivos terapéuticos establecidos conjuntamente."
)
MOST = Rules().reading_grade_max


def test_the_english_grade_is_that_of_the_paper():
    found = Counts(words=100, sentences=5, syllables=150, longest=30)

    assert flesch_kincaid(found) == pytest.approx(0.39 * 20 + 11.8 * 1.5 - 15.59)


def test_the_spanish_ease_is_that_of_the_paper_with_words_in_a_sentence():
    found = Counts(words=50, sentences=5, syllables=100, longest=12)

    assert fernandez_huerta(found) == pytest.approx(206.84 - 0.60 * 200 - 1.02 * 10)


def test_longer_sentences_are_harder_in_both_languages():
    short, long = (Counts(100, sentences, 180, 30) for sentences in (20, 4))

    assert fernandez_huerta(long) < fernandez_huerta(short)
    assert flesch_kincaid(long) > flesch_kincaid(short)


@pytest.mark.parametrize(
    ("text", "words", "sentences"),
    [
        ("I call Dr. Ortiz. She helps me.", 7, 2),
        ("I meet J. Hale at 7:00 p. m. on Monday.", 11, 1),
        ("Walk\nCook\n\nSleep", 3, 3),
        ("It passes... It does! Does it?", 6, 3),
        ("I don\N{RIGHT SINGLE QUOTATION MARK}t drink", 3, 1),
        (" . ! \n", 0, 0),
    ],
)
def test_words_and_sentences_are_counted_as_people_read_them(text, words, sentences):
    found = counts(text, "en")

    assert (found.words, found.sentences) == (words, sentences)


@pytest.mark.parametrize("text", ["", "Walk", "I walk every day", "\n \n"])
def test_a_few_words_get_no_number(text):
    assert level_of(text, "en") is None
    assert level_of(text, "es") is None


def test_a_language_without_a_formula_gets_no_number():
    assert level_of(HARD, "vi") is None


def test_a_short_text_has_a_number_and_is_not_held_against_anybody():
    level = level_of("Call my counselor every Monday morning", "en")

    assert level.grade > MOST
    assert not level.is_over(MOST)


@pytest.mark.parametrize(("text", "language"), [(HARD, "en"), (DIFICIL, "es")])
def test_hard_text_is_over_the_limit(text, language):
    assert level_of(text, language).is_over(MOST)


@pytest.mark.parametrize(
    ("text", "language"), [("\n".join(SAFETY_EN), "en"), ("\n".join(SAFETY_ES), "es")]
)
def test_our_own_sentences_about_overdose_are_not(text, language):
    assert not level_of(text, language).is_over(MOST)


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_goals_of_the_sample_plan_are_not(facts, language):
    plan = sample.sample(facts, language=language)
    text = "\n".join(f"{goal.goal}\n{goal.step}" for goal in plan.goals)

    assert not level_of(text, language).is_over(MOST)


def test_levels_are_said_in_words():
    assert str(level_of("I walk my dog to the river.", "en")) == "easy to read"
    assert str(level_of("I drive my own car to every appointment.", "en")).startswith("reads at")
    assert str(level_of(HARD, "en")) == "reads at about grade 16"
    assert str(level_of("Llamo a Ana si quiero beber.", "es")).endswith("of 100 for ease")


def test_scores_stay_on_their_scale():
    assert level_of("otorrinolaringología " * 12, "es").ease == 0
    assert level_of("Yo voy a ti y tú vas a mí. " * 12, "es").ease == 100
