export default {
  chat: {
    input: "openapi.yaml",
    output: { target: "chat.ts", client: "fetch", override: { mutator: { path: "http.ts", name: "http" } } },
  },
};
