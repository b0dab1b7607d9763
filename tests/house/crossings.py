"""Keys that arrive in a form or a query and point where this person has no business.

Each row: who, the address, the answers that point elsewhere, what must come of it: ``404``, or
``no`` for a page that says why not. ``own`` answers with the forms of ``answers.py`` otherwise.
"""

ROBIN, PLAN = "/clients/{robin.client}", "/plans/{robin.plan}"
MOVE = {"setting": "outpatient", "since": "{today}", "reason": "Home", "level": "", "edition": ""}
MOVE |= {"revision": "{robin.revision.episode}"}
NEW = {"given_name": "Other", "birth_month": "0", "birth_year": "1990", "language": "en"}
NEW |= {"setting": "outpatient", "admitted_on": "{today}", "leaves_on": "", "edition": ""}
NEW |= {"voice_message": "no", "mail": "no"}
PERSON = {"name": "Ana", "relation": "", "phone": "503 555 0114", "good_for": "", "revision": "0"}
CONSENT = {"type": "named", "recipient_kind": "group", "recipient": "Nowhere", "ending": "day"}
CONSENT |= {"items": ["name", "treatment"], "purposes": ["peer_support"], "ends_on": "{later}"}
CONSENT |= {"language": "en"}
HAND = {"reason": "Leave", "revision": "{robin.revision.team}"}
STAFF = {"name": "Newcomer", "email": "new@clinic.test", "role": "intake"}

