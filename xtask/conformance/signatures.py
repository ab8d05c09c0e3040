"""Holds the vendor's own signers of UserSigs, for Python and Node.js, against the sandbox.

What they sign is accepted; what was tampered with is refused, for the reason that it was tampered with.
"""

import base64
import json
import os
import subprocess
import sys
import zlib

import sandbox
import TLSSigAPIv2

NAMES = sandbox.names()
failures = 0


def python_signer(app, key, identifier, expire):
    return TLSSigAPIv2.TLSSigAPIv2(app, key).gen_sig(identifier, expire)


def node_signer(app, key, identifier, expire):
    asked = json.dumps({"app": app, "key": key, "identifier": identifier, "expire": expire})
    program = os.path.join(os.path.dirname(__file__), "sign.cjs")
    signed = subprocess.run(["node", program], input=asked, capture_output=True, text=True, check=True)
    return signed.stdout


def tampered(user_sig, **changes):
    """The same signature over a document that says something else."""
    text = user_sig.translate(str.maketrans("*-_", "+/="))
    document = json.loads(zlib.decompress(base64.b64decode(text)))
    document |= {f"TLS.{name}": value for name, value in changes.items()}
    packed = base64.b64encode(zlib.compress(json.dumps(document).encode())).decode()
    return packed.translate(str.maketrans("+/=", "*-_"))


def expect(what, name, *call, **keywords):
    global failures
    got = NAMES.get(sandbox.code(*call, **keywords), "a code that the contract lacks")
    print(f"{'ok' if got == name else 'FAILED'}: {what}: {got}" + ("" if got == name else f", not {name}"))
    failures += got != name


sandbox.patch({"behaviour": {"rate": "unlimited"}, "faults": []})
for language, sign in [("Python", python_signer), ("Node.js", node_signer)]:
    day = 86400
    good = sign(sandbox.APP, sandbox.KEY, sandbox.IDENTIFIER, day)
    expect(f"{language}: signed", "OK", good)
    for identifier in ["josé", "管理员", "a b+c&d=e"]:
        sandbox.patch({"application": {"administrators": [sandbox.IDENTIFIER, identifier]}})
        signed = sign(sandbox.APP, sandbox.KEY, identifier, day)
        expect(f"{language}: signed for {identifier}", "OK", signed, identifier=identifier)
    expect(f"{language}: sent for another account", "IDENTIFIER_MISMATCH", good, identifier="bob")
    expect(f"{language}: sent for another application", "SDK_APP_ID_MISMATCH", good, app=sandbox.APP + 1)
    expect(f"{language}: cut off", "USERSIG_ILLEGAL", good[:-8])
    expect(f"{language}: not compressed", "USERSIG_ILLEGAL", base64.b64encode(good.encode()).decode())
    expect(f"{language}: other account written in", "IDENTIFIER_MISMATCH", tampered(good, identifier="bob"))
    forged = tampered(good, identifier="josé")
    sandbox.patch({"application": {"administrators": [sandbox.IDENTIFIER, "josé"]}})
    expect(f"{language}: other account written in and sent", "USERSIG_WRONG_KEY", forged, identifier="josé")
    expect(f"{language}: other application written in", "SDK_APP_ID_MISMATCH", tampered(good, sdkappid=1))
    expect(f"{language}: longer life written in", "USERSIG_WRONG_KEY", tampered(good, expire=10 * day))
    expect(f"{language}: later time written in", "USERSIG_WRONG_KEY", tampered(good, time=4_000_000_000))
    other = sign(sandbox.APP, "another key", sandbox.IDENTIFIER, day)
    expect(f"{language}: signed with another key", "USERSIG_WRONG_KEY", other)
    sandbox.patch({"clock_offset_seconds": day + 60})
    expect(f"{language}: after its last second", "USERSIG_EXPIRED", good)
    sandbox.patch({"clock_offset_seconds": day - 60})
    expect(f"{language}: a minute before its last second", "OK", good)
    sandbox.patch({"clock_offset_seconds": 0})
buffered = TLSSigAPIv2.TLSSigAPIv2(sandbox.APP, sandbox.KEY).gen_sig_with_userbuf(sandbox.IDENTIFIER, day, b"room")
expect("Python: signed with a user buffer", "OK", buffered)
expect("Python: other user buffer written in", "USERSIG_WRONG_KEY", tampered(buffered, userbuf="BQ=="))
sys.exit(1 if failures else 0)
