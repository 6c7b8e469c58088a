"""Whom a bureau may not instruct in its own name: Party committees and governments (公文处理工作条例 第十七条)."""

import re

# Their working departments (编办, 组织部) are addressed as equals, and so is a 政务服务 body.
ABOVE = re.compile(r"(省|市|县|区)）?委(?!编|机构编制|组织|宣传|统战|政法)|党委|工委|政府(?!服务)|管委会")


def addresses_above(recipients: str) -> str:
    """The Party committee or government among the addressees, empty where there is none."""
    found = ABOVE.search(recipients)
    return found[0].replace("）", "") if found else ""
