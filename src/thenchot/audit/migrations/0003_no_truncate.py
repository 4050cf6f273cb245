"""The trail is append-only for TRUNCATE too: PostgreSQL empties a table by it without meeting a trigger of rows.

SQLite has no TRUNCATE. Safe to run at any time; it touches no row.
"""

from django.db import migrations

TABLES = ("audit_entry", "audit_seal")


def protect(_apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table in TABLES:
            schema_editor.execute(
                f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION thenchot_append_only()"
            )


def release(_apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table in TABLES:
            schema_editor.execute(f"DROP TRIGGER {table}_no_truncate ON {table}")


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]
    operations = [migrations.RunPython(protect, release)]
