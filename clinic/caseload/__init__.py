"""The first page of the day, the list of clients, and the page of one client.

Queries and views over the rooms below; no tables of its own.
"""
