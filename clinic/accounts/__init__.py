"""Staff, their roles and programs, and signing in.

Words: a *program* is one site or service of the clinic; a *membership* gives a member of staff
one role in one program; rights never add up across programs. Leans on audit.
"""
