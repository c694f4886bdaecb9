"""The pages of access: sign-in and out, links from mail, one's own account, the administration of users."""
