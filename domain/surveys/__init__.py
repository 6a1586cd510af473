"""What customers answer in surveys, and what it comes to."""
