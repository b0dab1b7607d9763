"""Which roles may do what, in words the other rooms share."""

from __future__ import annotations

from clinic.accounts.models import Role

#: Those who may find a client and see who they are.
CLERICAL = (Role.INTAKE, Role.COUNSELOR, Role.SUPERVISOR)

#: Those who may read what treatment is about.
CLINICAL = (Role.COUNSELOR, Role.SUPERVISOR)
