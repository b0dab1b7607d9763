"""Words that hurt, and the better ones: first the person, and what is, without judging.

After "Words Matter: Terms to Use and Avoid When Talking About Addiction" of the National Institute
on Drug Abuse (NIDA), in our own choice and words. A word with another, harmless meaning counts
only beside certain words: "I stay clean" does, "I clean the kitchen" does not. The client's own
words are the client's: the counselor may let each one stand.
"""

from __future__ import annotations

from clinic.plans.policy.reading.terms import term

_SUBSTANCES = (
    "drug drugs alcohol substance substances opioid opioids heroin cocaine crack meth pill"
)
_USERS = f"{_SUBSTANCES} pills iv needle methamphetamine marijuana fentanyl prescription"
_TESTS = "test tests urine ua uas screen screens drop drops sample samples"
_HARM = "sexual physical child domestic emotional verbal elder financial spousal mental past self"
_SPANS = "day days week weeks month months year years"
_STAY = "stay stays staying stayed get gets getting got am i'm im been remain remaining live living"
_TREATED = "treatment program rehab detox follow drug patient client"
_PERSON = "person who uses"
_HEALTHY = "not using"
_OPIOID_CARE = "medicine for opioid use"

ENGLISH = (
    term("abuse", "use", before="of", after=_SUBSTANCES, unless=f"{_HARM} survivor"),
    term("abuse", "use", before=_USERS, alone=True),
    term("abused", "used", before=_USERS),
    term("abusing", "using", before=_USERS),
    term("abuser", _PERSON, unless=_HARM),
    term("acting out", "having a hard time"),
    term("addict", _PERSON),
    term("addicted baby", "baby exposed to drugs"),
    term("addicted to", "has trouble with"),
    term(
        "alcoholic", "person in recovery", unless="drink beverage beverages drinks hepatitis liver"
    ),
    term("attention seeking", "asking for help"),
    term("boozer", "person who drinks"),
    term(
        "clean",
        _HEALTHY,
        alone=True,
        after=f"{_STAY} {_SPANS} be",
        before="since",
        unless="clothes sheets water towels needles needle laundry up out shaven",
    ),
    term("clean", "negative", after="tested", before=_TESTS),
    term("clean and sober", _HEALTHY),
    term("clean date", "day I stopped"),
    term("clean time", "time in recovery"),
    term("commit suicide", "die by suicide"),
    term("committed suicide", "died by suicide"),
    term("convict", "person who was in prison"),
    term("crackhead", _PERSON),
    term("crack baby", "baby exposed to drugs"),
    term("dirty", "positive", after="tested", before=_TESTS),
    term("dirty", "using", after=f"{_STAY} be"),
    term("dope fiend", _PERSON),
    term("dopehead", _PERSON),
    term("drug habit", "drug use"),
    term("drug seeker", "person in pain"),
    term("drug seeking", "asking for more medicine"),
    term("druggie", _PERSON),
    term("drunk", "person who drinks", after="a the old town another", unless="driver driving"),
    term("drunkard", "person who drinks"),
    term("ex addict", "person in recovery"),
    term("ex con", "person who was in prison"),
    term("failed", "did not get what was needed", before=_TREATED),
    term("failed to", "did not"),
    term("failed", "positive", before=_TESTS),
    term("felon", "person who was in prison"),
    term("former addict", "person in recovery"),
    term("hitting bottom", "the hardest time"),
    term("hit rock bottom", "had the hardest time"),
    term("homeless person", "person without a home"),
    term("illegal alien", "person without papers"),
    term("in denial", "not ready yet"),
    term("inmate", "person in prison"),
    term("junkie", _PERSON),
    term("junky", _PERSON, unless="food foods stuff car old"),
    term("lapse", "use once"),
    term("manipulative", "trying to get needs met"),
    term("medication assisted treatment", _OPIOID_CARE),
    term("mentally ill", "living with a mental illness"),
    term("meth head", _PERSON),
    term("methhead", _PERSON),
    term("misuser", _PERSON),
    term("non compliant", "does not do this yet"),
    term("noncompliant", "does not do this yet"),
    term("non compliance", "not doing this yet"),
    term("noncompliance", "not doing this yet"),
    term("opioid replacement", _OPIOID_CARE),
    term("opioid substitution", _OPIOID_CARE),
    term("pillhead", _PERSON),
    term("pothead", _PERSON),
    term("prostitute", "person who trades sex"),
    term("psycho", "person living with a mental illness"),
    term("recovering addict", "person in recovery"),
    term("reformed addict", "person in recovery"),
    term("refused", "said no to"),
    term("resistant", "not ready yet", after="is am are was very", before="to"),
    term("schizophrenic", "person living with schizophrenia"),
    term("sober living home", "recovery home"),
    term("speed freak", _PERSON),
    term("stoner", _PERSON),
    term("substance abuse", "substance use"),
    term("drug abuse", "drug use"),
    term("alcohol abuse", "alcohol use"),
    term("tweaker", _PERSON),
    term("unmotivated", "not ready yet"),
    term("user", _PERSON, after=_USERS),
    term("wino", "person who drinks"),
)
_PERSONA = "persona que consume"
_SANO = "sin consumir"
_SUSTANCIAS = "drogas droga alcohol sustancias sustancia pastillas opioides"
_SEGUIR = (
    "estar estoy estás está estuve mantenerme mantengo mantenerse seguir sigo quedarme vivir "
    "día días semana semanas mes meses año años y"
)
SPANISH = (
    term("abusador", _PERSONA, unless="sexual infantil"),
    term("abusar de", "consumir", before=_SUSTANCIAS),
    term("abuso de alcohol", "consumo de alcohol"),
    term("abuso de drogas", "consumo de drogas"),
    term("abuso de sustancias", "consumo de sustancias"),
    term("adicto", _PERSONA, unless="trabajo"),
    term("alcohólico", "persona en recuperación", unless="bebida bebidas cirrosis hepatitis grado"),
    term("alcoholizado", "que ha bebido"),
    term("bebé adicto", "bebé expuesto a drogas"),
    term(
        "borracho", "persona que bebe", after="un una el la los las unos otro", unless="conductor"
    ),
    term("cocainómano", _PERSONA),
    term("cometer suicidio", "morir por suicidio"),
    term("cometió suicidio", "murió por suicidio"),
    term("convicto", "persona que estuvo en prisión"),
    term("delincuente", "persona que estuvo en prisión"),
    term("drogadicción", "consumo de drogas"),
    term("drogadicto", _PERSONA),
    term("drogata", _PERSONA),
    term("drogo", _PERSONA, after="un una el la los las", unless="me"),
    term("ebrio", "persona que bebe", after="un una el la los las"),
    term("en negación", "todavía sin decidir"),
    term("enfermo mental", "persona con una enfermedad mental"),
    term("enganchado", "que consume"),
    term("esquizofrénico", "persona con esquizofrenia"),
    term("ex adicto", "persona en recuperación"),
    term("exadicto", "persona en recuperación"),
    term("expresidiario", "persona que estuvo en prisión"),
    term("fracasar en", "dejar por ahora", before="el la mi"),
    term("fracaso del tratamiento", "el tratamiento no ayudó"),
    term("heroinómano", _PERSONA),
    term("incumplidor", "todavía no lo hace"),
    term("indigente", "persona sin casa"),
    term("limpio", _SANO, alone=True, after=_SEGUIR, unless="ordenado casa"),
    term("limpio de", _SANO, before=_SUSTANCIAS),
    term("orina limpia", "prueba negativa"),
    term("orina sucia", "prueba positiva"),
    term("prueba limpia", "prueba negativa"),
    term("prueba sucia", "prueba positiva"),
    term("manipulador", "que busca ayuda"),
    term("marihuano", _PERSONA),
    term("mariguano", _PERSONA),
    term("no cumplidor", "todavía no lo hace"),
    term("pastillero", _PERSONA),
    term("presidiario", "persona que estuvo en prisión"),
    term("prostituta", "persona que cambia sexo por dinero"),
    term("se negó a", "dijo que no a"),
    term("rechazó", "dijo que no a"),
    term("tecato", _PERSONA),
    term("teporocho", "persona que bebe"),
    term("tocar fondo", "pasar lo más difícil"),
    term("toxicómano", _PERSONA),
    term("vagabundo", "persona sin casa"),
    term("vicio", "consumo"),
    term("vicioso", _PERSONA, unless="círculo"),
    term("yonqui", _PERSONA),
)
