/** What orval's code calls in place of `fetch`: its paths have no host, and it reads JSON only where the type says so. */
export async function http<T>(path: string, options: RequestInit & { baseUrl?: string }): Promise<T> {
  const { baseUrl, ...init } = options;
  const response = await fetch(`${baseUrl}${path}`, { ...init, redirect: "error", signal: AbortSignal.timeout(10_000) });
  const data: unknown = response.ok ? await response.json() : await response.text();
  return { data, status: response.status, headers: response.headers } as T;
}
