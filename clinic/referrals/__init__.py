"""A client sent to a group, and what came of it.

Words: a *referral* names a client, a group and one of its meetings, the date of the first
meeting and who goes along; a *step* is one change of its state, with who, when and how it is
known. In two of three ways nothing leaves the clinic: a referral is information given to the
client, or a call the client makes with staff present. In the third the clinic tells the group
itself: a *contact* is a draft until the gate of consents lets it out. Leans on consents.
"""
