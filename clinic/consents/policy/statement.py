"""The words that go along with whatever is told with consent: 42 CFR 2.32.

Source: 42 CFR 2.32(a)(1) and (a)(2) as amended by the final rule of 2024 (89 FR 12472, February
16, 2024), which had to be followed from February 16, 2026. The text before that rule differs: it
knew no use in legislative proceedings and no permission to redisclose under HIPAA. The words are
those of the regulation and are printed in English in every language; a test pins each letter.
"""

from __future__ import annotations

#: Kept with each disclosure, so that the accounting can say which words went along.
VERSION = "42 CFR 2.32, 89 FR 12472 (2024)"

#: Statement 1, the long one, by paragraphs.
LONG = (
    "This record which has been disclosed to you is protected by Federal confidentiality rules "
    "(42 CFR part 2). These rules prohibit you from using or disclosing this record, or testimony "
    "that describes the information contained in this record, in any civil, criminal, "
    "administrative, or legislative proceedings by any Federal, State, or local authority, "
    "against the patient, unless authorized by the consent of the patient, except as provided at "
    "42 CFR 2.12(c)(5) or as authorized by a court in accordance with 42 CFR 2.64 or 2.65. In "
    "addition, the Federal rules prohibit you from making any other use or disclosure of this "
    "record unless at least one of the following applies:",
    "(i) Further use or disclosure is expressly permitted by the written consent of the "
    "individual whose information is being disclosed in this record or as otherwise permitted by "
    "42 CFR part 2.",
    "(ii) You are a covered entity or business associate and have received the record for "
    "treatment, payment, or health care operations, or",
    "(iii) You have received the record from a covered entity or business associate as permitted "
    "by 45 CFR part 164, subparts A and E.",
    "A general authorization for the release of medical or other information is NOT sufficient "
    "to meet the required elements of written consent to further use or redisclose the record "
    "(see 42 CFR 2.31).",
)

#: Statement 2, the short one, for the foot of each page.
SHORT = "42 CFR part 2 prohibits unauthorized use or disclosure of these records."
