"""What survey tools post by themselves."""
