"""Playbooks: what is done for an account when something becomes true of it, step by step, by whom and when."""
