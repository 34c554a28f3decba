"""Evaluates flags with GO Feature Flag's own Python provider and an engine file of our choice, and prints what it says.

Usage: compare_with_relay.py RELAY_URL ENGINE_FILE < questions.ndjson
A question is {"flagKey", "evalContext", "default"}; each answer is one JSON line, in the order asked.
"""

import json
import sys

from gofeatureflag_python_provider.options import GoFeatureFlagOptions
from gofeatureflag_python_provider.provider import GoFeatureFlagProvider
from openfeature import api
from openfeature.evaluation_context import EvaluationContext


def ask(client, question):
    attributes = dict(question["evalContext"])
    context = EvaluationContext(attributes.pop("targetingKey"), attributes)
    default = question["default"]
    if isinstance(default, bool):
        resolve = client.get_boolean_details
    elif isinstance(default, str):
        resolve = client.get_string_details
    elif isinstance(default, (int, float)):
        resolve = client.get_float_details
    else:
        resolve = client.get_object_details
    details = resolve(question["flagKey"], default, context)
    return {
        "value": details.value,
        "variant": details.variant,
        "reason": details.reason,
        "errorCode": details.error_code.value if details.error_code else None,
        "errorMessage": details.error_message,
        "evaluatedRemotely": "gofeatureflag_evaluated_remotely" in (details.flag_metadata or {}),
    }


def main():
    url, engine = sys.argv[1:]
    options = GoFeatureFlagOptions(endpoint=url, wasm_file_path=engine, disable_data_collection=True, log_level="ERROR")
    api.set_provider(GoFeatureFlagProvider(options=options))
    client = api.get_client()
    for line in sys.stdin:
        print(json.dumps(ask(client, json.loads(line))))
    api.shutdown()


main()
