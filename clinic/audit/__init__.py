"""The log no one edits: who saw or changed what.

Words: an *act* is one thing that one person did to one record. The row is written in the same
session and transaction as the act itself, so that both are kept or neither is. Leans on core.
"""
