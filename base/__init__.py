"""What every room stands on and no room owns. Names people only through AUTH_USER_MODEL."""
