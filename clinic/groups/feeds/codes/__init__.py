"""What the type codes of a fellowship mean.

Codes are local to a fellowship: ``Y`` is young people in one and Alateen in another. A code that
is not in the table of its fellowship is kept as it stands and means nothing to us.
"""

from clinic.groups.feeds.codes.names import FELLOWSHIPS, known
from clinic.groups.feeds.codes.reading import Types, types

__all__ = ["FELLOWSHIPS", "Types", "known", "types"]
