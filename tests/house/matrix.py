"""Who may do what, written by hand: what the clinic promises, not what the code does.

Every way into the app stands here with one answer for each person, in the order of ``PEOPLE``:

``ok`` they get it; ``no`` the page says why not; ``404`` to them it is not there; ``403`` nobody
in their role has it; ``in`` they are asked to sign in.

Robin and Wren are clients of *own* in the program Here; Robin is in care, Wren left yesterday.
*cover* covers for own; *former* once did; *colleague* has other clients of Here; *stranger* and
*outsider* (a supervisor) work in There; *both* is intake in Here and supervisor in There.
"""

PEOPLE = ("visitor", "disabled", "own", "cover", "former", "colleague", "stranger")
PEOPLE += ("intake", "supervisor", "outsider", "both", "admin", "auditor")

ANYONE = "ok ok ok ok ok ok ok ok ok ok ok ok ok"
STAFF = "in in ok ok ok ok ok ok ok ok ok ok ok"
RECORD = "in in ok ok 404 404 404 ok ok 404 ok 403 403"
TREATMENT = "in in ok ok 404 404 404 404 ok 404 404 403 403"
CARE = "in in ok ok 404 404 404 403 ok 404 404 403 403"
DESK = "in in ok ok ok ok ok ok ok ok ok 403 403"
DIRECTORY = "in in ok ok ok ok ok ok ok ok ok ok 403"
RETIRING = "in in 403 403 403 403 403 403 ok ok ok ok 403"
WHO_IS_WHO = "in in 403 403 403 403 403 403 ok ok ok ok 403"
ACCOUNTS = "in in 403 403 403 403 403 403 403 403 403 ok 403"
TREATING = "in in ok ok ok ok ok 403 ok ok ok 403 403"
OF_PROGRAM = "in in 403 403 403 403 403 403 ok 404 404 ok 403"
OWN = "in in ok 404 404 404 404 403 404 404 404 403 403"
LOG = "in in 403 403 403 403 403 403 ok ok ok ok ok"

