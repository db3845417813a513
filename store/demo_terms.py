"""The papers of the demo business with those who help, their terms, and how both sides talk."""

from collections.abc import Iterator, Mapping

from models.agreements import Agreement, AgreementKind
from models.candidate_parts import RatePer
from models.check_ins import CheckInRule, Rhythm
from models.comms import Channel, CommsAgreement
from models.engagements import Engagement, EngagementKind, Milestone
from models.helpers import Helper
from store.demo_calendar import day

_NIAMH = Engagement.of(
    kind=EngagementKind.HOURLY,
    title="Client-admin VA",
    agreed_on=day(-18),
    start=day(-7),
    trial_until=day(23),
    notice_days=14,
    minutes_week=660,
    rate=19_00,
)
_HANA = Engagement.of(
    kind=EngagementKind.RETAINER,
    title="Newsletter and eight posts a month",
    agreed_on=day(-21),
    start=day(-14),
    notice_days=14,
    minutes_week=90,
    rate=240_00,
    per=RatePer.MONTH,
)
_LORCAN = Engagement.of(
    kind=EngagementKind.ON_CALL,
    title="Website and booking page",
    agreed_on=day(-342),
    start=day(-340),
    notice_days=7,
    rate=48_00,
    cap_month=300_00,
)
_GRACE = Engagement.of(
    kind=EngagementKind.PROJECT,
    title="Pilot: two year-end files",
    agreed_on=day(-12),
    start=day(-7),
    end=day(17),
    minutes_week=240,
    rate=33_00,
    milestones=(
        Milestone.of(title="File 1", due=day(3), amount=400_00),
        Milestone.of(title="File 2", due=day(17), amount=400_00),
    ),
)
_OTTER = Engagement.of(
    kind=EngagementKind.SUBSCRIPTION,
    title="Receipt capture, 1,000 documents a month",
    agreed_on=day(-6),
    start=day(-4),
    notice_days=7,
    rate=42_00,
    per=RatePer.MONTH,
    renews_on=day(27),
)
_CORMAC = Engagement.of(
    kind=EngagementKind.PROJECT, title="Website by Pixelforge", agreed_on=day(-255), start=day(-250)
).ended(day(-19))
TERMS: Mapping[str, Engagement] = {
    "Niamh": _NIAMH,
    "Hana": _HANA,
    "Lorcan": _LORCAN,
    "Grace": _GRACE,
    "Docket": _OTTER,
    "Cormac": _CORMAC,
}
"""The terms of each helper, by first name."""

_ON_WORK, _ON_FIRE = "questions on a task", "something is on fire"
FACTS: Mapping[str, Mapping[str, object]] = {
    "Niamh": {
        "contact": "niamh.doyle@post.example",
        "zone": "Europe/Dublin",
        "comms": CommsAgreement(
            channels=(
                Channel.of(purpose=_ON_WORK, channel="team chat", reply_minutes=120),
                Channel.of(purpose=_ON_FIRE, channel="telephone", reply_minutes=15),
            ),
            hours="Tue to Thu, 9:00 to 13:00",
            urgent="A client waits at the door, or a date is lost by tomorrow.",
            decision_days=2,
            agreed_on=day(-7),
        ),
    },
    "Hana": {
        "contact": "hana@sato.example",
        "comms": CommsAgreement(
            channels=(Channel.of(purpose=_ON_WORK, channel="mail", reply_minutes=1_440),),
            decision_days=2,
            agreed_on=day(-14),
        ),
        "check_in_rule": CheckInRule(rhythm=Rhythm.WEEKLY, first=day(-12), channel="call"),
    },
    "Lorcan": {"contact": "lorcan@bell.example", "comms": CommsAgreement(hours="evenings, when called")},
    "Grace": {"contact": "grace@bluebell.example"},
    "Docket": {"contact": "support@docketotter.example"},
    "Cormac": {
        "contact": "cormac@pixelforge.example",
        "call_again": "Fast and friendly, vague on dates. Ask for a day in writing.",
    },
}
"""What is known of each helper besides, by first name."""


def papers(helpers: Mapping[str, Helper]) -> Iterator[Agreement]:
    """Yields the papers that came of no search."""

    def paper(name: str, kind: AgreementKind, on: int, **fields: object) -> Agreement:
        helper = helpers[name]
        draft = Agreement.of(kind=kind, party=helper.name, helper=helper.uid, **fields)
        return draft.sent(day(on)).signed(day(on)).countersigned(day(on))

    niamh = helpers["Niamh"]
    unsigned = Agreement.of(kind=AgreementKind.DPA, party=niamh.name, helper=niamh.uid)
    yield unsigned.sent(day(-14)).signed(day(-13))
    yield paper("Lorcan", AgreementKind.NDA, -340, term_end=day(25), survival_until=day(755))
    yield paper("Lorcan", AgreementKind.DPA, -340)
    yield paper("Grace", AgreementKind.CONTRACT, -12, term_end=day(17))
    yield paper("Grace", AgreementKind.NDA, -12, survival_until=day(1_084))
    yield paper("Grace", AgreementKind.DPA, -12)
    yield paper("Cormac", AgreementKind.NDA, -250, term_end=day(-19), survival_until=day(1_077))
    yield paper("Niamh", AgreementKind.CONTRACT, -15)
    yield paper("Lorcan", AgreementKind.CONTRACT, -340)
    yield paper("Docket", AgreementKind.TERMS, -6)
    yield paper("Cormac", AgreementKind.CONTRACT, -250, term_end=day(-19))
