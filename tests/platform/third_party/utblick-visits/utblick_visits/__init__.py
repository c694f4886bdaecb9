"""Visits of delegations: who comes, when, and which deals were confirmed with those who came."""
