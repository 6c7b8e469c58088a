from django.apps import AppConfig


class FrontDoorConfig(AppConfig):
    """The front door has no models: it brings templates, commands and the checks of contradictory settings."""

    name = "reformtrack"

    def ready(self) -> None:
        from . import checks  # noqa: F401
