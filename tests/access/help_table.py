"""Dispatches and practices in the table: the bureau keeps them, the pilots read what concerns them.

In `own` a dispatch or a proposal is Zhanggong's alone; the reviewer recorded the dispatch, so only he corrects it.
"""

HELP = """
route                        method scope    officer lead reviewer leader admin auditor nobody
tasks:dispatches             GET    -        200     200  200      200    403   403     login
tasks:dispatch_new           GET    own      403     403  200      200    403   403     login
tasks:dispatch_new           GET    foreign  403     403  200      200    403   403     login
tasks:dispatch_new           GET    beyond   403     403  200      200    403   403     login
tasks:dispatch_new           GET    wrong    403     403  200      200    403   403     login
tasks:dispatch_new           POST   own      403     403  303      303    403   403     login
tasks:dispatch_new           POST   foreign  403     403  303      303    403   403     login
tasks:dispatch_new           POST   beyond   403     403  422      422    403   403     login
tasks:dispatch_new           POST   wrong    403     403  422      422    403   403     login
tasks:dispatch               GET    own      200     200  200      200    404   404     login
tasks:dispatch               GET    foreign  404     404  200      200    404   404     login
tasks:dispatch               GET    beyond   404     404  404      404    404   404     login
tasks:dispatch_amend         GET    own      403     403  200      200    404   404     login
tasks:dispatch_amend         GET    foreign  404     404  200      200    404   404     login
tasks:dispatch_amend         GET    beyond   404     404  404      404    404   404     login
tasks:dispatch_amend         GET    wrong    403     403  200      200    404   404     login
tasks:dispatch_amend         POST   own      403     403  303      422    404   404     login
tasks:dispatch_amend         POST   foreign  404     404  303      422    404   404     login
tasks:dispatch_amend         POST   beyond   404     404  404      404    404   404     login
tasks:dispatch_amend         POST   wrong    403     403  422      422    404   404     login
tasks:dispatch_done          POST   own      403     403  303      303    404   404     login
tasks:dispatch_done          POST   foreign  404     404  303      303    404   404     login
tasks:dispatch_done          POST   beyond   404     404  404      404    404   404     login
tasks:dispatch_done          POST   wrong    403     403  422      422    404   404     login
tasks:practices              GET    -        200     200  200      200    403   403     login
tasks:mark_practice          POST   own      303     303  303      303    404   404     login
tasks:mark_practice          POST   foreign  404     404  303      303    404   404     login
tasks:mark_practice          POST   beyond   404     404  404      404    404   404     login
tasks:mark_practice          POST   bureau   404     404  303      303    404   404     login
tasks:mark_practice          POST   wrong    422     422  422      422    404   404     login
tasks:practice_publish       POST   own      403     403  303      303    404   404     login
tasks:practice_publish       POST   foreign  404     404  303      303    404   404     login
tasks:practice_publish       POST   beyond   404     404  404      404    404   404     login
tasks:practice_publish       POST   wrong    403     403  422      422    404   404     login
tasks:practice_decline       POST   own      403     403  303      303    404   404     login
tasks:practice_decline       POST   foreign  404     404  303      303    404   404     login
tasks:practice_decline       POST   beyond   404     404  404      404    404   404     login
tasks:practice_decline       POST   wrong    403     403  422      422    404   404     login
tasks:practice_take_back     POST   own      303     303  422      422    404   404     login
tasks:practice_take_back     POST   foreign  404     404  422      422    404   404     login
tasks:practice_take_back     POST   beyond   404     404  404      404    404   404     login
tasks:practice_take_back     POST   wrong    422     422  422      422    404   404     login
"""
