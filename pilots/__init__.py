"""Units, officers, roles, and who may do what."""
