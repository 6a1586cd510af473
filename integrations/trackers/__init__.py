"""GitHub Issues, Linear and Jira: what they are asked, and what their answers mean."""
