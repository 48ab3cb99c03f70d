"""`POST /join`: one write with all that a join of ours writes."""

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from tests.benchmarks.rest.models import Audit, Input, Outbox, Participant, Person, Session


class JoinSerializer(serializers.Serializer):
    """What is asked for."""

    key = serializers.CharField(max_length=64)
    user_id = serializers.CharField(max_length=32)
    session = serializers.IntegerField()


class JoinView(APIView):
    """Take a seat."""

    def post(self, request: Request) -> Response:
        """Do it once, however often it is asked for; refuse what is full or overlaps."""
        asked = JoinSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        try:
            with transaction.atomic():
                return Response(_join(**asked.validated_data))
        except IntegrityError as error:
            repeated = Input.objects.filter(pk=asked.validated_data["key"]).first()
            if repeated is None:
                raise ValidationError("already joined") from error
            return Response({"repeated": repeated.outcome})


def _join(key: str, user_id: str, session: int) -> dict[str, Any]:
    now = timezone.now()
    received = Input.objects.create(key=key, received_at=now)
    person = Person.objects.get(user_id=user_id)
    wanted = Session.objects.get(pk=session, status="SCHEDULED")
    overlapping = Participant.objects.filter(
        person=person, session__starts_at__lt=wanted.ends_at, session__ends_at__gt=wanted.starts_at
    )
    if overlapping.exists():
        raise ValidationError("another session takes place then")
    free = Session.objects.filter(pk=session, taken__lt=F("seats"))
    if not free.update(taken=F("taken") + 1):
        raise ValidationError("full")
    Participant.objects.create(session=wanted, person=person, joined_at=now)
    Audit.objects.create(at=now, actor=person, action="session.join", object_id=session, after={"by": 1})
    Outbox.objects.create(
        dedupe_key=f"card:{session}:{key}",
        kind="SessionCardChanged",
        payload={"session_id": session},
        not_before=now,
    )
    outcome = {"session": wanted.title, "taken": wanted.taken + 1, "seats": wanted.seats}
    received.outcome = str(outcome)
    received.save(update_fields=["outcome"])
    return outcome
