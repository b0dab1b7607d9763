"""Reading the feeds of others: one module for each concern.

``parsing`` knows the formats and tells them apart. ``reading`` takes a file apart (``encodings``,
``json_text``, ``tables``, ``spreadsheets``, ``packages``, within ``limits``) into a document; a
format module makes a batch of slots of it. ``columns`` knows the names of fields, ``text``,
``times``, ``zones``, ``weeks``, ``places``, ``online`` and ``codes`` make sense of single values,
``meetings`` of a row. ``grouping`` gives slots their ids and groups, ``writing`` brings the
directory up to date and ``report`` says what happened.
"""
