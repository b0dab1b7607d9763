"""Changing the directory by hand."""
