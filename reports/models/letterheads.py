from django.db import models
from django.utils.translation import gettext_lazy as _

from tasks.models import Plan

# Some pilots have no approval bureau yet: their leading group's office stands in for it (通知 三（一）).
RECIPIENTS = "各试点县（市、区）行政审批局（领导小组办公室）"
BRIEF_HEAD = "工作简报"


class Letterhead(models.Model):
    """How the circulars of a plan begin and end: settings that each new draft takes over."""

    plan = models.OneToOneField(Plan, models.CASCADE, related_name="letterhead", verbose_name=_("plan"))
    issuer = models.CharField(_("issuing body"), max_length=60)
    head = models.CharField(_("red head"), max_length=40)
    brief_head = models.CharField(_("red head of briefs"), max_length=40, default=BRIEF_HEAD)
    recipients = models.CharField(_("addressed to"), max_length=300, default=RECIPIENTS)
    copies = models.CharField(_("copies to"), max_length=300, blank=True)
    printed_by = models.CharField(_("printed by"), max_length=60)

    class Meta:
        verbose_name = _("letterhead")
        verbose_name_plural = _("letterheads")

    def __str__(self):
        return self.head

    @classmethod
    def of(cls, plan) -> "Letterhead":
        """The plan's settings; until somebody sets them, what follows from its bureau's name."""
        issuer = plan.bureau.formal_name
        usual = {"issuer": issuer, "head": f"{issuer}文件", "printed_by": f"{issuer}办公室"}
        usual = {name: cut(cls, name, words) for name, words in usual.items()}
        return cls.objects.filter(plan=plan).first() or cls(plan=plan, **usual)


def cut(model, field: str, words: str) -> str:
    """What fits into the field: its writer shortens it better, but a draft there must be."""
    return words[: model._meta.get_field(field).max_length]
