"""The invented plan in Spanish."""

from __future__ import annotations

from typing import Any

from clinic.plans.document.parts import (
    Amounts,
    Changed,
    CrisisStep,
    Dose,
    HardTimes,
    LevelOfCare,
    LifeArea,
    Medicine,
    Medicines,
    Pair,
    PlannedContact,
    Safety,
    Sharing,
)
from clinic.plans.document.sample.days import usual_week
from clinic.plans.document.shape import (
    Appointment,
    ContactRule,
    DayItem,
    FirstDay,
    Goal,
    GroupCard,
    Person,
    WeekItem,
)

GROUPS = (
    GroupCard(
        kind="step",
        name="Thursday Steps",
        when="Cada jueves, 7:00 a 8:00 p. m.",
        where="St. Mark’s Hall, 210 Alder Street, planta baja, Portland",
        getting_there="Autobús 14 a Alder y 2nd. Rampa en la puerta lateral.",
        ask_for="Carol, en la mesa del café",
        led_by="miembros del grupo",
        expect="Se comparte por turnos. Puedo solo escuchar. No se paga.",
        first_time="jueves, 26 de noviembre",
        went=("26 nov", "3 dic", "10 dic", "17 dic"),
        link="https://maps.example.org/search?query=210+Alder+Street%2C+Portland",
        link_leads="directions",
    ),
    GroupCard(
        kind="clinical",
        name="Lakeside Skills Group",
        when="Cada lunes, 6:00 a 7:30 p. m.",
        where="Cedar Street Center, 88 Cedar Street, sala 4, Portland",
        getting_there="Pregunto en recepción. Ascensor al piso 2.",
        ask_for="Priya Nair",
        led_by="Priya Nair, trabajadora social",
        expect="Practicamos cómo manejar las ganas de tomar, la tristeza y la preocupación.",
        first_time="lunes, 30 de noviembre",
        went=("30 nov", "7 dic", "14 dic", "21 dic"),
        link="https://maps.example.org/search?query=88+Cedar+Street%2C+Portland",
        link_leads="directions",
    ),
    GroupCard(
        kind="mutual",
        name="Side by Side",
        when="Cada sábado, 10:00 a 11:30 a. m.",
        where="Harbor Library, 5 Pier Road, sala B, Portland",
        getting_there="Autobús 9 a Harbor. Sin escalones. Rincón para niños.",
        ask_for="Marcus",
        led_by="Marcus Bell, especialista de apoyo entre pares",
        expect="Café y luego un círculo. Los niños pueden quedarse al lado.",
        first_time="sábado, 28 de noviembre",
        went=("28 nov", "5 dic", "12 dic", "19 dic"),
        link="https://maps.example.org/search?query=5+Pier+Road%2C+Portland",
        link_leads="directions",
    ),
    GroupCard(
        kind="online",
        name="Night Owls",
        when="Cada miércoles, 9:00 a 10:00 p. m.",
        where="En línea: night-owls.example.org",
        getting_there="Por teléfono: (503) 555-0188. Código 4471.",
        ask_for="Jo, anfitriona",
        led_by="Jo",
        expect="Puedo dejar la cámara apagada y entrar diez minutos.",
        first_time="miércoles, 25 de noviembre",
        went=("25 nov", "2 dic", "9 dic", "16 dic"),
        link="https://night-owls.example.org/join",
        link_leads="join",
    ),
)
FIRST_DAYS = (
    FirstDay(
        "mié, 25 nov",
        (
            DayItem("11:00 a. m.", "Ana me lleva a casa"),
            DayItem("", "Recojo mis medicinas en Alder Pharmacy"),
            DayItem("9:00 p. m.", "Night Owls"),
        ),
    ),
    FirstDay(
        "jue, 26 nov",
        (DayItem("", "Ceno con Ana, voy en mi carro"), DayItem("7:00 p. m.", "Thursday Steps")),
    ),
    FirstDay("vie, 27 nov", (DayItem("10:00 a. m.", "Primera llamada, Dana Cole"),)),
)
APPOINTMENTS = (
    Appointment("vie, 27 nov, 10:00 a. m.", "Primera llamada", "Dana Cole me llama"),
    Appointment("mar, 1 dic, 9:00 a. m.", "Empieza el programa de día", "Cedar Street Center"),
    Appointment(
        "mié, 2 dic, 2:30 p. m.", "Revisión de medicinas", "Dra. Lena Ortiz, (503) 555-0167"
    ),
    Appointment("mié, 9 dic, 3:00 p. m.", "Reunión de trabajo", "Sr. Hale, (503) 555-0119"),
)
MEDICINES = Medicines(
    rows=(
        Medicine(
            "Sertralina 50 mg",
            "para la tristeza y la preocupación",
            Amounts(morning="1"),
            refill="para el 22 dic, Alder Pharmacy",
            prescriber="Dra. Lena Ortiz, (503) 555-0167",
        ),
        Medicine(
            "Trazodona 50 mg",
            "me ayuda a dormir",
            Amounts(bedtime="1"),
            refill="14 tabletas, no más",
        ),
        Medicine(
            "Naloxona en aerosol nasal",
            "para una sobredosis, mía o de otra persona",
            as_needed="Un disparo en una fosa nasal. Llamen al 911. La llevo en mi bolsa.",
        ),
        Medicine("Lorazepam 1 mg", stopped=True),
    ),
    doses=(
        Dose(
            "Inyección de naltrexona, una vez al mes",
            last="23 de noviembre",
            next="miércoles, 23 de diciembre, 9:00 a. m.",
            place="Cedar Street Center",
            phone="(503) 555-0140",
        ),
    ),
    as_of="23 nov 2026",
    allergies="Ninguna conocida",
)
HARD_TIMES = HardTimes(
    signs=(
        "Dejo de contestar el teléfono",
        "Me salto comidas y duermo tarde",
        "«Me merezco una»",
        "Pelear con Luis",
    ),
    acts=(
        "Tomo agua y como algo",
        "Camino al río y regreso",
        "Pongo 20 minutos en el reloj",
        "Leo por qué me importa",
    ),
    places=("Night Owls, 9:00 p. m. en línea", "Harbor Library", "La cocina de Ana"),
    callers=("Ana, luego Carol, luego Dana", "988, oprimo 2"),
    pairs=(
        Pair("Día de pago", "Ana guarda mi tarjeta hasta el lunes."),
        Pair("Una pelea con Luis", "Salgo y llamo a Carol."),
        Pair("Un viernes por la noche sin nadie", "Entro a Night Owls."),
    ),
)
SAFETY = Safety(
    lines=(
        "Mi cuerpo ya no está acostumbrado. La cantidad de antes ahora podría matarme.",
        "Nunca consumo a solas. Está conmigo alguien que puede llamar al 911.",
        "Si no despierto: llamen al 911, denme naloxona, quédense conmigo.",
        "No borra lo que he logrado. Se lo digo a Dana el mismo día. Cambiamos el plan.",
    ),
    naloxone="Recibí 2 dosis de naloxona. Están en mi bolsa.",
    trained=("Ana", "Luis"),
)
CRISIS = (
    CrisisStep("Noto que viene", ("Siento el pecho apretado", "Pienso que nadie me necesita")),
    CrisisStep(
        "Lo que hago por mi cuenta", ("Me siento en el jardín", "Escucho la canción de Nora")
    ),
    CrisisStep("A dónde voy, con quién me siento", ("Harbor Library", "La cocina de Ana")),
    CrisisStep("A quién pido ayuda", ("Ana, (503) 555-0151", "Carol, (503) 555-0176")),
    CrisisStep("A qué servicios llamo", ("988, oprimo 2", "Cedar Street Center")),
    CrisisStep("Cómo hago más seguro mi lugar", ("Ana guarda mis pastillas viejas bajo llave.",)),
)


