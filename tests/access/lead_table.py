"""Following, instructions and spot checks in the table.

The bureau's people follow; its lead alone instructs, and the unit alone answers (`own` holds an unanswered instruction
in the state `extension`). In `own` the reviewer closed the row out himself, so the lead alone may spot-check it; at the
bureau itself nobody of the bureau does.
"""

LEAD = """
route                        method scope    officer lead reviewer leader admin auditor nobody
tasks:following              GET    -        403     403  200      200    403   403     login
tasks:instructions           GET    -        200     200  200      200    403   403     login
tasks:spot_checks            GET    -        200     200  200      200    403   403     login
tasks:follow                 POST   own      403     403  303      303    404   404     login
tasks:follow                 POST   foreign  404     404  303      303    404   404     login
tasks:follow                 POST   beyond   404     404  404      404    404   404     login
tasks:follow                 POST   bureau   404     404  303      303    404   404     login
tasks:unfollow               POST   own      403     403  303      303    404   404     login
tasks:unfollow               POST   foreign  404     404  303      303    404   404     login
tasks:unfollow               POST   beyond   404     404  404      404    404   404     login
tasks:unfollow               POST   bureau   404     404  303      303    404   404     login
tasks:instruct               POST   own      403     403  403      303    404   404     login
tasks:instruct               POST   foreign  404     404  403      303    404   404     login
tasks:instruct               POST   beyond   404     404  404      404    404   404     login
tasks:instruct               POST   bureau   404     404  403      303    404   404     login
tasks:instruct               POST   wrong    403     403  403      422    404   404     login
tasks:answer_instruction     POST   own      303     303  403      403    404   404     login
tasks:answer_instruction     POST   foreign  404     404  403      403    404   404     login
tasks:answer_instruction     POST   beyond   404     404  404      404    404   404     login
tasks:answer_instruction     POST   bureau   404     404  303      403    404   404     login
tasks:answer_instruction     POST   wrong    422     422  403      403    404   404     login
tasks:spot_check             POST   own      403     403  422      303    404   404     login
tasks:spot_check             POST   foreign  404     404  422      303    404   404     login
tasks:spot_check             POST   beyond   404     404  404      404    404   404     login
tasks:spot_check             POST   bureau   404     404  422      422    404   404     login
tasks:spot_check             POST   wrong    403     403  422      422    404   404     login
"""
