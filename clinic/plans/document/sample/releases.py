"""An invented release: what makes the sample a lawful copy for somebody else."""

from __future__ import annotations

from clinic.plans.document.parts import Release

#: 42 CFR 2.32(a)(1) as amended in 2024 (89 FR 12472); the regulation's words, in every language.
STATEMENT = """\
This record which has been disclosed to you is protected by Federal confidentiality rules \
(42 CFR part 2). These rules prohibit you from using or disclosing this record, or testimony \
that describes the information contained in this record, in any civil, criminal, \
administrative, or legislative proceedings by any Federal, State, or local authority, against \
the patient, unless authorized by the consent of the patient, except as provided at 42 CFR \
2.12(c)(5) or as authorized by a court in accordance with 42 CFR 2.64 or 2.65. In addition, the \
Federal rules prohibit you from making any other use or disclosure of this record unless at \
least one of the following applies:
(i) Further use or disclosure is expressly permitted by the written consent of the individual \
whose information is being disclosed in this record or as otherwise permitted by 42 CFR part 2.
(ii) You are a covered entity or business associate and have received the record for treatment, \
payment, or health care operations, or
(iii) You have received the record from a covered entity or business associate as permitted by \
45 CFR part 164, subparts A and E.
A general authorization for the release of medical or other information is NOT sufficient to \
meet the required elements of written consent to further use or redisclose the record (see 42 \
CFR 2.31)."""
PARTS = ("client_name", "short_name", "first_name", "appointments", "contacts", "medicines")
WORDS = {
    "en": ("Dr. Lena Ortiz", "Treatment", ("Medicines", "Appointments and calls"), "May 25, 2027"),
    "es": ("Dra. Lena Ortiz", "Tratamiento", ("Medicinas", "Citas y llamadas"), "25 may 2027"),
}


def release(language: str) -> Release:
    """Return leave to give the medicines and appointments to an invented doctor."""
    recipient, purpose, scope, until = WORDS[language]
    return Release(recipient, purpose, STATEMENT, scope, PARTS, until)
