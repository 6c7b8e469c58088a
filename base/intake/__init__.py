"""What runs inside the cage on a file nobody has looked at yet: no Django, no database, no network."""
