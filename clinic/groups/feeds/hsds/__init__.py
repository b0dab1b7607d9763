"""Open Referral's Human Services Data Specification, versions 1 to 3.

``nesting`` brings services together with their places and schedules, whether a file nests them or
holds tables; ``schedules`` reads when, ``facts`` what and where; ``meetings`` makes slots of it.
``own`` knows the attributes by which we say in HSDS what it has no field for.
"""
