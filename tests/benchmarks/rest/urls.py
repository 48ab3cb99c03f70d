"""The one address."""

from django.urls import path

from tests.benchmarks.rest.views import JoinView

urlpatterns = [path("join", JoinView.as_view())]
