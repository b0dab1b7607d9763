"""The directory of peer-support groups: meetings, venues, sources, import, finder.

Words: a *group* is what a client is referred to; a *meeting* is one weekly slot of it; a *venue*
is where meetings happen; a *source* is the feed or list a group came from; an *import run* is
one reading of a source. Leans on accounts.
"""
