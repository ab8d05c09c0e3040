/// <reference path="./tls-sig-api-v2.d.ts" />
// Answers the harness: a request a line on stdin, what was read of it a line on stdout, both as JSON.
import { createInterface } from "node:readline";
import { inspect } from "node:util";
import * as lists from "./lists";
import { banned, member } from "./rows";

type Request = {
  list: string;
  base_url: string;
  sdk_app_id: number;
  identifier: string;
  secret_key: string;
  group: string;
  permission_group: string;
  fields: string[];
  custom: string[];
  random?: number;
};

async function answer(r: Request) {
  const { random } = r;
  if (random !== undefined) lists.random.next = () => random;
  const account = new lists.Account(r.base_url, r.sdk_app_id, r.identifier, r.secret_key);
  const items: unknown[] = [];
  let error: unknown = null;
  try {
    if (r.list === "banned") {
      for await (const read of lists.bannedMembers(account, r.group)) items.push(banned(read));
    } else {
      const all = lists.groupMembers(account, r.group, r.permission_group, r.fields, r.custom);
      for await (const read of all) items.push(member(read));
    }
  } catch (e) {
    error = { code: e instanceof lists.Refused ? e.code : null, text: inspect(e) };
  }
  return { items, error, user_sig: account.userSig };
}

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await answer(JSON.parse(line) as Request)));
}
