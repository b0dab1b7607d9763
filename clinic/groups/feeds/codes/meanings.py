"""What a type code can mean, and labels that mean the same to every fellowship.

A meaning is a trait of a meeting by its key, a language written ``=es``, or one of the words
below. Several stand with blanks between them.
"""

from __future__ import annotations

OPEN, CLOSED, WHEELCHAIR, CLOSED_PLACE, DERIVED = "open", "closed", "wheelchair", "away", "derived"

#: Codes that every table has: the place is closed for now, and a flag derived from the links.
EVERYWHERE = {"TC": CLOSED_PLACE, "ONL": DERIVED}

LANGUAGES = {
    "afrikaans": "af",
    "american sign language": "",
    "amharic": "am",
    "arabic": "ar",
    "armenian": "hy",
    "bulgarian": "bg",
    "cantonese": "zh",
    "chinese": "zh",
    "croatian": "hr",
    "danish": "da",
    "dutch": "nl",
    "english": "en",
    "finnish": "fi",
    "french": "fr",
    "georgian": "ka",
    "german": "de",
    "greek": "el",
    "hebrew": "he",
    "hindi": "hi",
    "hungarian": "hu",
    "icelandic": "is",
    "italian": "it",
    "japanese": "ja",
    "korean": "ko",
    "lithuanian": "lt",
    "malayalam": "ml",
    "maltese": "mt",
    "mandarin": "zh",
    "nepali": "ne",
    "norwegian": "no",
    "persian": "fa",
    "farsi": "fa",
    "polish": "pl",
    "portuguese": "pt",
    "punjabi": "pa",
    "russian": "ru",
    "slovak": "sk",
    "slovenian": "sl",
    "spanish": "es",
    "español": "es",
    "swedish": "sv",
    "tagalog": "tl",
    "thai": "th",
    "turkish": "tr",
    "ukrainian": "uk",
    "vietnamese": "vi",
}
#: Plain words that stand where a code belongs, by what they mean.
_WORDS = {
    OPEN: "open, open meeting, open to all, everyone welcome",
    CLOSED: "closed, closed meeting, members only",
    WHEELCHAIR: (
        "wheelchair, wheelchair access, wheelchair accessible, wheelchair accessibility, "
        "handicapped accessible, handicap accessible, step-free, disabled access"
    ),
    f"{WHEELCHAIR} wheelchair_toilet": (
        "wheelchair accessible bathroom, wheelchair-accessible bathroom, accessible toilet"
    ),
    CLOSED_PLACE: "location temporarily closed, temporarily closed",
    DERIVED: "online, online meeting, virtual, in person, in-person, hybrid",
    "women": "women, woman, women only, women's, womens, ladies",
    "men": "men, man, men only, men's, mens",
    "lgbtq": "lgbtq, lgbtq+, lgbt, lgbtqia, lgbtqia+, gay, lesbian, gay/lesbian, bisexual",
    "transgender lgbtq": "transgender",
    "non_binary lgbtq": "non-binary, nonbinary, genderqueer",
    "young_people": "young people, young adults, young persons, youth",
    "teens": "teens, teen, teenagers, teen friendly",
    "alateen": "alateen",
    "seniors": "seniors",
    "people_of_color": "people of color, bipoc, poc",
    "indigenous": "indigenous, native american",
    "professionals": "professionals",
    "secular": "secular, atheist / agnostic, atheist/agnostic, agnostic, atheist, freethinkers",
    "dual_diagnosis": "dual diagnosis, double trouble, co-occurring disorders",
    "veterans": "veterans",
    "newcomer": (
        "newcomer, newcomers, newcomers welcome, beginner, beginners, beginner/newcomer, "
        "beginners meeting"
    ),
    "childcare": "childcare, child care, babysitting, babysitting available, child care available",
    "child_friendly": "child-friendly, child friendly, children welcome",
    "sign_language": "american sign language, sign language, asl, bsl",
    "proof_of_attendance": "proof of attendance, court cards signed, court card",
    "fragrance_free": "fragrance free",
    "outdoor": "outdoor, outdoors, outdoor meeting",
    "smoking_permitted": "smoking permitted, smoking",
    "no_smoking": "non-smoking, no smoking",
    "cross_talk": "cross talk permitted",
    "big_book": "big book, big book study, basic text",
    "literature": "literature, literature study, book study, reading",
    "step": "step, steps, step meeting, step study, steps & traditions",
    "tradition": "tradition, traditions, tradition study",
    "speaker": "speaker, speakers, speaker meeting",
    "discussion": "discussion, topic, topic discussion, topic/discussion, discussion/participation",
    "meditation": "meditation, 11th step meditation, 11th step",
    "birthday": "birthday, birthdays",
    "candlelight": "candlelight",
    "grapevine literature": "grapevine",
}
LABELS = {word: meaning for meaning, words in _WORDS.items() for word in words.split(", ")} | {
    word: f"={code}" for word, code in LANGUAGES.items() if code
}