DOORS = {
    "GET accounts.me": STAFF,
    "POST accounts.me": STAFF,
    "GET accounts.password": STAFF,
    "POST accounts.password": STAFF,
    "GET accounts.sign_in": ANYONE,
    "POST accounts.sign_in": ANYONE,
    "POST accounts.sign_out": ANYONE,
    "GET accounts.staff": WHO_IS_WHO,
    "GET accounts.member": ACCOUNTS,
    "GET accounts.new_staff": ACCOUNTS,
    "POST accounts.new_staff": ACCOUNTS,
    "POST accounts.role": ACCOUNTS,
    "POST accounts.code": ACCOUNTS,
    "POST accounts.disable": ACCOUNTS,
    "POST accounts.enable": ACCOUNTS,
    "POST accounts.end_sessions": ACCOUNTS,
    "GET accounts.programs": ACCOUNTS,
    "GET accounts.program": ACCOUNTS,
    "POST accounts.program": ACCOUNTS,
    "GET accounts.new_program": ACCOUNTS,
    "POST accounts.new_program": ACCOUNTS,
    "GET audit.index": LOG,
    "GET caseload.today": STAFF,
    "GET caseload.clients": DESK,
    "POST caseload.search": DESK,
    "GET caseload.choose_print": TREATING,
    "POST caseload.print_plans": "in in ok ok no ok ok 403 ok ok ok 403 403",
    "GET caseload.client": RECORD,
    "GET clients.details": RECORD,
    "GET clients.correct": RECORD,
    "POST clients.correct": RECORD,
    "POST clients.duplicates": DESK,
    "GET clients.add_supporter": RECORD,
    "POST clients.add_supporter": RECORD,
    "GET clients.correct_supporter": RECORD,
    "POST clients.correct_supporter": RECORD,
    "POST clients.remove_supporter": RECORD,
    "GET consents.for_client": RECORD,
    "GET consents.new": RECORD,
    "POST consents.new": RECORD,
    "GET consents.show": RECORD,
    "GET consents.pdf": RECORD,
    "GET consents.change": RECORD,
    "POST consents.change": RECORD,
    "POST consents.discard": RECORD,
    "GET consents.sign": RECORD,
    "POST consents.sign": RECORD,
    "GET consents.revoke": RECORD,
    "POST consents.revoke": RECORD,
    "GET consents.accounting": RECORD,
    "GET consents.accounting_pdf": RECORD,
    "GET episodes.new_client": DESK,
    "POST episodes.new_client": DESK,
    "GET episodes.for_client": RECORD,
    "GET episodes.admit": RECORD,
    "POST episodes.admit": RECORD,
    "GET episodes.dates": RECORD,
    "POST episodes.dates": RECORD,
    "GET episodes.clinical": CARE,
    "POST episodes.clinical": CARE,
    "GET episodes.transfer": CARE,
    "POST episodes.transfer": CARE,
    "GET episodes.leave": CARE,
    "POST episodes.leave": CARE,
    "GET episodes.reopen": CARE,
    "POST episodes.reopen": CARE,
    "GET episodes.hand_over": CARE,
    "POST episodes.hand_over": CARE,
    "GET episodes.cover": CARE,
    "POST episodes.cover": CARE,
    "POST episodes.release": CARE,
    "GET groups.index": STAFF,
    "GET groups.show": STAFF,
    "GET groups.new": DIRECTORY,
    "POST groups.new": DIRECTORY,
    "POST groups.check": DIRECTORY,
    "GET groups.correct": DIRECTORY,
    "POST groups.correct": DIRECTORY,
    "GET groups.calendar": STAFF,
    "GET groups.warn_off": DIRECTORY,
    "POST groups.warn_off": DIRECTORY,
    "POST groups.clear_warning": RETIRING,
    "POST groups.follow_feed": DIRECTORY,
    "POST groups.follow_feed_in_meeting": DIRECTORY,
    "GET groups.find_same": RETIRING,
    "GET groups.merge": RETIRING,
    "POST groups.merge": RETIRING,
    "POST groups.unmerge": RETIRING,
    "GET groups.pause": DIRECTORY,
    "POST groups.pause": DIRECTORY,
    "GET groups.new_meeting": DIRECTORY,
    "POST groups.new_meeting": DIRECTORY,
    "GET groups.correct_meeting": DIRECTORY,
    "POST groups.correct_meeting": DIRECTORY,
    "POST groups.end_meeting": DIRECTORY,
    "GET groups.retire": RETIRING,
    "POST groups.retire": RETIRING,
    "POST groups.restore": RETIRING,
    "GET groups.sources": LOG,
    "GET groups.source": LOG,
    "GET groups.imports": LOG,
    "GET groups.run": LOG,
    "GET groups.template": LOG,
    "GET groups.new_source": RETIRING,
    "POST groups.new_source": RETIRING,
    "GET groups.change_of_source": RETIRING,
    "POST groups.change_of_source": RETIRING,
    "POST groups.fetch_source": RETIRING,
    "GET groups.new_import": RETIRING,
    "POST groups.new_import": RETIRING,
    "POST groups.choose": RETIRING,
    "POST groups.apply": RETIRING,
    "POST groups.accept": RETIRING,
    "POST groups.again": RETIRING,
    "POST groups.discard": RETIRING,
    "POST groups.undo": RETIRING,
    "GET plans.for_client": TREATMENT,
    "POST plans.start": TREATMENT,
    "GET plans.version": TREATMENT,
    "GET plans.check": TREATMENT,
    "GET plans.pdf": TREATMENT,
    "GET plans.draft_pdf": TREATMENT,
    "GET plans.sheet_pdf": TREATMENT,
    "POST plans.accept": TREATMENT,
    "POST plans.sign_off": TREATMENT,
    "POST plans.revise": TREATMENT,
    "POST plans.goals": TREATMENT,
    "POST plans.goal_from_template": TREATMENT,
    "POST plans.sheet": TREATMENT,
    "POST plans.grid": TREATMENT,
    "POST plans.add_group": TREATMENT,
    "POST plans.move_group": TREATMENT,
    "POST plans.remove_group": TREATMENT,
    "POST plans.add_row": TREATMENT,
    "GET plans.row": TREATMENT,
    "POST plans.row": TREATMENT,
    "POST plans.move_row": TREATMENT,
    "POST plans.remove_row": TREATMENT,
    "POST plans.add_supporter": TREATMENT,
    "GET plans.to_tell": TREATING,
    "POST plans.tell": TREATMENT,
    "POST plans.take_back_telling": TREATMENT,
    "POST plans.note_copy": TREATMENT,
    "GET plans.batch": OWN,
    "POST plans.batch_step": OWN,
    "POST plans.batch_again": OWN,
    "GET plans.batch_file": OWN,
    "POST plans.discard_batch": OWN,
    "GET plans.rules": ACCOUNTS,
    "POST plans.rules": ACCOUNTS,
    "GET plans.templates": WHO_IS_WHO,
    "GET plans.new_template": WHO_IS_WHO,
    "POST plans.new_template": "in in 403 403 403 403 403 403 ok no no ok 403",
    "GET plans.template": OF_PROGRAM,
    "POST plans.template": OF_PROGRAM,
    "POST plans.retire_template": OF_PROGRAM,
    "GET referrals.index": DESK,
    "POST referrals.index": DESK,
    "GET referrals.find": RECORD,
    "GET referrals.for_client": RECORD,
    "GET referrals.new": RECORD,
    "POST referrals.new": RECORD,
    "GET referrals.show": RECORD,
    "POST referrals.answer": RECORD,
    "GET referrals.change": RECORD,
    "POST referrals.change": RECORD,
    "POST referrals.undo": RECORD,
    "GET referrals.contact": RECORD,
    "POST referrals.contact": RECORD,
    "POST referrals.send": RECORD,
    "GET referrals.contact_pdf": RECORD,
    "GET referrals.handout_pdf": RECORD,
    "GET assets.send": ANYONE,
    "GET static": ANYONE,
}

