"""The door for a web server: ``gunicorn clinic.wsgi:app``."""

from clinic import create_app

app = create_app()
