class Refused(Exception):
    """An error that the carrier's main only logs before it leaves with exit code 0."""
