"""Where each obligation stands on the demo's day: one line a unit, one letter a row of the task table.

办 closed out, 推 in progress, 核 awaiting verification, 退 returned, 延 extended, 超 overdue,
未 not started, · not owed.
"""

BOARD = """
zhanggong 办办办办办办推推推推·推
nankang   办办办办核办推推推推·推
ganxian   办办办核推办推推推未·推
xinfeng   办办办推推核推推推推·推
dayu      办办办推推办未推未未·推
shangyou  办办办办办办推推推核·推
chongyi   办办办推未退未未未未·推
anyuan    办办超未未推未未未未·未
longnan   办办办核办办推推推推·推
quannan   办办办推推未未推未未·推
dingnan   办超延推未核推推未未·推
xingguo   办办办办推核推推推推·推
ningdu    办办延推未推推未未未·推
yudu      办办办推办办推推推推·推
huichang  办办超推退推未推未未·推
xunwu     办核超未未未未未未未·未
shicheng  办办办推推核未推未推·推
jingkai   办办办办核办办推推推·推
rongjiang 办办核推推推推推未未·推
ganzhou-bureau ··········推推
"""


def board() -> dict[str, str]:
    """{unit key: twelve letters}."""
    return dict(line.split() for line in BOARD.strip().splitlines())
