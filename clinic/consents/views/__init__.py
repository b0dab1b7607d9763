"""Pages of the consents room."""

from flask import Blueprint

bp = Blueprint("consents", __name__)
