"""An invented clinic to look around in: no person, place or number in it is real.

Leans on every room, and writes only through their actions, as staff would. Phone numbers are of
the 555-01xx block, which belongs to nobody.
"""
