"""Addresses of the ledgers."""

app_name = "transfers"
urlpatterns = []
