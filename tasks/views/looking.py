"""What the bureau's lead, and whoever looks again, find on one obligation's page; and what the unit answers."""

from pilots.access import Action, may_on

from ..forms.leading import InstructionAnswerForm, InstructionForm, SpotCheckForm
from ..states import State


def lead_context(officer, obligation, on, instructions, followed) -> dict:
    """The forms this person may use now, and whether it is followed; `instructions` are those of the page."""
    unit = obligation.unit
    asked = any(row.open for row in instructions) and may_on(officer, Action.REPORT, unit)
    instructs = may_on(officer, Action.INSTRUCT, unit) and obligation.state != State.CANCELLED
    follows = may_on(officer, Action.FOLLOW, unit)
    return {
        "may_follow": follows,
        "followed": follows and followed,
        "instruction_form": InstructionForm.opened(on) if instructs else None,
        "instruction_answer_form": InstructionAnswerForm(obligation) if asked else None,
        "spot_check_form": SpotCheckForm.opened(obligation, on) if obligation.may_be_spot_checked_by(officer) else None,
    }
