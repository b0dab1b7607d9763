"""How many syllables a word has, measured on words whose number is known."""

import pytest

from clinic.plans.policy.reading.syllables import count

#: By their number: words the English rules were made with.
MADE_WITH = {
    1: """
        walk call make take use times homes week weeks house phone phones helped planned
        walked stopped friend friends through school group groups fire hour voice noise
        judge judged loved loves wife nurse ride rides bus train bills stressed weight don't
        I'm I'll they're eyes breathe spray dose
    """,
    2: """
        houses dishes changes places wanted needed started table little people simple apple
        handle bottle doctor meeting meetings morning evening Monday Tuesday Wednesday today
        sister brother mother daughter neighbor drinking treatment program anxious
        prescribed commence discharge kitchen dinner weeknights without before because
        enough money housing license college support sponsor swimming breathing garden music
        movie create being quiet science really patient special social nation million onion
        triggers cravings anger lonely tired hungry safely safety careful hopeful lifestyle
        something sometimes noises judges added avoid tablets dosage symptom symptoms
        maintain obtain breakfast supper cousin uncle husband partner landlord nurses
        dentist clinic driver payday paycheck budget savings account borrowed argue worry
        worried stressful panic sleepless nightmare nightmares ashamed guilty grateful
        forgive honest patience courage peaceful healthy fitness guitar painting cooking
        coffee smoking sober craving urges relapse using needles cocaine pregnant children
        courthouse hearing passport technique techniques achieve birthday weekend midnight
        seven hundred thousand Thursday August didn't couldn't playing beyond client crisis
        urgent swallow capsule capsules nasal refill doses
    """,
    3: """
        decided medicine medicines counselor counseling appointment appointments Saturday
        November December tomorrow yesterday family alcohol recover outpatient intensive
        therapy therapist depression prescription physician utilize afterward important
        naloxone overdose opioid library holiday holidays apartment insurance vehicle
        employment interview graduate probation officer attorney supportive exercise idea
        radio video actual previous serious various period area carefully somebody avoided
        hospital ambulance injection withdrawal abstinence maintenance demonstrate implement
        modify notify sufficient subsequent grandmother teenager employer manager counselors
        pharmacy pharmacist clinical bicycle argument arguments exhausted gratitude
        forgiveness honesty healthier basketball recipe cigarettes heroin fentanyl cannabis
        methadone naltrexone infection pregnancy parenting custody document documents
        volunteer assessment cognitive behavior boundaries strategies mindfulness achieving
        accomplish celebrate afternoon eleven October diary suicide unconscious
    """,
    4: """
        medication January February alcoholic recovery residential psychiatric anxiety
        responsible communicate application transportation certificate education community
        spiritual meditation usually situation experience anybody apologize emergency
        participate facilitate additional supervisor irritable isolated isolation vegetables
        sobriety buprenorphine acamprosate disulfiram diabetes hepatitis vaccination
        visitation mediation misdemeanor volunteering curriculum confidential coordinate
        evaluate behavioral relationship relationships
    """,
    5: """
        psychological utilization communication immediately university approximately
        antidepressant orientation accommodation authorization coordination evaluation
        interpersonal communicating anniversary
    """,
    6: """
        responsibility identification detoxification rehabilitation benzodiazepine
        eligibility
    """,
    7: """
        multidisciplinary
    """,
    8: """
        psychoeducational
    """,
}
#: By their number: words picked after the rules were made, and not looked at again.
PICKED_AFTER = {
    1: """
        proud loud twice clothes shoes keys grief died mosque church bridge naps stairs gym
    """,
    2: """
        bedtime pillow laundry cleaning repairs warehouse waitress promise trusted listens
        listened remind themselves frightened nervous jealous slowly daily weekly monthly
        schedule cancel canceled arrive arrived shower toothbrush wallet photo picture
        pictures trauma temple prayer service sergeant bridges garage payment payments
        language Spanish English website password voicemail message texting yoga rhythm
        pursue valued
    """,
    3: """
        neighborhood grocery groceries carpenter restaurant promises remember reminder
        whenever nobody another together beautiful terrible possible possibly discouraged
        embarrassed overwhelmed curious furious quietly annual calendar reschedule arriving
        poetry violence violent memories memory counselor's lonelier services veteran
        mechanic creditor bankruptcy translated languages bilingual computer internet
        telehealth messages essential continue continues
    """,
    4: """
        electrician available comfortable reliable dependable annually military utilities
        interpreter basically initially beneficial appropriate negotiate continuous
    """,
    5: """
        uncomfortable electricity associated reevaluate
    """,
}
SPANISH = {
    1: """
        quién muy hoy rey y yo seis buey huir
    """,
    2: """
        casa llamar día días quiero ciudad viernes cuerpo siempre puedo volver aire leer
        guía guerra agua ayer mayo leyes país maíz raíz baúl frío tío río gracias reunión
        avión huevo hielo hueso búho caer oír reír causa deuda treinta veinte construir
        ruido viuda cuota niño jardín dormir sueño miedo
    """,
    3: """
        familia hermana ayuda miércoles sábado enero agosto cantidad clínica poeta teatro
        ahora alcohol prohibir guitarra pingüino cigüeña cuidado iglesia adicción estación
        línea óleo héroe caída oído sonreír paisaje europa uruguay paraguay estudiáis
        especial mañana vergüenza psiquiatra farmacia número vivienda trabajo dinero
        transporte escuela maestra cocina música caminar respirar cansado tristeza enojo
        ansiedad
    """,
    4: """
        medicina medicinas naloxona vacaciones océano aéreo recaída averiguáis averiguar
        emergencia teléfono consejera tratamiento residencia abogado policía película
    """,
    5: """
        acostumbrado recuperación psicología consejería ambulatorio
    """,
}
#: Every one that is miscounted, by one or two.
WRONG = {"warehouse", "poetry", "mosque", "voicemail", "rhythm", "reevaluate"}
WRONG_STILL = {"tired", "healthier", "psychoeducational"}


def words(known):
    return [(word, number) for number, text in known.items() for word in text.split()]


def miscounted(known, language):
    return {word for word, number in words(known) if count(word, language) != number}


def test_of_english_words_picked_after_the_rules_one_in_twenty_two_is_miscounted():
    assert len(words(PICKED_AFTER)) == 133
    assert miscounted(PICKED_AFTER, "en") == WRONG


def test_the_english_words_the_rules_were_made_with_are_counted():
    assert len(words(MADE_WITH)) > 300
    assert miscounted(MADE_WITH, "en") == WRONG_STILL


def test_every_spanish_word_is_counted():
    assert len(words(SPANISH)) == 132
    assert miscounted(SPANISH, "es") == set()


@pytest.mark.parametrize(
    ("one", "other"), [("DINNER", "dinner"), ("cafe\N{COMBINING ACUTE ACCENT}", "café")]
)
@pytest.mark.parametrize("language", ["en", "es"])
def test_case_and_the_way_an_accent_is_typed_change_nothing(one, other, language):
    assert count(one, language) == count(other, language) == 2


@pytest.mark.parametrize("word", ["911", "b", "Ж", "pssst"])
def test_what_has_no_vowels_has_one(word):
    assert count(word, "en") == count(word, "es") == 1
