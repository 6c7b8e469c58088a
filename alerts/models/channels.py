"""Ways out of the house besides mail: which hosts may be called, group robots, message gateways."""

from contextlib import suppress
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pilots.models import Unit

from .. import bodies
from ..addresses import Address, BadAddress, normal_host, parse, valid_host, valid_url
from ..channelsets import ChannelQuerySet, OutsideHostQuerySet


class OutsideHost(models.Model):
    """A host that may be called once the admin has switched it on; no other is ever connected to."""

    host = models.CharField(_("host"), max_length=253, validators=[valid_host])
    port = models.PositiveIntegerField(
        _("port"), null=True, blank=True, help_text=_("Empty: https on its own port. Plain http needs its port here.")
    )
    switched_on = models.BooleanField(_("switched on"), default=False)
    note = models.CharField(_("note"), max_length=100, blank=True)

    objects = OutsideHostQuerySet.as_manager()

    class Meta:
        ordering = ["host", "port"]
        verbose_name = _("outside host")
        verbose_name_plural = _("outside hosts")
        constraints = [
            models.UniqueConstraint(
                fields=["host", "port"],
                name="outside_host_port_once",
                violation_error_message=_("This host stands in the list with this port."),
            ),
            models.UniqueConstraint(
                fields=["host"],
                condition=models.Q(port__isnull=True),
                name="outside_host_once",
                violation_error_message=_("This host stands in the list."),
            ),
        ]

    def __str__(self):
        return f"{self.host}:{self.port}" if self.port else self.host

    def clean(self):
        super().clean()
        # What is no host was already found by the field itself.
        with suppress(BadAddress):
            self.host = normal_host(self.host)

    def allows(self, address: Address) -> bool:
        """Whether it is this very host and port, switched on; without a port it stands for https on its own."""
        own_port = self.port is None and address.secure and address.port == 443
        return self.switched_on and self.host == address.host and (own_port or self.port == address.port)


class Channel(models.Model):
    """What robots and gateways have in common: a name, an address that may hold a secret, a switch."""

    name = models.CharField(_("name"), max_length=60)
    url = models.CharField(_("address"), max_length=500, validators=[valid_url])
    active = models.BooleanField(_("active"), default=True)

    objects = ChannelQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["name", "id"]

    def __str__(self):
        return self.name

    @property
    def address(self) -> Address:
        return parse(self.url)

    @property
    def masked_url(self) -> str:
        """The address without what gives the right to post there."""
        return f"{self.address.scheme}://{self.address.host_header}/…{self.url[-4:]}"

    @property
    def way(self) -> str:
        """How a try names it."""
        return f"{self._meta.model_name}:{self.pk}"


class Robot(Channel):
    """A robot of a unit's group chat. It says how many things wait, never which."""

    class Kind(models.TextChoices):
        WECOM = "wecom", _("WeCom")
        DINGTALK = "dingtalk", _("DingTalk")
        FEISHU = "feishu", _("Feishu")

    # The services take 20 a minute. A post may be on its way for ten seconds after its slot was taken, so that 20
    # slots must spread over seventy.
    SPACING = timedelta(seconds=3.6)

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="robots", verbose_name=_("unit"))
    secret = models.CharField(_("signing secret"), max_length=200, blank=True)
    free_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta(Channel.Meta):
        verbose_name = _("group robot")
        verbose_name_plural = _("group robots")

    def take_slot(self, now: datetime) -> bool:
        """Take the right to post once; False while the last post is too fresh, whoever sent it."""
        # So far ahead only a clock lies that was set back since.
        free = models.Q(free_at__lte=now) | models.Q(free_at__gt=now + timedelta(minutes=1))
        mine = Robot.objects.filter(free, pk=self.pk)
        return bool(mine.update(free_at=now + self.SPACING))


class Gateway(Channel):
    """A service that takes one message for one person: text messages, 赣政通, 政务微信."""

    class ContentType(models.TextChoices):
        JSON = "application/json", "JSON"
        FORM = "application/x-www-form-urlencoded", _("form")

    content_type = models.CharField(_("content type"), max_length=40, choices=ContentType.choices)
    template = models.TextField(
        _("template"), max_length=2000, help_text=_("What is posted: {to} is the contact number, {text} the text.")
    )
    headers = models.JSONField(_("further headers"), default=dict, blank=True)
    expected = models.CharField(
        _("expected answer"),
        max_length=200,
        blank=True,
        help_text=_("A part of the answer, or code=0 for a field of a JSON answer. Empty: HTTP 200 is enough."),
    )

    class Meta(Channel.Meta):
        verbose_name = _("message gateway")
        verbose_name_plural = _("message gateways")

    def clean(self):
        super().clean()
        fault = bodies.fault_of(self.template, self.content_type)
        if fault:
            raise ValidationError({"template": fault})
        if not bodies.are_headers(self.headers):
            raise ValidationError({"headers": _('Write the headers as {"Name": "value"}.')})

    def body(self, to: str, text: str) -> bytes:
        return bodies.filled(self.template, self.content_type, to=to, text=text)

    def accepts(self, answer: str) -> bool:
        """Whether the answer is the expected one."""
        return bodies.matches(answer, self.expected)
