"""What Schemathesis must know about a service that answers HTTP 200 also when it refuses.

No check is switched off. The checks that ask whether a request was accepted or refused look at the HTTP status;
here they are shown the status that a service would send that used them, taken from `ErrorCode` by the names of the
contract's `x-error-codes`. All other checks see the answer as it came.
"""

import atexit
import copy
import functools
import json
import os

import jsonschema_rs
import sandbox
import schemathesis
from schemathesis.checks import CHECKS
from schemathesis.core.failures import AcceptedNegativeData
from schemathesis.specs.openapi import checks as _  # registers the checks that are wrapped below

# As fast as it goes; and faults, when the run is to find out whether the tool would notice.
sandbox.patch({"behaviour": {"rate": "unlimited"}, "faults": json.loads(os.environ.get("SANDBOX_FAULTS", "[]"))})

# A code that is not here is a surprise: no check expects its status.
SURPRISE = 402
STATUS = {
    "HTTP_PARSE_FAILED": 405,
    "BODY_NOT_JSON": 400,
    "INVALID_PARAMETER": 400,
    "SDK_APP_ID_MISSING": 400,
    "WRONG_URL_PARAMETER": 400,
    "USERSIG_ILLEGAL": 401,
    "IDENTIFIER_MISMATCH": 401,
    "SDK_APP_ID_MISMATCH": 401,
    "NOT_PERMITTED": 403,
    # What an ID looks like is for the service to judge: the contract gives its form, but sends any.
    "INVALID_GROUP_ID": 404,
    "INVALID_PERMISSION_GROUP_ID": 404,
    "GROUP_NOT_FOUND": 404,
    "PERMISSION_GROUP_NOT_FOUND": 404,
}
JUDGED_BY_STATUS = [
    "negative_data_rejection",
    "positive_data_acceptance",
    "missing_required_header",
    "unsupported_method",
]


def as_rest(response, case):
    """The same answer with the status that its `ErrorCode` stands for."""
    if response.status_code != 200 or response.request.method == "HEAD":
        return response
    answer = json.loads(response.content)
    code = answer.get("ErrorCode", 0)
    if code == 0:
        return response
    table = case.operation.schema.raw_schema["x-error-codes"]
    names = {entry["code"]: entry["name"] for entry in table}
    translated = copy.copy(response)
    translated.status_code = STATUS.get(names.get(code), SURPRISE)
    if translated.status_code == 405:
        # A refusal by code has no place for it; the contract lists the one method.
        translated.headers = {**response.headers, "allow": ["POST"]}
    return translated


def translated(check):
    @functools.wraps(check)
    def wrapper(ctx, response, case):
        try:
            return check(ctx, as_rest(response, case), case)
        except AcceptedNegativeData:
            if not meets_the_contract(case):
                raise
            # The tool broke the query, and the credentials that it is told to send mended it. What is left are
            # parameters that the contract does not name. It forbids none, and the vendor's pages do not either.
            explained.append(case.id)
            return None

    return wrapper


def meets_the_contract(case):
    """Whether a request that was meant to be wrong is right as it was sent."""
    contract = case.operation.schema.raw_schema
    components = {"components": contract["components"]}
    for parameter in contract["components"]["parameters"].values():
        value = (case.query or {}).get(parameter["name"])
        if isinstance(value, str) and value.isdecimal() and parameter["name"] in ("sdkappid", "random"):
            value = int(value)
        if not jsonschema_rs.Draft4Validator({**components, **parameter["schema"]}).is_valid(value):
            return False
    if not isinstance(case.body, dict):
        return False
    body = contract["paths"][case.operation.path]["post"]["requestBody"]["content"]["application/json"]["schema"]
    return jsonschema_rs.Draft4Validator({**components, **body}).is_valid(case.body)


explained = []
atexit.register(lambda: print(f"{len(explained)} accepted requests were right as sent (see hooks.py)"))


@schemathesis.check
def code_and_status_agree(ctx, response, case):
    """The contract cannot say that `ActionStatus` is `OK` exactly when `ErrorCode` is 0."""
    if response.status_code == 200 and response.request.method != "HEAD":
        answer = json.loads(response.content)
        assert (answer.get("ErrorCode") == 0) == (answer.get("ActionStatus") == "OK"), answer


for name in JUDGED_BY_STATUS:
    schemathesis.check(translated(CHECKS.get_one(name)))


# Generated IDs hit nothing. Most of them are replaced by IDs that the sandbox has, so that lists are answered too.
GROUPS = ["@TGS#aJRGC4MH6", "@TGS#aMANY", "@TGS#aEMPTY", "@TGS#_@TGS#cAVQXXXXXX"]
PERMISSION_GROUPS = ["@PMG#_@PMG#cDR", "@PMG#_@PMG#cMANY", "@PMG#_@PMG#cEMPTY"]


@schemathesis.hook
def before_call(context, case, kwargs):
    if isinstance(case.body, dict):
        replace(case.body, "GroupId", GROUPS)
        replace(case.body, "PermissionGroupId", PERMISSION_GROUPS)
        # A cursor is opaque: no schema can say which the service has given out.
        replace(case.body, "Next", [""], keep=0)
        # OpenAPI 3.1 takes 20.0 for an integer, 3.0 does not; the 3.1 edition asks for numbers without a fraction.
        if case.operation.schema.raw_schema["openapi"].startswith("3.1"):
            for field, value in case.body.items():
                if isinstance(value, float) and value.is_integer():
                    case.body[field] = int(value)


@schemathesis.deserializer("text/html")
def deserialize_html(context, response):
    return response.content.decode()


def replace(body, field, known, keep=1):
    """Replaces a generated text, but for one in some that stays as generated."""
    value = body.get(field)
    if isinstance(value, str) and value:
        choice = sum(map(ord, value)) % (len(known) + keep)
        if choice < len(known):
            body[field] = known[choice]
