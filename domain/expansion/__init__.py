"""Plays that make accounts grow, referrals, and the accounts that are ready for one."""
