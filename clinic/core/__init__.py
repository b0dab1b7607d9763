"""What any web app needs: settings, database, access, forms, pages, paper, clock, logs.

This room leans on nothing and knows no word of the clinic's.
"""
