"""The directory on the command line: ``flask --app clinic groups``."""

from __future__ import annotations

from flask.cli import AppGroup

from clinic.groups.commands.exporting import export
from clinic.groups.commands.importing import import_file
from clinic.groups.commands.refreshing import refresh

group = AppGroup("groups", help="The directory of peer-support groups.")
group.add_command(export)
group.add_command(import_file)
group.add_command(refresh)
