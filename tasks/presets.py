"""Why a submission is given back: reasons a reviewer picks with one key. Domain data, kept in the ledger in Chinese."""

from dataclasses import dataclass

from django.utils.translation import get_language


@dataclass(frozen=True)
class Preset:
    """One reason as it is kept, and how an English reader sees it."""

    text: str
    text_en: str

    def __str__(self):
        return self.text_en if get_language() == "en" else self.text


RETURN_REASONS = (
    Preset("材料不全", "Documents incomplete"),
    Preset("与要求不符", "Does not meet the requirement"),
    Preset("佐证无法辨认", "Proof not legible"),
    Preset("数据不一致", "Figures do not agree"),
    Preset("日期有误", "Wrong date"),
)
