"""The rows of this app under one name, for Django and for those who stand above."""

from contact.centre import ContactCentre, OpeningHours
from contact.exports.told import ToldOpening
from contact.help.rows import Help, Situation
from contact.hours.rows import ConsultationHours, HoursException, HoursRow, Weekday
from contact.incoming.counts import SenderCount
from contact.meetings.models import MeetingRequest, OutgoingMail
from contact.reports.models import Report

__all__ = [
    "ConsultationHours",
    "ContactCentre",
    "Help",
    "HoursException",
    "HoursRow",
    "MeetingRequest",
    "OpeningHours",
    "OutgoingMail",
    "Report",
    "SenderCount",
    "Situation",
    "ToldOpening",
    "Weekday",
]
