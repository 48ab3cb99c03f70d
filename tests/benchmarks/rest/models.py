"""The tables that a join reads and writes, as one would write them for Django."""

from django.db import models


class Person(models.Model):
    """Somebody, by their account on a platform."""

    user_id = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=100)


class Session(models.Model):
    """A session with seats."""

    title = models.CharField(max_length=100)
    status = models.CharField(max_length=16)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    seats = models.IntegerField()
    taken = models.IntegerField(default=0)


class Participant(models.Model):
    """A place in a session."""

    session = models.ForeignKey(Session, models.CASCADE)
    person = models.ForeignKey(Person, models.CASCADE)
    attendance = models.CharField(max_length=16, default="INVITED")
    joined_at = models.DateTimeField()

    class Meta:
        """One place a person."""

        constraints = (models.UniqueConstraint(fields=["session", "person"], name="one_place"),)


class Input(models.Model):
    """An input that had its effect, so that a repetition has none."""

    key = models.CharField(max_length=64, primary_key=True)
    outcome = models.TextField(default="")
    received_at = models.DateTimeField()


class Audit(models.Model):
    """Who did what."""

    at = models.DateTimeField()
    actor = models.ForeignKey(Person, models.CASCADE)
    action = models.CharField(max_length=32)
    object_id = models.BigIntegerField()
    after = models.JSONField()


class Outbox(models.Model):
    """What is owed to somebody."""

    dedupe_key = models.CharField(max_length=100, unique=True)
    kind = models.CharField(max_length=32)
    payload = models.JSONField()
    status = models.CharField(max_length=16, default="pending", db_index=True)
    not_before = models.DateTimeField(db_index=True)
