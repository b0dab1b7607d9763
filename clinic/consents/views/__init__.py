"""Pages of the consents room."""

from clinic.consents.views import consents, papers, signing, told
from clinic.consents.views.pages import bp

__all__ = ["bp", "consents", "papers", "signing", "told"]
