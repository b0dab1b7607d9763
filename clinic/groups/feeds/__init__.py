"""Reading the feeds of others: one module for each concern.

``reading`` takes a file apart, ``text``, ``times``, ``places``, ``online`` and ``codes`` make sense
of single values, ``rows`` of one row, ``grouping`` finds which meetings are one group, ``writing``
brings the directory up to date and ``report`` says what happened.
"""
