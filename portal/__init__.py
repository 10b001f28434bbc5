"""Portal: the public site and the staff desk."""
