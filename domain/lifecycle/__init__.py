"""The stages of an account's life with us, and what is stuck in them."""
