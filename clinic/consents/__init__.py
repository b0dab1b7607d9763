"""What a client lets us tell to whom (42 CFR Part 2), and what was told.

Words: a *consent* is one signed agreement: who may tell whom what, what for, until when; an *item*
is one named part of what may be told; to *revoke* is to take a consent back; the *gate* is the one
question every outgoing copy and every contact with a group must pass; a *release* is its yes, with
the items that may go out; a *disclosure* is one real telling, and the *accounting* lists them.
Leans on episodes and groups.
"""