#: Posts that may leave every record as it was: they only look, or there is nothing to do.
STILL = {
    "accounts.enable",
    "accounts.end_sessions",
    "accounts.sign_in",
    "accounts.sign_out",
    "caseload.search",
    "clients.duplicates",
    "groups.fetch_source",
    "groups.clear_warning",
    "groups.follow_feed",
    "groups.follow_feed_in_meeting",
    "groups.restore",
    "groups.unmerge",
    "plans.move_row",
    "plans.start",
    "plans.take_back_telling",
    "referrals.index",
    "referrals.undo",
}

EVERYTHING = ("",)
#: What intake staff may read of a client: who it is, how to reach them, groups and referrals, and
#: who may be told what.
FRONT = (
    "clients.",
    "clientnames.",
    "clientchanges.phone",
    "supporters.",
    "referrals.",
    "referralsteps.",
    "consents.",
    "consentpapers.",
    "consentrevocations.",
    "disclosures.",
    "placements.level",
)
#: But where the client lives is confidential, and of a correction of it nothing is said.
NEVER_FRONT = ("clients.street", "clients.city", "clients.postcode", "clientchanges.street")

#: Whose records each person reads anywhere, and which part.
SEES = {
    "own": {"robin": EVERYTHING, "wren": EVERYTHING, "stork": EVERYTHING},
    "cover": {"robin": EVERYTHING, "wren": EVERYTHING},
    "colleague": {"owl": EVERYTHING},
    "stranger": {"lark": EVERYTHING},
    "intake": {"robin": FRONT, "wren": FRONT, "owl": FRONT},
    "supervisor": dict.fromkeys(("robin", "wren", "owl", "stork"), EVERYTHING),
    "outsider": {"lark": EVERYTHING},
    "both": {"robin": FRONT, "wren": FRONT, "owl": FRONT, "lark": EVERYTHING},
}

#: Shown to staff of the program when they are about to record the same person twice.
CARD = ("clients.givenname", "clients.familyname", "clients.preferredname")
SHOWS_CARDS = {"clients.duplicates", "episodes.new_client"}
OF_HERE = {"robin", "wren", "owl", "stork"}
WORKS_HERE = {"own", "cover", "former", "colleague", "intake", "supervisor", "both"}
