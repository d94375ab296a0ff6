"""What may be printed: the ledger, its quotes and the checks on them."""
