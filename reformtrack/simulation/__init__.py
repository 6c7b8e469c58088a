"""A made-up province of any size, for trying out how the product bears it: units, people, one plan and its ledger.

Everything follows from the number of pilots and the seed. Lines are inserted in bulk, with the digests and
positions that the verbs would have given them, so `verify_ledger` finds the ledger whole.
"""
