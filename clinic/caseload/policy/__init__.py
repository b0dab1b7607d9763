"""What a day, a week and a client's record come to, worked out from what is known."""
