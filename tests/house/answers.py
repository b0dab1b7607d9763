"""What each door needs: the keys in its address, and answers that would be accepted.

``{robin.client}`` is filled in from the keys of the world, ``{today}`` is a day. A post that is
refused to somebody is refused with answers that work for somebody else.
"""

#: The record behind the name of a part of an address, unless a door needs another one.
KEYS = {
    "batch_id": "{batch}",
    "client_id": "{robin.client}",
    "consent_id": "{robin.consent}",
    "episode_id": "{robin.episode}",
    "group_id": "{group}",
    "other_id": "{twin}",
    "field": "name",
    "meeting_id": "{meeting}",
    "plan_id": "{robin.plan}",
    "program_id": "{program.here}",
    "referral_id": "{robin.referral}",
    "run_id": "{run}",
    "source_id": "{source}",
    "supporter_id": "{robin.supporter}",
    "user_id": "{user.colleague}",
    "position": "2",
    "way": "down",
    "name": "htmx.js",
    "filename": "js/keys.js",
    **{f"consents.{act} consent_id": "{robin.unsigned}" for act in ("change", "discard", "sign")},
    "episodes.admit client_id": "{wren.client}",
    "episodes.release user_id": "{user.cover}",
    "episodes.reopen episode_id": "{wren.episode}",
    "groups.accept run_id": "{held}",
    "groups.undo run_id": "{applied}",
    "plans.batch_file batch_id": "{printed}",
    "plans.add_group referral_id": "{robin.spare}",
    "plans.pdf plan_id": "{wren.plan}",
    "plans.revise plan_id": "{wren.plan}",
    "plans.take_back_telling plan_id": "{wren.plan}",
    "plans.take_back_telling referral_id": "{wren.referral}",
    "plans.tell plan_id": "{wren.plan}",
    "plans.tell referral_id": "{wren.referral}",
    "plans.start client_id": "{wren.client}",
    "plans.decide_approval plan_id": "{owl.plan}",
    "plans.decide_approval way": "approve",
    "plans.cosign plan_id": "{wren.plan}",
    "plans.version plan_id": "{wren.plan}",
    "template_id": "{template}",
    "plans.sheet card": "safety",
    "section": "goals",
    "plans.sheet_pdf sheet": "pocket",
    "plans.grid card": "areas",
    "plans.group_place place": "omit",
    **{
        f"plans.{act} plan_id": "{wren.plan}"
        for act in ("note_copy", "copy_for", "send_copy", "calendar_ics")
    },
    **{f"plans.{act} consent_id": "{wren.consent}" for act in ("copy_for", "send_copy")},
    "plans.retire_template way": "retire",
    **{
        f"plans.{act} {part}": key
        for act in ("add_row", "row", "move_row", "place_row", "remove_row")
        for part, key in (("card", "people"), ("row_id", "{robin.person}"))
    },
}
#: Fields that have to stand in the address.
ASKED = {"referrals.new": {"meeting": "{meeting}"}}

PASSWORD = "correct horse battery staple"
NEW_PASSWORD = "seven quiet herons over marble"
GROUP = {"name": "New Name", "kind": "mutual", "leader": "peers", "joining": "open"}
MEETING = {
    "weekday": "3",
    "starts_at": "18:30",
    "minutes": "45",
    "timezone": "America/Los_Angeles",
    "attendance": "in_person",
    "place": "New Hall",
    "wheelchair": "not_stated",
    "openness": "open",
}
SOURCE = {"name": "A New List", "fellowship": "NA", "format": "", "refresh_hours": "0"}
#: A file, sent as such: a list of one meeting.
FEED = (
    b'[{"slug": "open-door", "name": "Open Door", "day": 2, "time": "19:00", "location": "Hall",'
    b' "address": "12 Elm Street", "city": "Portland", "state": "OR", "types": ["O"]}]'
)
PERSON = {"name": "Ana", "relation": "Sister", "phone": "503 555 0114", "good_for": "Evenings"}
CARE = {"setting": "outpatient", "admitted_on": "{today}", "leaves_on": "", "edition": ""}
CONSENT = {
    "type": "named",
    "recipient_kind": "person",
    "recipient": "Ana",
    "items": ["name", "treatment"],
    "purposes": ["family"],
    "ending": "day",
    "ends_on": "{later}",
    "language": "en",
}
CLIENT = {
    "given_name": "QzrobinQzclientsQzgivennameQz",
    "family_name": "QzrobinQzclientsQzfamilynameQz",
    "birth_month": "5",
    "birth_day": "4",
    "birth_year": "1990",
    "language": "en",
    "voice_message": "no",
    "mail": "no",
    "postcode": "97201",
    "area_postcode": "97201",
    **dict.fromkeys(("can_travel", "can_join_online", "proof_needed", "medication"), "no"),
}

