"""Why a notice file was not taken."""


class LoadRefused(Exception):
    """A sentence for the person who loads: what was found, where, what to do. Nothing was changed."""
