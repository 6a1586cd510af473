// The anchor "npm Bolt, constant answer": one command, no network calls.
const { App } = require("@slack/bolt");

const app = new App({
  signingSecret: "benchmark",
  authorize: async () => ({ botToken: "xoxb-1", botId: "B1", botUserId: "UB" }),
  logLevel: "error",
});

app.command("/health", async ({ ack }) => {
  await ack("all is well");
});

app.start(Number(process.argv[2]));
