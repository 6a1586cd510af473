"""The scoring pass over the book; which accounts are due is found without what the pass itself needs (numpy)."""
