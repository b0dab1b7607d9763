"""People in treatment: who they are, how to reach them safely, what steers group matching.

Words: a *client* is a person the clinic treats or treated; the *care team* are the members of
staff who look after a client (one primary, others covering) and is where every scope starts; a
*supporter* is a person on the client's side; a *need* steers which groups fit. Leans on accounts.
"""
