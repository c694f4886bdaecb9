"""How long rows are kept, and what becomes of them then: rules, the review list, decisions and protocols."""
