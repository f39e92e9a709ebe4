// Uses servers behind a balancer with the official TypeScript client, as a user would who says yes to every question.
// Usage: node through-replicas.mjs URL auto|legacy|pin TOKEN DATABASE
// Prints one JSON object: the negotiated protocol version, the tools, failed calls, and what a greeting came to.
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';

const [url, mode, token, database] = process.argv.slice(2);
const target = { database, collection: 'orders' };
const calls = [
    ['list-databases', {}],
    ['list-collections', { database }],
    ['count', target],
    ['find', { ...target, filter: {}, limit: 2 }],
    ['aggregate', { ...target, pipeline: [{ $match: {} }] }],
    ['count-up', { by: 1 }],
    ['count-up', { by: 2 }],
    ['count-up', { by: 3 }],
];
const fills = { name: 'Ann', confirm: true };

const client = new Client(
    { name: 'nexus-client-tests', version: '1.0.0' },
    {
        versionNegotiation: { mode: mode === 'pin' ? { pin: '2026-07-28' } : mode },
        capabilities: { elicitation: { form: {} } },
    },
);
client.setRequestHandler('elicitation/create', ({ params }) => {
    const fields = Object.keys(params.requestedSchema.properties);
    return { action: 'accept', content: Object.fromEntries(fields.map((field) => [field, fills[field]])) };
});
await client.connect(new StreamableHTTPClientTransport(new URL(url), {
    requestInit: { headers: { Authorization: `Bearer ${token}` } },
}));
const { tools } = await client.listTools();
const errors = [];
for (const [name, args] of calls) {
    const result = await client.callTool({ name, arguments: args });
    if (result.isError) errors.push([name, result.content]);
}
const greeting = await client.callTool({ name: 'ask-name', arguments: {} });
console.log(JSON.stringify({
    version: client.getNegotiatedProtocolVersion(),
    tools: tools.map(({ name }) => name),
    errors,
    greeting: greeting.content[0].text,
}));
await client.close();