WEEK = {
    (1, 2): WeekItem("clinical", "6:00 p. m.", "Lakeside Skills Group"),
    (2, 0): WeekItem("program", "9:00 a. m.", "Programa de día"),
    (2, 2): WeekItem("idea", "", "biblioteca con Nora"),
    (3, 2): WeekItem("online", "9:00 p. m.", "Night Owls"),
    (4, 0): WeekItem("program", "9:00 a. m.", "Programa de día"),
    (4, 2): WeekItem("step", "7:00 p. m.", "Thursday Steps"),
    (6, 0): WeekItem("mutual", "10:00 a. m.", "Side by Side"),
    (0, 1): WeekItem("own", "4:00 p. m.", "Comida con mi mamá"),
}
HEAD: dict[str, Any] = {
    "clinic_name": "Cedar Street Center",
    "clinic_phone": "(503) 555-0140",
    "clinic_phone_note": "At night, press 2 for the on-call counselor.",
    "client_name": "Maya Reyes",
    "short_name": "Maya R.",
    "first_name": "Maya",
    "leaves_on": "miércoles, 25 de noviembre de 2026",
    "counselor_name": "Dana Cole",
    "counselor_phone": "(503) 555-0142",
    "printed_on": "23 nov 2026",
    "remember": "Cuando quiero tomar, primero llamo a alguien. Se me pasa.",
    "first_days": FIRST_DAYS,
}
BODY: dict[str, Any] = {
    "goals": (
        Goal(
            "Estar en casa para cenar con mis hijos entre semana.",
            "Cocino los lunes y miércoles, con el teléfono guardado.",
        ),
        Goal(
            "Pasar las fiestas sin tomar.",
            "Voy en mi carro a casa de Ana para poder irme cuando quiera.",
        ),
        Goal(
            "Volver al trabajo en enero.",
            "Hablo con el Sr. Hale el 9 de diciembre sobre medio tiempo.",
        ),
    ),
    "why": ("Eli y Nora", "Despertar con la mente clara", "Mi jardín en primavera"),
    "helps": ("Caminar por el río", "Cocinar con música", "Ducha caliente y dormir temprano"),
    "strengths": ("Soy honesta con mi hermana.", "Llego cuando dije."),
    "gains": ("34 días sin tomar.", "Duermo toda la noche."),
    "groups": GROUPS,
    "appointments": APPOINTMENTS,
    "people": (
        Person("Ana Reyes, mi hermana", "(503) 555-0151", "Todo, a cualquier hora"),
        Person("Carol, Thursday Steps", "(503) 555-0176", "Ganas de tomar, de noche"),
        Person("Marcus Bell, apoyo entre pares", "(503) 555-0163", "Transporte, fines de semana"),
        Person("Dana Cole, consejera", "(503) 555-0142", "Lunes a viernes, 8 a 5"),
    ),
    "contact": ContactRule("(503) 555-0150", "de noche", "no"),
}
FURTHER: dict[str, Any] = {
    "medicines": MEDICINES,
    "safety": SAFETY,
    "hard_times": HARD_TIMES,
    "contacts": (
        PlannedContact("Llamada", "cada semana, desde el mié, 2 dic, 4 veces", "Dana Cole"),
        PlannedContact("Visita", "mié, 23 dic", "Dana Cole"),
    ),
    "life_areas": (
        LifeArea("Trabajo o escuela", "Pedir medio tiempo", "Yo", "9 dic"),
        LifeArea("Dinero, beneficios", "Renovar mi seguro médico", "Dana Cole", "4 dic"),
    ),
    "level": LevelOfCare(
        "Vivo en el centro hasta el 25 de noviembre.",
        "Programa de día, martes y jueves, 9:00 a. m. a 12:00 p. m.",
        now_code="ASAM 3.5, edición 4",
        next_code="ASAM 2.1, edición 4",
    ),
    "taught": ("Lo que va primero", "A quién llamar", "Medicinas", "Sobredosis y naloxona"),
    "sharing": (
        Sharing("Dra. Lena Ortiz", "Medicinas, citas", "25 may 2027"),
        Sharing("Ana Reyes", "Que recibo atención, citas", "25 nov 2027"),
    ),
    "since": 2,
    "changes": (
        Changed("Revisión de medicinas", "lun, 30 nov, 2:00 p. m.", "mié, 2 dic, 2:30 p. m."),
        Changed("Mis grupos", "", "Night Owls, cada miércoles, 9:00 p. m."),
        Changed("Personas a las que puedo llamar", "Luis, (503) 555-0158", ""),
    ),
}


def words() -> dict[str, Any]:
    """Return what the plan says; say it while speaking Spanish."""
    return {**HEAD, **BODY, **FURTHER, "week": usual_week(WEEK)}
