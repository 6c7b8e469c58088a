class Unfit(Exception):
    """A file that is not accepted: `code` says why (base/files/refusals.py has the sentences)."""

    def __init__(self, code: str, params: dict | None = None):
        super().__init__(code)
        self.code = code
        self.params = params or {}
