"""What a county raised and met about, with words that give it away, for the lines of problem_table.py."""

from datetime import date

from tasks.meetings import Decided
from tasks.models import JointMeeting, Problem

DAY = date(2021, 2, 18)
MOVES = {
    "raised": (),
    "answered": (("answer", {"text": "已协调", "promised_on": DAY}),),
    "closed": (("close", {"text": "已办结"}),),
}


class Coordination:
    """A county's problems by their state, a meeting of its own, one of the city's about its problem."""

    def __init__(self, world, scope, keeper, reviewer):
        from tests.access.world import secret

        self.unit, self.plan = world.units[scope], world.plans["beyond" if scope == "beyond" else "own"]
        self.keeper, self.reviewer, self.secret = keeper, reviewer, lambda what: secret(self.unit, what)
        self.obligation = world.row(scope, "in_progress")
        self.problems = {state: self._problem(state) for state in MOVES}
        self.met = self._met(self.unit, keeper, self.problems["raised"])
        self.city = self._met(None, reviewer, self.problems["answered"])

    def _problem(self, state) -> Problem:
        words = {"text": self.secret("problem"), "asked": self.secret("wish"), "obligation": self.obligation}
        problem = Problem.raise_problem(by=self.keeper, on=DAY, plan=self.plan, unit=self.unit, **words)
        for verb, words in MOVES[state]:
            getattr(problem, verb)(by=self.reviewer, on=DAY, **words)
        return problem

    def _met(self, unit, by, problem) -> JointMeeting:
        decided = [Decided(self.secret("decision"), problem=problem), Decided("照办" if unit is None else "已办")]
        subject = "联席会议" if unit is None else self.secret("subject")
        words = {"held_on": DAY, "subject": subject, "decisions": decided}
        met = JointMeeting.record(by=by, on=DAY, plan=self.plan, unit=unit, **words)
        met.decisions.get(order=2).mark_done(by=by, on=DAY)
        return met
