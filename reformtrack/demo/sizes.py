"""How large each pilot's ledgers are, and how far they have come by the demo's day: one line a pilot."""

from collections.abc import Sequence
from dataclasses import dataclass

# Where a row of the board (cells.py) is 未, all that would feed it is 0 here.
TABLE = """
          departments staff items  first second trained  conditions standard  signed taken  lighter supervised  target
zhanggong          24   126   288     26     28      54         190      132     150    84      150        120      40
nankang            22   118   264     22     20      42         170       96     118    52      110         90       0
ganxian            20   104   232     18     16      12         140       60      70     0       60          0       0
xinfeng            19    98   218     12     10       8         120       44      48     0       40         36      35
dayu               15    72   168      8      6       5           0        0      18     0        0          0       0
shangyou           16    76   176     16     14      30         140       88      92    48       96        176      35
chongyi            13    64   142      6      0       0           0        0       0     0        0          0       0
anyuan             16    82   182      0      0       0           0        0       0     0        0          0       0
longnan            18    94   206     18     14      32         130       70      84    30       72         64       0
quannan            14    66   150      7      5       3           0        0      16     0        0          0       0
dingnan            15    78   186      8      9       0          62       21      12     0        0          0       0
xingguo            21   112   246     20     18      16         150       84      96    36       88         72       0
ningdu             22   116   252     10      8       0          90       30       0     0        0          0       0
yudu               23   120   270     14     12      26         140       66      60     0       54         50       0
huichang           17    88   196      9      7      14           0        0      14     1        0          0       0
xunwu              15    74   164      0      0       0           0        0       0     0        0          0       0
shicheng           14    68   152      8      6       6           0        0      20     0        0         24       0
jingkai            12    60   120     14      8      22         120      120      66    40       60         58       0
rongjiang          12    62   124      7      5       4          50       18      22     0        0          0       0
"""


@dataclass(frozen=True)
class Size:
    """Counts: `first` and `second` arrivals; items with standardised `conditions` and in full (`standard`);
    agreements `signed`, items `taken` over, `lighter` (with figures after the reform), `supervised`;
    `target` is the staff share that the pilot's own plan names, in per cent (0: none).
    """

    departments: int
    staff: int
    items: int
    first: int
    second: int
    trained: int
    conditions: int
    standard: int
    signed: int
    taken: int
    lighter: int
    supervised: int
    target: int

    @property
    def told(self) -> dict[int, int]:
        """The number that a report on a row of the task table names."""
        return {4: self.first, 7: self.conditions, 8: self.signed}


def sizes() -> dict[str, Size]:
    """{pilot's key: its size}."""
    lines = [line.split() for line in TABLE.strip().splitlines()[1:]]
    return {key: Size(*map(int, counts)) for key, *counts in lines}


def apportion(total: int, weights: Sequence[int], most: Sequence[int] | None = None) -> list[int]:
    """`total` divided by weight in whole numbers (largest remainder), no part above its `most`."""
    whole = sum(weights)
    parts = [total * weight // whole for weight in weights]
    by_rest = sorted(range(len(weights)), key=lambda n: (-(total * weights[n] % whole), n))
    caps = most or [total] * len(weights)
    while sum(parts) < total:
        for n in by_rest:
            if sum(parts) < total and parts[n] < caps[n]:
                parts[n] += 1
    return parts
