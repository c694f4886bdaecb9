"""Hello: greetings to the organisations that we know, and who has not had one yet."""
