/// <reference path="./tls-sig-api-v2.d.ts" />
// Answers the harness: a request a line on stdin, what was read of it a line on stdout, both as JSON.
import crypto from "node:crypto";
import { syncBuiltinESMExports } from "node:module";
import { createInterface } from "node:readline";
import { inspect } from "node:util";
import { signIn } from "./account";
import { connect } from "./lists";
import type { Request } from "./row";
import { askBanned, askMembers, banned, member } from "./rows";

function sign({ sdkappid, user_id, secret_key, current_time, expire }: NonNullable<Request["sign"]>) {
  const now = Date.now;
  Date.now = () => current_time * 1000;
  const user_sig = signIn(sdkappid, user_id, secret_key, expire)().usersig;
  Date.now = now;
  return { user_sig };
}

async function answer(r: Request) {
  if (r.sign) return sign(r.sign);
  const { random } = r;
  if (random !== undefined) {
    crypto.randomInt = (() => random) as typeof crypto.randomInt;
    syncBuiltinESMExports();
  }
  const query = signIn(r.sdk_app_id, r.identifier, r.secret_key);
  const service = connect(r.base_url);
  const items: unknown[] = [];
  let error: unknown = null;
  try {
    if (r.list === "banned") {
      for await (const read of askBanned(service, query, r)) items.push(banned(read));
    } else {
      for await (const read of askMembers(service, query, r)) items.push(member(read));
    }
  } catch (e) {
    // The code is the cause; some clients wrap the error once more.
    let code: unknown = e;
    while (code instanceof Error) code = code.cause;
    error = { code: typeof code === "number" ? code : null, text: inspect(e) };
  }
  return { items, error, user_sig: query().usersig };
}

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await answer(JSON.parse(line) as Request)));
}
