"""Aftercare plans: writing, checking, finalizing, printing.

Words: a plan is a *draft* from the day the episode opens; *sections* become ready as they are
filled; to *finalize* freezes the words and the printed page of a *version*; a change after that
is the next version. Leans on referrals.
"""
