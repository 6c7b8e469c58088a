"""Looked at again before it leaves (RELIABILITY rule 6)."""


def lines_to_send(message) -> list:
    """What still holds for a recipient who may still read it; nothing when a later digest says it anew."""
    return [] if message.superseded() else message.lines_that_hold()
