"""The rows of this app under one name, for Django and for those who stand above."""

from contact.centre import ContactCentre, OpeningHours
from contact.exports.told import ToldOpening
from contact.hours.rows import ConsultationHours, HoursException, HoursRow, Weekday
from contact.meetings.models import MeetingRequest, OutgoingMail, SenderCount

__all__ = [
    "ConsultationHours",
    "ContactCentre",
    "HoursException",
    "HoursRow",
    "MeetingRequest",
    "OpeningHours",
    "OutgoingMail",
    "SenderCount",
    "ToldOpening",
    "Weekday",
]
