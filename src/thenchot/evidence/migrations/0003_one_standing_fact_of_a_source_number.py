from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('evidence', '0002_offices_letters_and_uses'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='fact',
            name='fact_source_once',
        ),
        migrations.AddConstraint(
            model_name='fact',
            constraint=models.UniqueConstraint(condition=models.Q(models.Q(('source_ref', ''), _negated=True), ('withdrawn_at__isnull', True)), fields=('office', 'source_code', 'source_ref'), name='fact_source_once'),
        ),
    ]
