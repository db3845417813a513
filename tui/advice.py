"""The advice on handing work over that the program follows, each with the keys that lead to where it does."""

from typing import NamedTuple

from models.helpers import HelperKind


class Advice(NamedTuple):
    """One piece of advice.

    Attributes:
        says: the advice in a few words.
        means: what the program does about it.
        where: the screen, and what to look at there.
        ways: the ids of the keys that lead there, one after the other.
        kinds: the first role of one of these kinds that has a candidate is chosen on the way.
    """

    says: str
    means: str
    where: str
    ways: tuple[str, ...]
    kinds: tuple[HelperKind, ...] = ()


_WEEK = ("go.audit", "audit.view")
_JAMS = ("go.priorities", "priorities.view")
_DUEL = ("go.priorities", "priorities.duel")
_TEMPLATES = ("go.board", "card.open", "brief.template")
_SOURCES = ("go.vetting", "vetting.sources")
_RECORD = ("go.vetting", "role.open", "candidate.open", "candidate.record")
_COMPARISON = ("go.vetting", "role.open", "role.view", "role.view")
_AGREE = ("go.helpers", "helper.open", "helper.new")
_ANY = tuple(HelperKind)
_PEOPLE = (HelperKind.ASSISTANT, HelperKind.FREELANCER, HelperKind.AGENCY)
_PROGRAMS = (HelperKind.SOFTWARE,)
_LEDGER = ("go.helpers", "helpers.view", "helpers.view", "helpers.view")

