"""What BMLT servers say, in their own JSON and in the table they make for NA World Services.

``formats`` knows what the format codes mean, ``meetings`` reads one meeting.
"""
