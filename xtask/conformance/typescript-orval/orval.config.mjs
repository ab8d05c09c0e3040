const fetch = { includeHttpResponseReturnType: false };
const override = { mutator: { path: "http.ts", name: "http" }, fetch };
export default { chat: { input: "openapi.yaml", output: { target: "chat.ts", client: "fetch", override } } };