ADVICE: dict[str, tuple[Advice, ...]] = {
    "Why hand work over": (
        Advice(
            "Hand over what needs no expertise",
            "Every activity with what handing it over is worth a year, the best first.",
            "Priorities",
            ("go.priorities",),
        ),
        Advice(
            "Keep time for work of high impact",
            "What freed hours were for, and where they went: billable, growth, rest.",
            "Helpers, the ledger",
            _LEDGER,
        ),
        Advice(
            "Lower the risk of burnout",
            "Stress and interruptions are logged with the time, and count where it is decided what to give.",
            "Priorities, where the work jams",
            _JAMS,
        ),
        Advice(
            "Get more done in all",
            "How long work takes on its way over the board, how much gets through, and where it waits.",
            "Board, flow",
            ("go.board", "board.flow"),
        ),
        Advice(
            "Get skills too dear to keep in house",
            "The skill you lack is a part of every estimate, and so of the ranking.",
            "Priorities, the form of an activity",
            ("go.priorities", "priorities.edit"),
        ),
    ),
    "What help is mostly for": (
        Advice(
            "Administrative overload",
            "Mail, appointments, data entry: a brief of that kind is half written already.",
            "A card, the templates of its brief",
            _TEMPLATES,
        ),
        Advice(
            "Marketing and content creation",
            "Posts, newsletters, graphics: a brief that counts pieces and says where they appear.",
            "A card, the templates of its brief",
            _TEMPLATES,
        ),
        Advice(
            "Technical support",
            "Set-up, faults, the website: a brief that says what must run again, and why it did not.",
            "A card, the templates of its brief",
            _TEMPLATES,
        ),
        Advice(
            "Project management",
            "Milestones, deadlines, people: a brief with what is reached when, and for how much.",
            "A card, the templates of its brief",
            _TEMPLATES,
        ),
    ),
    "Know what you need": (
        Advice(
            "Audit your time for one to two weeks",
            "A timer and one line an entry; gaps and overlaps are shown, and how much is logged.",
            "Audit",
            ("go.audit",),
        ),
        Advice(
            "Categorize tasks",
            "Core, administrative, marketing, technical, personal development, and what has no category yet.",
            "Audit, the week",
            _WEEK,
        ),
        Advice(
            "Identify bottlenecks",
            "What delays, blocks, interrupts and wears out, with the entries that show it.",
            "Priorities, where the work jams",
            _JAMS,
        ),
        Advice(
            "Prioritize delegation",
            "Time saved, stress relieved, expertise gained, repetition and payback: every figure worked out.",
            "Priorities, the working of a figure",
            ("go.priorities", "priorities.why"),
        ),
        Advice(
            "Define scope and deliverables",
            "A brief of four parts that unfolds to all of them, and says what is still missing.",
            "A card and its brief",
            ("go.board", "card.open"),
        ),
    ),
    "Kinds of help": (
        Advice(
            "Virtual assistants",
            "For steady and varied work: what one costs and frees, beside the other ways.",
            "Priorities, the duel of ways",
            _DUEL,
        ),
        Advice(
            "Freelancers and specialists",
            "For a project or for deep expertise: price, set-up and exit, beside the other ways.",
            "Priorities, the duel of ways",
            _DUEL,
        ),
        Advice(
            "Online platforms and software",
            "A program is a helper like others: it is searched for, tried, brought in, measured and left.",
            "Priorities, the duel of ways",
            _DUEL,
        ),
    ),
    "Find help": (
        Advice(
            "Online marketplaces",
            "Each posting with its fee; what each source has brought, from first contact to ninety days.",
            "Vetting, sources",
            _SOURCES,
        ),
        Advice(
            "Specialized agencies",
            "What the agency says it has checked stays a claim until you have.",
            "Vetting, sources",
            _SOURCES,
        ),
        Advice(
            "LinkedIn and referrals",
            "Who recommended whom, how they know each other, and whether they were thanked.",
            "Vetting, sources",
            _SOURCES,
        ),
        Advice(
            "Industry-specific job boards",
            "What a posting cost for each candidate who met every condition.",
            "Vetting, sources",
            _SOURCES,
        ),
    ),
    "Vet candidates": (
        Advice(
            "Vet candidates and solutions well",
            "Marks with what they rest on, side by side; what nobody knows yet widens a band.",
            "A role, candidates side by side",
            _COMPARISON,
            _ANY,
        ),
        Advice(
            "Review portfolios and samples",
            "Quality and relevance apart; whose work it is must be shown to count in full.",
            "A candidate, what to record",
            _RECORD,
            _PEOPLE,
        ),
        Advice(
            "Check references",
            "The same questions to all; no answer is an outcome, never a low mark.",
            "A candidate, what to record",
            _RECORD,
            _PEOPLE,
        ),
        Advice(
            "Conduct interviews",
            "One set of questions for everybody, the anchors of each mark on the screen.",
            "A candidate, what to record",
            _RECORD,
            _PEOPLE,
        ),
        Advice(
            "Consider trial periods",
            "Paid, with scope, hours and what it must show, all set before it begins.",
            "A candidate, what to record",
            _RECORD,
            _PEOPLE,
        ),
        Advice(
            "Assess communication skills",
            "Promptness is measured from messages and replies, clarity is rated.",
            "A candidate, what to record",
            _RECORD,
            _PEOPLE,
        ),
    ),
    "Vet software": (
        Advice(
            "Free trials and demos",
            "A script of your own tasks; the day on which it would charge by itself is watched.",
            "A program, what to record",
            _RECORD,
            _PROGRAMS,
        ),
        Advice(
            "Read reviews and case studies",
            "Stars with their count, and how many are by firms like yours.",
            "A program, what to record",
            _RECORD,
            _PROGRAMS,
        ),
        Advice(
            "Consider scalability",
            "Its limit and its price today and at three times the volume.",
            "A program, what to record",
            _RECORD,
            _PROGRAMS,
        ),
        Advice(
            "Evaluate integration capabilities",
            "For each tool of yours: claimed by the maker, or tested by you.",
            "A program, what to record",
            _RECORD,
            _PROGRAMS,
        ),
        Advice(
            "Assess customer support",
            "A question, when it was asked and when the answer came: measured, not promised.",
            "A program, what to record",
            _RECORD,
            _PROGRAMS,
        ),
    ),
    "Bring in and talk clearly": (
        Advice(
            "Bring help in step by step",
            "A list by phases: paper before access, access with an end, and who is stuck on whom.",
            "Onboarding, a list",
            ("go.onboarding", "list.open"),
        ),
        Advice(
            "Provide detailed instructions",
            "Steps in versions, and the days since somebody else has done the work from the notes alone.",
            "Procedures",
            ("go.procedures",),
        ),
        Advice(
            "Establish communication channels",
            "What for which channel, how fast an answer comes, what is urgent; both sides are counted.",
            "A helper, what to agree on",
            _AGREE,
        ),
        Advice(
            "Regular check-ins",
            "A rhythm, and an agenda made of what is late, waits for you, or was agreed last time.",
            "A helper, what to record",
            ("go.helpers", "helper.record"),
        ),
    ),
    "Track how it goes": (
        Advice(
            "Set measurable goals",
            "From what to what, by when, where the number comes from; no data is said to be no data.",
            "A helper, what to agree on",
            _AGREE,
        ),
        Advice(
            "Provide constructive feedback",
            "Situation, behaviour, impact, next step; to the maker of a program as well.",
            "A helper, feedback",
            ("go.helpers", "helper.feedback"),
        ),
        Advice(
            "Recognize and reward success",
            "Proposed where it was earned: a goal that was met, cards that were on time.",
            "A helper, thanks",
            ("go.helpers", "helper.feedback"),
        ),
    ),
    "Keep facts safe": (
        Advice(
            "Confidentiality agreements",
            "Both signatures and both clocks: the term, and how long known facts stay secret.",
            "A helper, what to agree on",
            _AGREE,
        ),
        Advice(
            "Secure data transfer",
            "What was sent by which way; a way that the facts must not take is refused.",
            "Helpers, transfers and incidents",
            ("go.helpers", "helper.security", "security.add"),
        ),
        Advice(
            "Access controls",
            "Who may enter what, for which work, until when, how it is taken back, and what is too much.",
            "Helpers, who may enter what",
            ("go.helpers", "helpers.view"),
        ),
    ),
    "Keep it up": (
        Advice(
            "Focus on strategic growth",
            "Forecast beside what was really freed, week by week, and whether it pays for the help.",
            "Helpers, the ledger",
            _LEDGER,
        ),
        Advice(
            "Continually evaluate your needs",
            "Reviews at 30, 60 and 90 days, then every quarter: keep, expand, adjust, replace or stop.",
            "A helper, what to record",
            ("go.helpers", "helper.record"),
        ),
        Advice(
            "Adapt your support as you grow",
            "Another audit of a week or two says what has changed since the last one.",
            "Audit, the next one",
            ("go.audit", "audit.plan"),
        ),
    ),
}
"""All advice, under what it is about."""
