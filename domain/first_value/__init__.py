"""First value: what counts as it, when an account reached it, and how long that takes."""
