"""Drains the outbox into Slack: what was recorded is put into the reader's words, sent, and marked."""
