"""Codes of the Buddhist fellowships: Recovery Dharma and Refuge Recovery."""

from __future__ import annotations

DHARMA = {
    "8F": "literature",
    "BB": "literature",
    "BE": "newcomer",
    "C": "closed",
    "CC": "childcare",
    "DA": "=da",
    "DE": "=de",
    "DF": "",
    "EN": "=en",
    "ES": "=es",
    "FI": "=fi",
    "FR": "=fr",
    "IS": "",
    "IW": "",
    "LGBTQ": "lgbtq",
    "M": "men",
    "MI": "meditation",
    "NL": "=nl",
    "O": "open",
    "PR": "",
    "SV": "=sv",
    "TH": "=th",
    "W": "women",
    "WA": "wheelchair",
}
