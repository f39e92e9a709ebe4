// Lists the tools of a server and finds two orders with the official TypeScript client.
// Usage: NEXUS_TOKEN=… node list-and-find.mjs URL auto|legacy|pin
// Prints one JSON object: the negotiated protocol version, the tools, and the text that was found.
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';

const [url, mode] = process.argv.slice(2);
const client = new Client(
    { name: 'nexus-chart-tests', version: '1.0.0' },
    { versionNegotiation: { mode: mode === 'pin' ? { pin: '2026-07-28' } : mode } },
);
await client.connect(new StreamableHTTPClientTransport(new URL(url), {
    requestInit: { headers: { Authorization: `Bearer ${process.env.NEXUS_TOKEN}` } },
}));
const { tools } = await client.listTools();
const found = await client.callTool({
    name: 'find',
    arguments: { database: 'shop', collection: 'orders', filter: {}, limit: 2 },
});
console.log(JSON.stringify({
    version: client.getNegotiatedProtocolVersion(),
    tools: tools.map(({ name }) => name),
    isError: found.isError ?? false,
    text: found.content[0].text,
}));
await client.close();