#: (who, address, answers, outcome)
POSTS = [
    # Parts of another client, under the address of one's own.
    *(
        row
        for other in ("owl", "wren", "lark")
        for row in (
            ("own", f"{ROBIN}/supporters/{{{other}.supporter}}", PERSON, 404),
            ("own", f"{ROBIN}/supporters/{{{other}.supporter}}/remove", {}, 404),
            ("own", f"{PLAN}/people/known/{{{other}.supporter}}", {}, 404),
            ("own", f"{PLAN}/people/{{{other}.person}}", PERSON, 404),
            ("own", f"{PLAN}/people/{{{other}.person}}/remove", {}, 404),
            ("own", f"{PLAN}/people/{{{other}.person}}/up", {}, 404),
            ("own", f"{PLAN}/people/{{{other}.person}}/place", {"position": "1"}, 404),
            ("own", f"{PLAN}/appointments/{{{other}.appointment}}", {}, 404),
            ("own", f"{PLAN}/appointments/{{{other}.appointment}}/remove", {}, 404),
            ("own", f"{PLAN}/groups/{{{other}.referral}}/add", {}, 404),
            ("own", f"{PLAN}/groups/{{{other}.referral}}/remove", {}, 404),
            ("own", f"{PLAN}/groups/{{{other}.referral}}/down", {}, 404),
            ("own", f"{PLAN}/groups/{{{other}.referral}}/place", {"position": "1"}, 404),
            ("own", f"{PLAN}/groups/{{{other}.referral}}/told", {"how": "phone"}, 404),
            ("own", f"{PLAN}/groups/{{{other}.referral}}/told/undo", {}, 404),
        )
    ),
    ("own", f"{ROBIN}/team/{{user.colleague}}/release", {}, 404),
    ("own", f"{ROBIN}/team/{{user.former}}/release", {}, 404),
    ("own", f"{ROBIN}/team/{{user.own}}/release", {}, 404),
    # Staff who may not look after this client.
    *(
        ("own", f"{ROBIN}/{act}", HAND | {"counselor": f"{{user.{name}}}"}, "no")
        for act in ("hand-over", "cover")
        for name in ("stranger", "outsider", "disabled", "intake", "admin", "auditor", "both")
    ),
    # Another program, or a counselor who does not work where the client goes.
    ("own", "/episodes/{robin.episode}/transfer", MOVE | {"program": "{program.there}"}, "here"),
    *(
        ("supervisor", "/episodes/{robin.episode}/transfer", MOVE | places, "no")
        for places in (
            {"program": "{program.there}", "counselor": "{user.colleague}"},
            {"program": "{program.there}", "counselor": "{user.admin}"},
            {"program": "{robin.client}", "counselor": ""},
            {"program": "{program.here}", "counselor": "{robin.client}"},
        )
    ),
    ("own", "/clients/new", NEW | {"program": "{program.there}"}, "here"),
    ("intake", "/clients/new", NEW | {"program": "{program.there}", "counselor": ""}, "here"),
    *(
        ("both", "/clients/new", NEW | places, "no")
        for places in (
            {"program": "{program.third}", "counselor": ""},
            {"program": "{program.here}", "counselor": "{user.stranger}"},
            {"program": "{program.there}", "counselor": "{user.colleague}"},
            {"program": "{program.there}", "counselor": "{user.admin}"},
        )
    ),
    ("intake", "/clients/new", NEW | {"counselor": "{user.stranger}"}, "no"),
    ("intake", "/clients/new", NEW | {"counselor": "{user.disabled}"}, "no"),
    # A consent for a group that is none.
    *(
        ("own", f"{ROBIN}/consents/new", CONSENT | {"group_id": key}, 404)
        for key in ("{robin.client}", "{lark.consent}", "{nothing}")
    ),
    ("own", f"{ROBIN}/consents/new", CONSENT | {"group_id": "x"}, "no"),
    # Keys of something else altogether, and of nothing.
    ("own", f"{ROBIN}/referrals/new?meeting={{robin.client}}", {}, 404),
    ("own", f"{ROBIN}/referrals/new?meeting={{nothing}}", {}, 404),
    ("own", f"{ROBIN}/referrals/new?meeting=", {}, 404),
    ("own", f"{PLAN}/accept", {"key": "alone:{owl.referral}"}, "no"),
    ("own", "/referrals/{robin.referral}/steps/99/undo", {}, "no"),
    ("admin", "/staff/new", STAFF | {"program": "{nothing}"}, "no"),
    *(
        ("supervisor", "/goal-templates/new", {"goal": "Sleep", "program": program}, "no")
        for program in ("{program.there}", "{nothing}", "")
    ),
    ("outsider", "/goal-templates/new", {"goal": "Sleep", "program": "{program.here}"}, "no"),
    ("both", "/goal-templates/new", {"goal": "Sleep", "program": "{program.here}"}, "no"),
    ("own", f"{PLAN}/goals/from/{{robin.client}}", {}, 404),
    ("admin", "/staff/{user.own}/role", {"program": "{robin.client}", "role": "admin"}, "no"),
    ("admin", "/staff/{user.admin}/role", {"program": "{program.there}", "role": "admin"}, "no"),
]

#: (who, address): a key out of sight in the query is answered as one of nothing.
QUERIES = [
    ("own", "/clients?after={key}", "{lark.client}"),
    ("own", "/clients?before={key}", "{owl.client}"),
    ("intake", "/clients?sort=leaves&after={key}", "{stork.client}"),
    ("supervisor", "/clients?after={key}", "{lark.client}"),
    ("own", f"{ROBIN}/referrals/new?meeting={{key}}", "{lark.referral}"),
    ("own", "/referrals/{key}?answer=attending", "{lark.referral}"),
    ("own", f"{ROBIN}/consents/new?group={{key}}", "{lark.referral}"),
]

#: Fields of forms that hold a key or a choice of a record; a new one wants rows above.
KEY_FIELDS = {
    "NewClientForm.program",
    "NewClientForm.counselor",
    "TransferForm.program",
    "TransferForm.counselor",
    "HandOverForm.counselor",
    "CoverForm.counselor",
    "FirstCounselorForm.counselor",
    "PlaceForm.program",
    "StaffForm.program",
    "ConsentForm.group_id",
    "TemplateForm.program",
}
