"""The part of the table for papers: circulars, and the file of a unit.

own      an issued one, which reaches all pilots of the plan
draft    one that nobody has put forward; put, one that was
wrong    words that are refused, or a pilot that has signed already
"""

CIRCULARS = """
route                        method scope    officer lead reviewer leader admin auditor nobody
reports:circulars            GET    -        200     200  200      200    403   403     login
reports:circular_new         POST   -        403     403  303      303    403   403     login
reports:circular_new         POST   wrong    403     403  422      422    403   403     login
reports:circular             GET    own      200     200  200      200    404   404     login
reports:circular             GET    draft    404     404  200      200    404   404     login
reports:circular             GET    beyond   404     404  404      404    404   404     login
reports:circular_docx        GET    own      200     200  200      200    404   404     login
reports:circular_docx        GET    draft    404     404  200      200    404   404     login
reports:circular_docx        GET    beyond   404     404  404      404    404   404     login
reports:circular_revise      POST   draft    404     404  303      303    404   404     login
reports:circular_revise      POST   own      403     403  422      422    404   404     login
reports:circular_revise      POST   wrong    404     404  422      422    404   404     login
reports:circular_revise      POST   beyond   404     404  404      404    404   404     login
reports:circular_submit      POST   draft    404     404  303      303    404   404     login
reports:circular_submit      POST   own      403     403  422      422    404   404     login
reports:circular_submit      POST   beyond   404     404  404      404    404   404     login
reports:circular_send_back   POST   put      404     404  403      303    404   404     login
reports:circular_send_back   POST   own      403     403  403      422    404   404     login
reports:circular_send_back   POST   wrong    404     404  403      422    404   404     login
reports:circular_send_back   POST   beyond   404     404  404      404    404   404     login
reports:circular_issue       POST   put      404     404  403      303    404   404     login
reports:circular_issue       POST   own      403     403  403      422    404   404     login
reports:circular_issue       POST   wrong    404     404  403      422    404   404     login
reports:circular_issue       POST   beyond   404     404  404      404    404   404     login
reports:dossier              GET    own      200     200  200      200    403   403     login
reports:dossier              GET    foreign  404     404  200      200    403   403     login
reports:dossier              GET    beyond   404     404  404      404    403   403     login
reports:dossier_docx         GET    own      200     200  200      200    403   403     login
reports:dossier_docx         GET    foreign  404     404  200      200    403   403     login
reports:dossier_docx         GET    beyond   404     404  404      404    403   403     login
reports:circular_sign        POST   own      303     303  422      403    404   404     login
reports:circular_sign        POST   wrong    422     422  422      403    404   404     login
reports:circular_sign        POST   draft    404     404  422      403    404   404     login
reports:circular_sign        POST   beyond   404     404  404      404    404   404     login
"""
