"""The Django page of the benchmark: model, view and address, as somebody would write them by hand."""

from django.contrib.auth.decorators import login_required
from django.db import models
from django.shortcuts import render
from django.urls import path


class Organisation(models.Model):
    id = models.CharField(primary_key=True, max_length=32)
    name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=200)
    kind = models.CharField(max_length=30)
    town = models.CharField(max_length=100)
    municipality = models.CharField(max_length=4)
    trade = models.CharField(max_length=200)
    size_class = models.CharField(max_length=10)
    exports = models.BooleanField(null=True)
    last_contact = models.DateField(null=True)
    merged_into = models.CharField(max_length=32, null=True)

    class Meta:
        managed = False
        db_table = "core_organisation"
        app_label = "auth"


@login_required
def organisations(request):
    rows = (
        Organisation.objects.using("register")
        .filter(merged_into__isnull=True)
        .order_by("name_key", "id")[:50]
    )
    return render(request, "page.html", {"rows": rows})


urlpatterns = [path("", organisations)]
