"""A built site comes in, and the record of what is proven; findings and the ledger go out."""
