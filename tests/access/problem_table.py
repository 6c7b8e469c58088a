"""The part of the table for problems and joint meetings.

Further scope: city, a meeting of Zhanggong's city. In `wrong` it may also be the words that the verb refuses.
"""

PROBLEMS = """
route                        method scope    officer lead reviewer leader admin auditor nobody
tasks:problems               GET    -        200     200  200      200    403   403     login
tasks:problem_new            GET    -        200     200  403      403    403   403     login
tasks:problem_new            GET    own      200     200  403      403    404   404     login
tasks:problem_new            GET    foreign  404     404  403      403    404   404     login
tasks:problem_new            GET    beyond   404     404  404      404    404   404     login
tasks:problem_new            POST   -        303     303  403      403    403   403     login
tasks:problem_new            POST   own      303     303  403      403    404   404     login
tasks:problem_new            POST   foreign  404     404  403      403    404   404     login
tasks:problem_new            POST   beyond   404     404  404      404    404   404     login
tasks:problem_new            GET    wrong    200     200  403      403    403   403     login
tasks:problem_new            POST   wrong    422     422  403      403    403   403     login
tasks:problem                GET    own      200     200  200      200    404   404     login
tasks:problem                GET    foreign  404     404  200      200    404   404     login
tasks:problem                GET    beyond   404     404  404      404    404   404     login
tasks:problem_take           POST   own      403     403  303      303    404   404     login
tasks:problem_take           POST   foreign  404     404  303      303    404   404     login
tasks:problem_take           POST   beyond   404     404  404      404    404   404     login
tasks:problem_take           POST   wrong    403     403  422      422    404   404     login
tasks:problem_refer          POST   own      403     403  303      303    404   404     login
tasks:problem_refer          POST   foreign  404     404  303      303    404   404     login
tasks:problem_refer          POST   beyond   404     404  404      404    404   404     login
tasks:problem_refer          POST   wrong    403     403  422      422    404   404     login
tasks:problem_answer         POST   own      403     403  303      303    404   404     login
tasks:problem_answer         POST   foreign  404     404  303      303    404   404     login
tasks:problem_answer         POST   beyond   404     404  404      404    404   404     login
tasks:problem_answer         POST   wrong    403     403  422      422    404   404     login
tasks:problem_close          POST   own      403     403  303      303    404   404     login
tasks:problem_close          POST   foreign  404     404  303      303    404   404     login
tasks:problem_close          POST   beyond   404     404  404      404    404   404     login
tasks:problem_close          POST   wrong    403     403  422      422    404   404     login
tasks:problem_confirm        POST   own      303     303  403      403    404   404     login
tasks:problem_confirm        POST   foreign  404     404  403      403    404   404     login
tasks:problem_confirm        POST   beyond   404     404  404      404    404   404     login
tasks:problem_confirm        POST   wrong    422     422  403      403    404   404     login
tasks:problem_reopen         POST   own      303     303  403      403    404   404     login
tasks:problem_reopen         POST   foreign  404     404  403      403    404   404     login
tasks:problem_reopen         POST   beyond   404     404  404      404    404   404     login
tasks:problem_reopen         POST   wrong    422     422  403      403    404   404     login
tasks:meetings               GET    -        200     200  200      200    403   403     login
tasks:meeting_new            GET    own      200     200  200      200    403   403     login
tasks:meeting_new            GET    foreign  200     200  200      200    403   403     login
tasks:meeting_new            GET    beyond   200     200  200      200    403   403     login
tasks:meeting_new            GET    wrong    200     200  200      200    403   403     login
tasks:meeting_new            POST   own      303     303  303      303    403   403     login
tasks:meeting_new            POST   foreign  422     422  303      303    403   403     login
tasks:meeting_new            POST   beyond   422     422  422      422    403   403     login
tasks:meeting_new            POST   wrong    422     422  422      422    403   403     login
tasks:meeting                GET    own      200     200  200      200    404   404     login
tasks:meeting                GET    foreign  404     404  200      200    404   404     login
tasks:meeting                GET    beyond   404     404  404      404    404   404     login
tasks:meeting                GET    city     200     200  200      200    404   404     login
tasks:decision_done          POST   own      303     303  403      403    404   404     login
tasks:decision_done          POST   foreign  404     404  403      403    404   404     login
tasks:decision_done          POST   beyond   404     404  404      404    404   404     login
tasks:decision_done          POST   city     403     403  303      303    404   404     login
tasks:decision_done          POST   wrong    422     422  403      403    404   404     login
"""
