"""The blueprint that every page of the room hangs on."""

from flask import Blueprint

bp = Blueprint("plans", __name__)
