"""What we list, written for other programs.

``listing`` reads the meetings of a source; ``lines`` writes all of them, one object a line,
``meeting_guide`` and ``hsds`` those that are listed now, as feeds that anybody can read. What the
clinic itself noted about a group is in none of them.
"""
