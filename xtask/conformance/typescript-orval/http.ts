import { call } from "./account";

/** What orval's code calls in place of `fetch`: its paths have no host. */
export async function http<T>(path: string, { baseUrl, ...init }: RequestInit & { baseUrl?: string }): Promise<T> {
  return (await (await call(`${baseUrl}${path}`, init)).json()) as T;
}
