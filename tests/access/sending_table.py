"""The part of the table about the sending of reminders: seen by bureau and administrator, acted on by the latter.

own, foreign, beyond   what failed for a person of that county
wrong                  what was sent long ago
"""

SENDING = """
route                        method scope    officer lead reviewer leader admin auditor nobody
alerts:health                GET    -        403     403  200      200    200   403     login
alerts:release               POST   -        403     403  403      403    303   403     login
alerts:try_out               POST   -        403     403  403      403    303   403     login
alerts:try_out               POST   wrong    403     403  403      403    422   403     login
alerts:send_again            POST   own      403     403  403      403    303   403     login
alerts:send_again            POST   foreign  403     403  403      403    303   403     login
alerts:send_again            POST   beyond   403     403  403      403    303   403     login
alerts:send_again            POST   wrong    403     403  403      403    422   403     login
alerts:set_aside             POST   own      403     403  403      403    303   403     login
alerts:set_aside             POST   foreign  403     403  403      403    303   403     login
alerts:set_aside             POST   beyond   403     403  403      403    303   403     login
alerts:set_aside             POST   wrong    403     403  403      403    422   403     login
"""
