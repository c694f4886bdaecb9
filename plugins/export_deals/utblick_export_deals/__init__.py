"""Export deals: from a market that is considered to an agreement that the company itself confirms."""
