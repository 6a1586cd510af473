"""Tasks: what somebody has promised to do about an account, by when."""
