"""Seminars: what a municipality invites to, who came, and what they know and think afterwards."""
