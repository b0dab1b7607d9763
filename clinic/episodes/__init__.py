"""Courses of treatment: setting, level of care, care team, leaving.

Words: an *episode* (of care) runs from admission until the client leaves; a *placement* is the
program, setting and level of care the client is in for part of it; the *disposition* says what
became of the aftercare plan when the client left. Leans on clients.
"""
