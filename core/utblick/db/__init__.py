"""The database: one way in, one boundary that commits, migrations for every owner of tables."""
