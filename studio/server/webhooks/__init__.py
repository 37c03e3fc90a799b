"""Telling other programs what has happened, as Standard Webhooks 1.0 asks (standardwebhooks.com).

queue's events → Outbox (on disk, one row per message and endpoint) → Sender (signed, retried) → dead letters
"""
