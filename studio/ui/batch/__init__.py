"""The batch page: what the queue does, and a review of what it made."""
