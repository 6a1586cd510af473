"""Who is who at an account: stakeholders, who left, who is missing."""