ANSWERS = {
    "accounts.me": {"name": "New Name", "revision": "1"},
    "accounts.password": {
        "current": PASSWORD,
        "password": NEW_PASSWORD,
        "again": NEW_PASSWORD,
    },
    "accounts.sign_in": {"email": "nobody@clinic.test", "password": "x"},
    "accounts.new_staff": {
        "name": "Newcomer",
        "email": "new@clinic.test",
        "program": "{program.here}",
        "role": "intake",
    },
    "accounts.role": {"program": "{program.here}", "role": "intake"},
    "accounts.program": {"name": "New Name", "revision": "{program.revision}"},
    "accounts.new_program": {"name": "New Name"},
    "caseload.search": {"q": "Qz"},
    "caseload.print_plans": {"what": "plan", "kind": "pdf", "drafts": "y"},
    "clients.correct": {
        **CLIENT,
        "given_name": "Other",
        "reason": "Moved",
        "revision": "{robin.revision.client}",
    },
    "clients.duplicates": CLIENT,
    "clients.add_supporter": PERSON,
    "clients.correct_supporter": {**PERSON, "revision": "{robin.revision.supporter}"},
    "consents.new": CONSENT,
    "consents.change": {**CONSENT, "revision": "{robin.revision.unsigned}"},
    "consents.sign": {
        "signing": "paper",
        "signer": "client",
        "signature": "Robin",
        "signed_on": "{today}",
        "revision": "{robin.revision.unsigned}",
    },
    "consents.revoke": {"how": "in_person"},
    "episodes.new_client": {
        **CLIENT,
        **CARE,
        "given_name": "Other",
        "family_name": "Person",
        "program": "{program.here}",
        "counselor": "",
    },
    "episodes.admit": CARE,
    "episodes.dates": {
        "admitted_on": "{today}",
        "leaves_on": "",
        "revision": "{robin.revision.episode}",
    },
    "episodes.clinical": {"substances": "Alcohol", "revision": "{robin.revision.episode}"},
    "episodes.transfer": {
        "program": "{program.here}",
        "counselor": "",
        "setting": "outpatient",
        "since": "{today}",
        "reason": "Moves home",
        "level": "",
        "edition": "",
        "revision": "{robin.revision.episode}",
    },
    "episodes.leave": {
        "left_on": "{today}",
        "left_reason": "completed",
        "disposition": "declined",
        "disposition_why": "Moves away",
        "disposition_on": "{today}",
        "revision": "{robin.revision.episode}",
    },
    "episodes.reopen": {"reason": "A slip", "revision": "{wren.revision.episode}"},
    **{
        f"episodes.{act}": {
            "counselor": "{user.colleague}",
            "reason": "Leave",
            "revision": "{robin.revision.team}",
        }
        for act in ("hand_over", "cover")
    },
    "groups.new": {**GROUP, **MEETING},
    "groups.correct": {**GROUP, "revision": "1"},
    "groups.warn_off": {"reason": "Unsafe", "revision": "1"},
    "groups.merge": {"keep": "{twin}", "revision": "1-1"},
    "groups.pause": {"paused_until": "{later}", "reason": "Summer", "revision": "1"},
    "groups.retire": {"reason": "Closed", "revision": "1"},
    "groups.new_source": SOURCE,
    "groups.change_of_source": {**SOURCE, "revision": "1"},
    "groups.new_import": {"file": FEED, "source": "{source}", "format": ""},
    "groups.choose": {"shown": "{change}"},
    "groups.accept": {"looked": "y"},
    "groups.again": {"format": "meeting_guide_json"},
    "groups.new_meeting": MEETING,
    "groups.correct_meeting": {**MEETING, "revision": "1"},
    "plans.accept": {"key": "{robin.accepted}", "stand": "no"},
    "plans.sign_off": {
        "way": "paper",
        "own_name": "{me}",
        "revision": "{robin.revision.plan}",
    },
    "plans.revise": {"reason": "A new group"},
    "plans.told": {"topic": "hard"},
    "plans.not_told": {"told": "gone", "why": "Left at night"},
    "plans.decide_approval": {"note": "Good", "shown": "{owl.reading}"},
    "plans.cosign": {"name": "Supervisor"},
    "plans.tell": {"how": "phone"},
    "plans.goals": {
        "goals-0-goal": "Be home for dinner",
        "goals-0-first_step": "Cook on Mondays",
        "revision": "{robin.marks.goals}",
    },
    "plans.sheet": {
        "overdose_risk": "yes",
        "naloxone": "given",
        "naloxone_doses": "2",
        "revision": "{robin.marks.safety}",
    },
    "plans.grid": {
        "housing-state": "open",
        "housing-action": "Call the landlord",
        "revision": "{robin.marks.areas}",
    },
    "plans.add_row": PERSON,
    "plans.row": {**PERSON, "revision": "{robin.marks.person}"},
    "plans.note_copy": {"way": "by_hand", "given_on": "{today}"},
    "plans.send_copy": {"recipient": "Wren", "purpose": "peer_support", "way": "mail"},
    "plans.place_row": {"position": "1"},
    "plans.place_group": {"position": "1"},
    "plans.remove_row": {"revision": "{robin.marks.person}"},
    "plans.rules": {
        **{
            f"{name}_days": "9"
            for name in ("first_contact", "first_appt", "second_appt", "plan_copy_due")
        },
        **dict.fromkeys(("triggers_min", "naloxone_doses_min"), "3"),
        "teach_required": ["first", "call"],
        "approval": "y",
        "cosign": "y",
        "reading_grade_max": "6",
        "countersign_days": "10",
        "summary_due_days": "15",
        "record_retention_years": "7",
        "required": "goals",
        "holidays": "US",
    },
    "plans.new_template": {"goal": "Sleep well", "program": "{program.here}"},
    "plans.template": {"goal": "Sleep well", "program": "{program.here}", "revision": "1"},
    "referrals.new": {"first_on": "{meets}", "mode": "information", "companion": "nobody"},
    "referrals.answer": {
        "state": "first_attended",
        "on": "{today}",
        "how_known": "client_said",
        "revision": "{robin.revision.referral}",
    },
    "referrals.contact": {"items": ["name", "contact"], "revision": "{robin.revision.contact}"},
    "referrals.change": {
        "first_on": "{robin.meeting_day}",
        "companion": "family",
        "note": "New",
        "revision": "{robin.revision.referral}",
    },
}
