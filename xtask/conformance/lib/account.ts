import { randomInt } from "node:crypto";
import { Api } from "tls-sig-api-v2";

/** Signs, and returns what makes the query of each call. */
export function signIn(sdkappid: number, identifier: string, key: string, expire = 86400) {
  const usersig = new Api(sdkappid, key).genUserSig(identifier, expire);
  return () => ({ sdkappid, identifier, usersig, random: randomInt(2 ** 32), contenttype: "json" as const });
}

export type Query = ReturnType<typeof signIn>;

/** The URL without a slash at its end; one that cannot be parsed fails here, before the signature is in it. */
export const base = (url: string) => new URL(url).href.replace(/\/$/, "");

/** `fetch` that fails where a call failed, takes any body as JSON, and sends the signature to nobody else. */
export async function call(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const limit = AbortSignal.timeout(10_000);
  const signal = init?.signal ? AbortSignal.any([init.signal, limit]) : limit;
  const response = await fetch(input, { ...init, redirect: "error", signal });
  if (!response.ok) throw new Error(`HTTP status ${response.status}`);
  const page = (await response.json()) as { ErrorCode: number; ActionStatus?: string; ErrorInfo?: string };
  if (page.ErrorCode === 0 && page.ActionStatus !== "FAIL") return Response.json(page);
  throw new Error(`${page.ErrorCode}: ${page.ErrorInfo}`, { cause: page.ErrorCode });
}
